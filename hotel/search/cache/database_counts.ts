import type { QueryConfig } from "pg";
import { dates, integers } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import type { StayDates } from "../../vocabulary/night.ts";
import {
  emptyCounts,
  nightsOfTypes,
  type AvailabilityCounts,
  type NightCounts,
  type TypeKey,
  type TypeNight,
} from "./availability_counts.ts";
import { setCount, type CountedNight, type SeenState } from "./counted_night.ts";

/** What one statement found: the counts in the order of the nights asked for, and the state of the database it saw. */
export interface CountReading extends SeenState {
  readonly nights: readonly CountedNight[];
}

/** The most nights of one statement. */
export const NIGHTS_A_STATEMENT = 5_000;

// The version. A snapshot sees a transaction when its id is below xmax and not among xip, those still running. Snapshots of a
// server are taken, and transactions end, under one lock, so of two snapshots the later one sees all that the earlier one
// saw. Hence from the earlier to the later: xmax does not fall; every id that xip lost adds one; every id that came to xip
// lies between the two xmax, which adds at least as many. So xmax - |xip| never falls, and rises with every
// transaction that became visible, in whatever order of ids they commit. Equal numbers have seen the same. (A savepoint's id is never in xip:
// it only makes the number larger, of this snapshot and of all later ones.) A standby keeps its xip elsewhere: the program refuses one at start.
//
// The life. Ids go on by themselves after a crash, but a restored backup or a server that took over counts anew.
//
// Holds count as in index/read_nights.ts: one that has run out keeps no room, whoever has or has not swept it yet. And the
// next that will run out says until when the number is good.
const READ_COUNTS = `
  WITH moment AS MATERIALIZED (
    SELECT clock_timestamp() + clock.shift AS now, pg_current_snapshot() AS seen,
      left(md5(installation.incarnation::text || extract(epoch FROM pg_postmaster_start_time())), 12) AS life
    FROM clock CROSS JOIN installation
  ), wanted AS MATERIALIZED (
    SELECT hotel_id, room_type_id, night, place
    FROM unnest($1::int[], $2::int[], $3::date[]) WITH ORDINALITY AS one (hotel_id, room_type_id, night, place)
  ), holding AS MATERIALIZED (
    SELECT hold.hotel_id, hold.room_type_id, hold.reservation_id, min(hold.expires_at) AS expires_at
    FROM (SELECT DISTINCT hotel_id, room_type_id FROM wanted) AS type
    JOIN hold USING (hotel_id, room_type_id)
    GROUP BY hold.hotel_id, hold.room_type_id, hold.reservation_id
  ), held AS MATERIALIZED (
    SELECT stay_night.hotel_id, stay_night.room_type_id, stay_night.night,
      count(*) FILTER (WHERE holding.expires_at <= moment.now) AS lapsed,
      min(holding.expires_at) FILTER (WHERE holding.expires_at > moment.now) AS good_until
    FROM holding
    JOIN stay_night USING (hotel_id, reservation_id, room_type_id)
    CROSS JOIN moment
    WHERE stay_night.used_as = 'held'
    GROUP BY stay_night.hotel_id, stay_night.room_type_id, stay_night.night
  )
  SELECT moment.life,
    pg_snapshot_xmax(moment.seen)::text::bigint
      - (SELECT count(*) FROM pg_snapshot_xip(moment.seen)) AS version,
    counted.free, counted.good_until, counted.used, counted.physical
  FROM moment
  CROSS JOIN (
    SELECT
      string_agg((CASE WHEN room_night.closed IS NOT FALSE THEN -1
        ELSE least(32767, greatest(0, room_night.rooms - room_night.out_of_order + room_night.allowance
          - room_night.sold - room_night.held - room_night.blocked + coalesce(held.lapsed, 0)))
        END)::text, ' ' ORDER BY wanted.place) AS free,
      string_agg(coalesce(ceil(extract(epoch FROM held.good_until) * 1000), 0)::bigint::text, ' ' ORDER BY wanted.place)
        AS good_until,
      string_agg(least(32767, coalesce(room_night.sold + room_night.held + room_night.blocked - coalesce(held.lapsed, 0), 0))::text,
        ' ' ORDER BY wanted.place) AS used,
      string_agg(least(32767, coalesce(room_night.rooms - room_night.out_of_order, 0))::text, ' ' ORDER BY wanted.place)
        AS physical
    FROM wanted
    LEFT JOIN room_night USING (hotel_id, room_type_id, night)
    LEFT JOIN held USING (hotel_id, room_type_id, night)
  ) AS counted`;

interface CountRow {
  readonly life: string;
  readonly version: number;
  readonly free: string | null;
  readonly good_until: string | null;
  readonly used: string | null;
  readonly physical: string | null;
}

/**
 * Reads nights, at most {@link NIGHTS_A_STATEMENT}, in one statement outside of any transaction, with the state it saw. It
 * waits for no lock.
 */
export async function readCounts(db: Queryable, nights: readonly TypeNight[]): Promise<CountReading> {
  if (nights.length > NIGHTS_A_STATEMENT)
    throw new RangeError(`${nights.length} nights are too many for one statement`);
  const { rows } = await db.query<CountRow>(countsStatement(nights));
  const [row] = rows;
  if (row === undefined) throw new Error("the database has no clock or no installation: its migrations are incomplete");
  return { life: row.life, version: row.version, nights: countedNights(row) };
}

function countsStatement(nights: readonly TypeNight[]): QueryConfig {
  return {
    name: "read_counts",
    text: READ_COUNTS,
    values: [
      integers(nights, (one) => one.hotelId),
      integers(nights, (one) => one.roomTypeId),
      dates(nights, (one) => one.night),
    ],
  };
}

function countedNights(row: CountRow): CountedNight[] {
  const [free, used, physical, until] = [row.free, row.used, row.physical, row.good_until].map(numbersIn);
  return (free ?? []).map((count, place) => ({
    free: count,
    used: used?.[place] ?? 0,
    physical: physical?.[place] ?? 0,
    goodUntil: until?.[place] ?? 0,
  }));
}

function numbersIn(text: string | null): number[] {
  return text === null ? [] : text.split(" ").map(Number);
}

/** Counts straight from the tables, every time; the time is that of the statement. */
export class DatabaseCounts implements AvailabilityCounts {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async count(types: readonly TypeKey[], stay: StayDates): Promise<NightCounts> {
    const nights = nightsOfTypes(types, stay);
    const counts = emptyCounts(nights.length);
    for (let from = 0; from < nights.length; from += NIGHTS_A_STATEMENT) {
      const reading = await readCounts(this.#db, nights.slice(from, from + NIGHTS_A_STATEMENT));
      for (const [place, night] of reading.nights.entries()) setCount(counts, from + place, night);
    }
    return counts;
  }
}

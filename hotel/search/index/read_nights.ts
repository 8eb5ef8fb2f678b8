import type { Queryable } from "../../database/database.ts";
import { dates, type Column } from "../../database/column.ts";
import { keyColumns, type RoomTypeKey } from "../../properties/facts.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { HeldRooms } from "./held_rooms.ts";
import type { NightRead } from "./search_index.ts";

/** Nights `[from, to)` of a room type. */
export interface NightsOfType extends RoomTypeKey {
  readonly from: Night;
  readonly to: Night;
}

interface Row {
  readonly room_type_id: number;
  readonly night: Night;
  readonly spare: number | null;
  readonly used: number;
  readonly physical: number;
  /** NULL: a night; else a hold on it. */
  readonly expires_at: number | null;
}

// Counters and the holds among them in one snapshot: a hold that was reaped between two readings would be counted as free
// twice, or not at all. Where a reservation has several holds of a type the first to run out counts, as for the reaper.
const READ = `
  WITH asked AS (
    SELECT hotel_id, room_type_id, from_night, to_night
      FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
  ), running AS (
    SELECT a.hotel_id, a.room_type_id, h.reservation_id, min(h.expires_at) AS expires_at
      FROM (SELECT DISTINCT hotel_id, room_type_id FROM asked) a
      JOIN hold h ON h.hotel_id = a.hotel_id AND h.room_type_id = a.room_type_id
     GROUP BY a.hotel_id, a.room_type_id, h.reservation_id
  )
  SELECT n.room_type_id, n.night - date '1970-01-01' AS night,
         CASE WHEN NOT n.closed THEN n.rooms - n.out_of_order + n.allowance - n.sold - n.held - n.blocked END AS spare,
         n.sold + n.held + n.blocked AS used, n.rooms - n.out_of_order AS physical, NULL::float8 AS expires_at
    FROM asked a
    JOIN room_night n ON n.hotel_id = a.hotel_id AND n.room_type_id = a.room_type_id
                     AND n.night >= a.from_night AND n.night < a.to_night
  UNION ALL
  SELECT s.room_type_id, s.night - date '1970-01-01', 0, count(*)::int, 0,
         (extract(epoch FROM r.expires_at) * 1000)::float8
    FROM running r
    JOIN stay_night s ON s.hotel_id = r.hotel_id AND s.reservation_id = r.reservation_id
                     AND s.room_type_id = r.room_type_id AND s.used_as = 'held'
    JOIN asked a ON a.hotel_id = s.hotel_id AND a.room_type_id = s.room_type_id
                AND s.night >= a.from_night AND s.night < a.to_night
   GROUP BY s.hotel_id, s.room_type_id, s.night, r.expires_at`;

interface NightRow extends Omit<Row, "expires_at"> {
  readonly has_holds: boolean;
}

// Most of what events name are a few nights of types on which nobody holds a room. To plan the statement above takes five times as
// long as to carry it out; this one is planned once for a connection. It may be: whoever asks for nights finds the table filled, and
// OFFSET 0 leaves nothing but a look into its index.
const READ_WITHOUT_HOLDS = `
  SELECT n.room_type_id, n.night - date '1970-01-01' AS night,
         CASE WHEN NOT n.closed THEN n.rooms - n.out_of_order + n.allowance - n.sold - n.held - n.blocked END AS spare,
         n.sold + n.held + n.blocked AS used, n.rooms - n.out_of_order AS physical, a.has_holds
    FROM (SELECT t.hotel_id, t.room_type_id, t.from_night, t.to_night,
                 EXISTS (SELECT FROM hold h WHERE h.hotel_id = t.hotel_id AND h.room_type_id = t.room_type_id) AS has_holds
            FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
          OFFSET 0) AS a
   CROSS JOIN LATERAL (SELECT r.room_type_id, r.night, r.closed, r.rooms, r.out_of_order, r.allowance, r.sold, r.held, r.blocked
                         FROM room_night r
                        WHERE r.hotel_id = a.hotel_id AND r.room_type_id = a.room_type_id
                          AND r.night >= a.from_night AND r.night < a.to_night
                       OFFSET 0) AS n`;

const FEW_NIGHTS = 200;

/** The nights asked for, by room type; no two of what is asked for may overlap. */
export async function readNights(db: Queryable, asked: readonly NightsOfType[]): Promise<Map<number, NightRead[]>> {
  const values = [...keyColumns(asked), dates(asked, ({ from }) => from), dates(asked, ({ to }) => to)];
  const nights = asked.reduce((sum, { from, to }) => sum + to - from, 0);
  const rows = (nights > FEW_NIGHTS ? undefined : await readWithoutHolds(db, values)) ?? (await readAll(db, values));
  return nightsByType(rows);
}

/** Undefined: there are holds among them. */
async function readWithoutHolds(db: Queryable, values: Column[]): Promise<Row[] | undefined> {
  const { rows } = await db.query<NightRow>({ name: "read_nights_without_holds", text: READ_WITHOUT_HOLDS, values });
  if (rows.some((row) => row.has_holds)) return undefined;
  return rows.map((row) => ({ ...row, expires_at: null }));
}

async function readAll(db: Queryable, values: Column[]): Promise<Row[]> {
  // Not a named statement: its plan would be kept from the time when the tables were empty.
  return (await db.query<Row>(READ, values)).rows;
}

function nightsByType(rows: readonly Row[]): Map<number, NightRead[]> {
  const held = Map.groupBy(
    rows.filter((row) => row.expires_at !== null),
    (row) => `${row.room_type_id} ${row.night}`,
  );
  const found = new Map<number, NightRead[]>();
  for (const row of rows) {
    if (row.expires_at !== null) continue;
    const own = held.get(`${row.room_type_id} ${row.night}`)?.map(heldRooms) ?? NOTHING_HELD;
    let ofType = found.get(row.room_type_id);
    if (ofType === undefined) found.set(row.room_type_id, (ofType = []));
    const { night, used: usedRooms, physical: physicalRooms } = row;
    ofType.push({ night, spare: row.spare ?? undefined, usedRooms, physicalRooms, held: own });
  }
  return found;
}

const NOTHING_HELD: readonly HeldRooms[] = [];

function heldRooms(row: Row): HeldRooms {
  return { expiresAt: row.expires_at ?? 0, rooms: row.used };
}

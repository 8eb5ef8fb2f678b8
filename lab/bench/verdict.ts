import type { Queryable } from "../../hotel/database/database.ts";

/** What the database says after a run. */
export interface Verdict {
  /** Reservations there are. */
  readonly bookings: number;
  /** Stay nights sold. */
  readonly nights: number;
  /** One sentence for each thing that is wrong; empty when nothing was oversold or lost. */
  readonly faults: readonly string[];
}

// Recomputed from the stay nights alone: nothing of it relies on a constraint or on the engine's own check.
const CHECK_NIGHTS = `
  WITH used AS (
    SELECT s.hotel_id, s.room_type_id, s.night, count(*)::integer AS stays,
      count(DISTINCT s.room_id)::integer AS rooms,
      count(*) FILTER (WHERE r.ordinal < 8 * length(n.seats) AND get_bit(n.seats, r.ordinal) = 1)::integer AS seats
    FROM stay_night AS s
    JOIN room_night AS n USING (hotel_id, room_type_id, night)
    LEFT JOIN room AS r ON r.hotel_id = s.hotel_id AND r.room_id = s.room_id
    WHERE s.used_as = 'sold'
    GROUP BY s.hotel_id, s.room_type_id, s.night
  )
  SELECT coalesce(sum(u.stays), 0) AS nights,
    count(*) FILTER (WHERE n.sold <> coalesce(u.stays, 0)) AS wrong_counters,
    count(*) FILTER (WHERE u.stays > n.rooms - n.out_of_order + n.allowance) AS oversold,
    count(*) FILTER (WHERE u.rooms <> u.stays) AS shared_rooms,
    count(*) FILTER (WHERE u.seats <> u.stays OR bit_count(n.seats) <> coalesce(u.stays, 0)) AS wrong_seats
  FROM room_night AS n LEFT JOIN used AS u USING (hotel_id, room_type_id, night)`;

const COUNT_ROWS = `
  SELECT (SELECT count(*) FROM reservation) AS bookings,
    (SELECT count(*) FROM stay) AS stays,
    (SELECT count(*) FROM stay_night) AS nights,
    (SELECT count(*) FROM idempotency_key) AS keys,
    (SELECT count(*) FROM outbox WHERE type = 'reservation.confirmed')
      + (SELECT count(*) FROM event WHERE type = 'reservation.confirmed') AS events`;

interface NightCheck {
  nights: number;
  wrong_counters: number;
  oversold: number;
  shared_rooms: number;
  wrong_seats: number;
}

interface RowCounts {
  bookings: number;
  stays: number;
  nights: number;
  keys: number;
  events: number;
}

/**
 * Checks every night and counts every row of a booking after a run in which each booking had one stay and one key.
 *
 * @param accepted how many bookings the clients were told they have: not one of them may be missing. Requests without an
 *   answer may have booked as well, so there may be `unanswered` more.
 */
export async function judge(connection: Queryable, accepted: number, unanswered: number): Promise<Verdict> {
  const nights = await checkNights(connection);
  const rows = (await connection.query<RowCounts>(COUNT_ROWS)).rows[0];
  if (rows === undefined) throw new Error("a count without an answer");
  return {
    bookings: rows.bookings,
    nights: nights.nights,
    faults: [...nightFaults(nights), ...rowFaults(rows, nights.nights), ...promiseFaults(rows, accepted, unanswered)],
  };
}

/** Only the counters and seats of all nights, whatever was booked, moved and cancelled; one sentence for each fault. */
export async function nightFaultsOf(connection: Queryable): Promise<string[]> {
  return nightFaults(await checkNights(connection));
}

async function checkNights(connection: Queryable): Promise<NightCheck> {
  const nights = (await connection.query<NightCheck>(CHECK_NIGHTS)).rows[0];
  if (nights === undefined) throw new Error("a count without an answer");
  return nights;
}

function nightFaults(check: NightCheck): string[] {
  const faults = [
    `${check.wrong_counters} nights have another counter than stay nights`,
    `${check.oversold} nights are oversold`,
    `${check.shared_rooms} nights give one room twice or a stay no room`,
    `${check.wrong_seats} nights have another seat map than rooms`,
  ];
  return faults.filter((fault) => !fault.startsWith("0 "));
}

function rowFaults(rows: RowCounts, soldNights: number): string[] {
  const faults: string[] = [];
  for (const kind of ["stays", "keys", "events"] as const) {
    if (rows[kind] !== rows.bookings) faults.push(`${rows.bookings} bookings have ${rows[kind]} ${kind}`);
  }
  if (rows.nights !== soldNights) faults.push(`${rows.nights - soldNights} stay nights are not sold`);
  return faults;
}

function promiseFaults(rows: RowCounts, accepted: number, unanswered: number): string[] {
  if (rows.bookings >= accepted && rows.bookings <= accepted + unanswered) return [];
  return [`${accepted} bookings were answered with 201, ${rows.bookings} exist`];
}

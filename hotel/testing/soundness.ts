import type { Queryable } from "../database/database.ts";

/**
 * What is wrong in a database, recomputed from raw rows by statements that share nothing with the product; empty when
 * all is sound. For hotels without blocks, out-of-order and retired rooms.
 */
export async function faultsIn(db: Queryable): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, text] of CHECKS) {
    const { rows } = await db.query(text);
    for (const row of rows) faults.push(`${name}: ${JSON.stringify(row)}`);
  }
  return faults;
}

const COUNTERS = `
  SELECT n.hotel_id, n.room_type_id, n.night, n.sold, n.held, u.sold AS really_sold, u.held AS really_held
    FROM room_night n
    FULL JOIN (SELECT hotel_id, room_type_id, night,
                      count(*) FILTER (WHERE used_as = 'sold')::int AS sold,
                      count(*) FILTER (WHERE used_as = 'held')::int AS held
                 FROM stay_night
                WHERE used_as <> 'none'
                GROUP BY hotel_id, room_type_id, night) u
           ON u.hotel_id = n.hotel_id AND u.room_type_id = n.room_type_id AND u.night = n.night
   WHERE (n.sold, n.held) IS DISTINCT FROM (coalesce(u.sold, 0), coalesce(u.held, 0))`;

// From the stays and not from the counters, which may be wrong together with the code that wrote them.
const OVERSOLD = `
  SELECT u.hotel_id, u.room_type_id, u.night, u.used, count(r.room_id)::int AS rooms
    FROM (SELECT hotel_id, room_type_id, night, count(*)::int AS used
            FROM stay_night WHERE used_as <> 'none' GROUP BY hotel_id, room_type_id, night) u
    JOIN room_night n ON n.hotel_id = u.hotel_id AND n.room_type_id = u.room_type_id AND n.night = u.night
    LEFT JOIN room r ON r.hotel_id = u.hotel_id AND r.room_type_id = u.room_type_id
   GROUP BY u.hotel_id, u.room_type_id, u.night, u.used, n.allowance, n.forced
  HAVING u.used > count(r.room_id) + n.allowance + n.forced`;

const ROOM_TWICE = `
  SELECT hotel_id, room_id, night, count(*)::int AS stays
    FROM stay_night WHERE room_id IS NOT NULL GROUP BY hotel_id, room_id, night HAVING count(*) > 1`;

const WRONG_ROOM = `
  SELECT n.hotel_id, n.reservation_id, n.night, n.room_id
    FROM stay_night n
    LEFT JOIN room r ON r.hotel_id = n.hotel_id AND r.room_id = n.room_id AND r.room_type_id = n.room_type_id
   WHERE n.room_id IS NOT NULL AND r.room_id IS NULL`;

const SEATS = `
  SELECT n.hotel_id, n.room_type_id, n.night, bit_count(n.seats)::int AS marked, count(s.room_id)::int AS seated
    FROM room_night n
    LEFT JOIN stay_night s ON s.hotel_id = n.hotel_id AND s.room_type_id = n.room_type_id AND s.night = n.night
                          AND s.room_id IS NOT NULL
    LEFT JOIN room r ON r.hotel_id = s.hotel_id AND r.room_id = s.room_id
   GROUP BY n.hotel_id, n.room_type_id, n.night, n.seats
  HAVING bit_count(n.seats) <> count(s.room_id)
      OR bool_or(CASE WHEN r.ordinal IS NULL THEN false
                      WHEN r.ordinal >= 8 * length(n.seats) THEN true
                      ELSE get_bit(n.seats, r.ordinal) = 0 END)`;

const NIGHTS_OF_STATUS = `
  SELECT n.hotel_id, n.reservation_id, n.night, n.used_as, r.status
    FROM stay_night n
    JOIN reservation r ON r.hotel_id = n.hotel_id AND r.reservation_id = n.reservation_id
   WHERE n.used_as = 'sold' AND r.status NOT IN ('confirmed', 'checked_in', 'checked_out', 'no_show')
      OR n.used_as = 'held' AND r.status <> 'pending'`;

const STAYS_WITHOUT_NIGHTS = `
  SELECT s.hotel_id, s.reservation_id, s.stay_no, s.start_date, s.end_date, count(n.night)::int AS nights
    FROM stay s
    JOIN reservation r ON r.hotel_id = s.hotel_id AND r.reservation_id = s.reservation_id
    LEFT JOIN stay_night n ON n.hotel_id = s.hotel_id AND n.reservation_id = s.reservation_id AND n.stay_no = s.stay_no
                          AND n.used_as <> 'none'
   WHERE r.status IN ('confirmed', 'checked_in') AND s.status IN ('expected', 'in_house')
   GROUP BY s.hotel_id, s.reservation_id, s.stay_no, s.start_date, s.end_date
  HAVING count(n.night) <> s.end_date - s.start_date`;

const HOLDS = `
  SELECT coalesce(h.reservation_id, n.reservation_id) AS reservation_id, h.expires_at, n.room_type_id
    FROM hold h
    FULL JOIN (SELECT DISTINCT hotel_id, reservation_id, room_type_id FROM stay_night WHERE used_as = 'held') n
           ON n.hotel_id = h.hotel_id AND n.reservation_id = h.reservation_id AND n.room_type_id = h.room_type_id
   WHERE h.reservation_id IS NULL OR n.reservation_id IS NULL`;

const KEYS_WITHOUT_EFFECT = `
  SELECT k.hotel_id, k.principal, k.key
    FROM idempotency_key k
    LEFT JOIN reservation r ON r.hotel_id = k.hotel_id AND r.reservation_id = k.reservation_id
   WHERE k.reservation_id IS NOT NULL AND r.reservation_id IS NULL`;

const CHECKS: readonly (readonly [string, string])[] = [
  ["a counter differs from the stay nights", COUNTERS],
  ["a night is oversold", OVERSOLD],
  ["a room is given twice", ROOM_TWICE],
  ["a stay is in a room of another type or hotel", WRONG_ROOM],
  ["a seat map differs from the stay nights", SEATS],
  ["a night is used in a way that its reservation is not", NIGHTS_OF_STATUS],
  ["a stay uses another number of nights than it is long", STAYS_WITHOUT_NIGHTS],
  ["a hold and held nights do not belong together", HOLDS],
  ["a key has no effect", KEYS_WITHOUT_EFFECT],
];

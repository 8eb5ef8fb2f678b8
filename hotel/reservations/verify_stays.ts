import { MOST_FINDINGS, type Check, type Finding } from "../inventory/verification.ts";

// Which use of a night each state allows. A stay that is over keeps the nights it has used; a hold that has run out
// may have lost some of its types to admission already.
const WRONG_NIGHTS = `
  WITH verified AS (
    SELECT hotel_id, today FROM unnest($1::int[], $2::date[]) AS v (hotel_id, today)
  )
  SELECT CASE WHEN n.night < s.start_date OR n.night >= s.end_date THEN 'night_outside_stay'
              WHEN n.used_as = 'held' THEN 'held_but_not_pending'
              ELSE 'used_but_not_live' END AS kind,
         n.hotel_id, n.room_type_id, n.night, n.room_id, n.reservation_id,
         NULL AS expected, r.status || ', stay ' || s.status AS found
    FROM verified
    JOIN stay_night n USING (hotel_id)
    JOIN stay s USING (hotel_id, reservation_id, stay_no)
    JOIN reservation r USING (hotel_id, reservation_id)
   WHERE n.used_as <> 'none'
     AND NOT (n.night >= s.start_date AND n.night < s.end_date
              AND CASE n.used_as
                    WHEN 'held' THEN r.status = 'pending' AND s.status = 'expected'
                    ELSE r.status IN ('confirmed', 'checked_in', 'checked_out', 'no_show')
                         AND (s.status IN ('expected', 'in_house', 'departed') OR s.status = 'no_show' AND n.night < today)
                  END)
   LIMIT ${MOST_FINDINGS}`;

// Nights that have passed may be gaps: a guest who was given up and came back later did not use them.
const INCOMPLETE = `
  WITH verified AS (
    SELECT hotel_id, today FROM unnest($1::int[], $2::date[]) AS v (hotel_id, today)
  ), live AS (
    SELECT s.hotel_id, s.reservation_id, s.stay_no, s.room_type_id, greatest(s.start_date, v.today) AS first_night, s.end_date
      FROM verified v
      JOIN stay s USING (hotel_id)
      JOIN reservation r USING (hotel_id, reservation_id)
     WHERE s.status IN ('expected', 'in_house') AND s.end_date > v.today
       AND (r.status IN ('confirmed', 'checked_in') OR r.status = 'pending' AND r.expires_at > hotel_now())
  )
  SELECT 'nights_missing' AS kind, l.hotel_id, l.room_type_id, l.first_night AS night, NULL::int AS room_id, l.reservation_id,
         (l.end_date - l.first_night)::text AS expected, count(n.night)::text AS found
    FROM live l
    LEFT JOIN stay_night n
      ON n.hotel_id = l.hotel_id AND n.reservation_id = l.reservation_id AND n.stay_no = l.stay_no
     AND n.night >= l.first_night AND n.night < l.end_date AND n.used_as <> 'none'
   GROUP BY l.hotel_id, l.reservation_id, l.stay_no, l.room_type_id, l.first_night, l.end_date
  HAVING count(n.night) <> l.end_date - l.first_night
   LIMIT ${MOST_FINDINGS}`;

const WRONG_HOLDS = `
  SELECT 'hold_of_other_time' AS kind, h.hotel_id, h.room_type_id, NULL AS night, NULL::int AS room_id, h.reservation_id,
         r.expires_at::text AS expected, h.expires_at::text AS found
    FROM hold h
    LEFT JOIN reservation r ON r.hotel_id = h.hotel_id AND r.reservation_id = h.reservation_id AND r.status = 'pending'
   WHERE h.hotel_id = ANY ($1::int[]) AND r.expires_at IS DISTINCT FROM h.expires_at
   LIMIT ${MOST_FINDINGS}`;

// No foreign key sees to it: docs/decisions/no-foreign-keys-on-bookings.md.
const INCOHERENT = `
  SELECT 'stay_night_without_stay' AS kind, n.hotel_id, n.room_type_id, n.night, n.room_id, n.reservation_id,
         NULL AS expected, NULL AS found
    FROM stay_night n
    LEFT JOIN stay s USING (hotel_id, reservation_id, stay_no)
   WHERE n.hotel_id = ANY ($1::int[]) AND s.stay_no IS NULL
   UNION ALL
  SELECT 'stay_without_reservation', s.hotel_id, s.room_type_id, s.start_date, NULL, s.reservation_id, NULL, NULL
    FROM stay s
    LEFT JOIN reservation r USING (hotel_id, reservation_id)
   WHERE s.hotel_id = ANY ($1::int[]) AND r.reservation_id IS NULL
   UNION ALL
  SELECT 'reservation_without_stay', r.hotel_id, NULL, NULL, NULL, r.reservation_id, NULL, NULL
    FROM reservation r
    LEFT JOIN stay s USING (hotel_id, reservation_id)
   WHERE r.hotel_id = ANY ($1::int[]) AND s.stay_no IS NULL
   LIMIT ${MOST_FINDINGS}`;

// The charges that are included lie within other lines. A room that was given up costs nothing, unless all were: then the total is
// what they would have cost, without those that had been given up before. So it is when the rooms that were left are cancelled
// after a no-show.
const WRONG_TOTALS = `
  WITH nights AS (
    SELECT s.hotel_id, s.reservation_id, s.stay_no, coalesce(sum(n.price_minor), 0) AS amount
      FROM stay s
      LEFT JOIN stay_night n
        ON n.hotel_id = s.hotel_id AND n.reservation_id = s.reservation_id AND n.stay_no = s.stay_no
       AND n.night >= s.start_date AND n.night < s.end_date
     WHERE s.hotel_id = ANY ($1::int[])
     GROUP BY s.hotel_id, s.reservation_id, s.stay_no
  ), charged AS (
    SELECT s.hotel_id, s.reservation_id, s.status,
           n.amount + coalesce((SELECT sum((line ->> 'amountMinor')::bigint)
                                  FROM jsonb_array_elements(s.rate -> 'charges') AS line
                                 WHERE NOT (line ->> 'included')::boolean), 0) AS amount
      FROM stay s
      JOIN nights n USING (hotel_id, reservation_id, stay_no)
  ), lines AS (
    SELECT hotel_id, reservation_id, sum(amount) FILTER (WHERE status <> 'cancelled') AS kept, sum(amount) AS all_stays,
           min(amount) AS cheapest
      FROM charged
     GROUP BY hotel_id, reservation_id
  )
  SELECT 'total_differs' AS kind, r.hotel_id, NULL::int AS room_type_id, NULL AS night, NULL::int AS room_id, r.reservation_id,
         CASE WHEN r.status = 'cancelled' THEN l.all_stays ELSE coalesce(l.kept, l.all_stays) END::text AS expected, r.total_minor::text AS found
    FROM lines l
    JOIN reservation r USING (hotel_id, reservation_id)
   WHERE CASE WHEN l.kept IS NOT NULL AND r.status <> 'cancelled' THEN r.total_minor <> l.kept
              ELSE r.total_minor NOT BETWEEN l.cheapest AND l.all_stays END
   LIMIT ${MOST_FINDINGS}`;

/** Every night has its stay, every stay its reservation, and every reservation a stay. */
export const verifyWholeReservations: Check = async (tx, { hotelIds }) =>
  (await tx.query<Finding>(INCOHERENT, [hotelIds])).rows;

/** Every used night lies in its stay and belongs to a reservation that is live. */
export const verifyLiveNights: Check = async (tx, { hotelIds, todays }) =>
  (await tx.query<Finding>(WRONG_NIGHTS, [hotelIds, todays])).rows;

/** Every live stay has all its nights from the business date on. */
export const verifyWholeStays: Check = async (tx, { hotelIds, todays }) =>
  (await tx.query<Finding>(INCOMPLETE, [hotelIds, todays])).rows;

/** Every hold belongs to a pending reservation and runs out when that does. */
export const verifyHoldTimes: Check = async (tx, { hotelIds }) =>
  (await tx.query<Finding>(WRONG_HOLDS, [hotelIds])).rows;

/** The total of every reservation is the sum of its lines: nights and the charges that are added to them. */
export const verifyTotals: Check = async (tx, { hotelIds }) => (await tx.query<Finding>(WRONG_TOTALS, [hotelIds])).rows;

import { MOST_FINDINGS, type Check, type Finding } from "./verification.ts";

// What each counter must be, from the rows it is made of. Rooms, out of order, blocked and allowance are compared from
// the business date on: what a past night had is history that nothing else remembers. Retired rooms are few, so they
// are taken off the number of all rooms instead of counting every room for every night.
const DIFFERENT = `
  WITH verified AS (
    SELECT hotel_id, today FROM unnest($1::int[], $2::date[]) AS v (hotel_id, today)
  ), own_ratio AS (
    SELECT room_type_id, basis_points FROM unnest($3::int[], $4::int[]) AS o (room_type_id, basis_points)
  ), used AS (
    SELECT hotel_id, room_type_id, night,
           count(*) FILTER (WHERE used_as = 'sold')::int AS sold, count(*) FILTER (WHERE used_as = 'held')::int AS held
      FROM verified JOIN stay_night USING (hotel_id)
     WHERE used_as <> 'none'
     GROUP BY hotel_id, room_type_id, night
  ), set_aside AS (
    SELECT hotel_id, room_type_id, greatest(start_date, today) + place AS night, sum(rooms)::int AS blocked
      FROM verified JOIN block USING (hotel_id)
      CROSS JOIN LATERAL generate_series(0, end_date - greatest(start_date, today) - 1) AS place
     WHERE status = 'definite'
     GROUP BY hotel_id, room_type_id, night
  ), broken AS (
    SELECT hotel_id, room.room_type_id, greatest(o.start_date, today) + place AS night, count(*)::int AS out_of_order
      FROM verified JOIN out_of_order AS o USING (hotel_id) JOIN room USING (hotel_id, room_id)
      CROSS JOIN LATERAL generate_series(0, least(o.end_date, retired_from) - greatest(o.start_date, today) - 1) AS place
     WHERE o.status = 'active'
     GROUP BY hotel_id, room.room_type_id, night
  ), all_rooms AS (
    SELECT hotel_id, room_type_id, count(*)::int AS rooms
      FROM verified JOIN room USING (hotel_id)
     GROUP BY hotel_id, room_type_id
  ), gone AS (
    SELECT hotel_id, room_type_id, night, count(*)::int AS rooms
      FROM verified JOIN room USING (hotel_id) JOIN room_night USING (hotel_id, room_type_id)
     WHERE retired_from IS NOT NULL AND night >= greatest(retired_from, today)
     GROUP BY hotel_id, room_type_id, night
  ), special AS (
    SELECT DISTINCT ON (hotel_id, room_type_id, night) hotel_id, room_type_id, basis_points, extra_rooms,
           greatest(start_date, today) + place AS night
      FROM verified JOIN overbooking_period USING (hotel_id)
      CROSS JOIN LATERAL generate_series(0, end_date - greatest(start_date, today) - 1) AS place
     ORDER BY hotel_id, room_type_id, night, overbooking_period_id DESC
  ), must AS (
    SELECT hotel_id, room_type_id, night, coalesce(u.sold, 0) AS sold, coalesce(u.held, 0) AS held,
           coalesce(s.blocked, 0) AS blocked, coalesce(b.out_of_order, 0) AS out_of_order,
           coalesce(a.rooms, 0) - coalesce(g.rooms, 0) AS rooms,
           coalesce(p.extra_rooms,
                    (coalesce(a.rooms, 0) - coalesce(g.rooms, 0)) * coalesce(p.basis_points, o.basis_points) / 10000) AS allowance,
           night >= today AS is_ahead, n.sold AS n_sold, n.held AS n_held, n.blocked AS n_blocked,
           n.out_of_order AS n_out_of_order, n.rooms AS n_rooms, n.allowance AS n_allowance, n.forced AS n_forced,
           greatest(0, n.sold + n.held + n.blocked - n.rooms + n.out_of_order - n.allowance) AS forced
      FROM verified
      JOIN room_night n USING (hotel_id)
      JOIN own_ratio o USING (room_type_id)
      LEFT JOIN used u USING (hotel_id, room_type_id, night)
      LEFT JOIN set_aside s USING (hotel_id, room_type_id, night)
      LEFT JOIN broken b USING (hotel_id, room_type_id, night)
      LEFT JOIN gone g USING (hotel_id, room_type_id, night)
      LEFT JOIN special p USING (hotel_id, room_type_id, night)
      LEFT JOIN all_rooms a USING (hotel_id, room_type_id)
  )
  SELECT m.hotel_id, m.room_type_id, m.night, c.kind, c.expected::text, c.found::text,
         NULL::int AS room_id, NULL::uuid AS reservation_id
    FROM (SELECT must.* FROM must
           WHERE (sold, held, forced) IS DISTINCT FROM (n_sold, n_held, n_forced)
              OR is_ahead AND (blocked, out_of_order, rooms, allowance)
                              IS DISTINCT FROM (n_blocked, n_out_of_order, n_rooms, n_allowance)) AS m
    CROSS JOIN LATERAL (VALUES
      ('sold', m.sold, m.n_sold, true), ('held', m.held, m.n_held, true), ('forced', m.forced, m.n_forced, true),
      ('blocked', m.blocked, m.n_blocked, m.is_ahead), ('out_of_order', m.out_of_order, m.n_out_of_order, m.is_ahead),
      ('rooms', m.rooms, m.n_rooms, m.is_ahead), ('allowance', m.allowance, m.n_allowance, m.is_ahead)
    ) AS c (kind, expected, found, counts)
   WHERE c.expected <> c.found AND c.counts
   ORDER BY m.hotel_id, m.room_type_id, m.night, c.kind
   LIMIT ${MOST_FINDINGS}`;

/** Every counter of every night against the rows it is made of. */
export const verifyCounters: Check = async (tx, { hotelIds, todays, roomTypeIds, basisPoints }) =>
  (await tx.query<Finding>(DIFFERENT, [hotelIds, todays, roomTypeIds, basisPoints])).rows;

const WITHOUT_NIGHT = `
  SELECT 'night_missing' AS kind, s.hotel_id, s.room_type_id, s.night, s.room_id, s.reservation_id,
         NULL AS expected, NULL AS found
    FROM stay_night s
   WHERE s.hotel_id = ANY ($1::int[]) AND s.used_as <> 'none'
     AND NOT EXISTS (SELECT FROM room_night n
                      WHERE n.hotel_id = s.hotel_id AND n.room_type_id = s.room_type_id AND n.night = s.night)
   LIMIT ${MOST_FINDINGS}`;

/** Live stay nights whose night does not exist: nothing would count them. */
export const verifyNightsExist: Check = async (tx, { hotelIds }) =>
  (await tx.query<Finding>(WITHOUT_NIGHT, [hotelIds])).rows;

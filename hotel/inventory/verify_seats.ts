import { MOST_FINDINGS, type Check, type Finding } from "./verification.ts";

// Every reason why a room cannot be given on a night: somebody is in it, it is out of order, it is retired. A room
// that is both retired and out of order is retired.
const TAKEN = `
  verified AS (
    SELECT hotel_id, today FROM unnest($1::int[], $2::date[]) AS v (hotel_id, today)
  ), taken AS (
    SELECT hotel_id, room.room_type_id, night, ordinal, room_id, reservation_id
      FROM verified JOIN stay_night USING (hotel_id) JOIN room USING (hotel_id, room_id)
    UNION ALL
    SELECT hotel_id, room.room_type_id, greatest(o.start_date, today) + place, ordinal, room_id, NULL
      FROM verified JOIN out_of_order AS o USING (hotel_id) JOIN room USING (hotel_id, room_id)
      CROSS JOIN LATERAL generate_series(0, least(o.end_date, retired_from) - greatest(o.start_date, today) - 1) AS place
     WHERE o.status = 'active'
    UNION ALL
    SELECT hotel_id, room_type_id, night, ordinal, room_id, NULL
      FROM verified JOIN room USING (hotel_id) JOIN room_night USING (hotel_id, room_type_id)
     WHERE retired_from IS NOT NULL AND night >= greatest(retired_from, today)
  )`;

// A bit beyond the bytes is not set. Out of order and retired are known from the business date on, so on past nights
// a seat may be taken for a reason that is not listed any more.
const WRONG_SEATS = `
  WITH ${TAKEN}, seat AS (
    SELECT n.hotel_id, n.room_type_id, n.night, today, bit_count(n.seats) AS set_bits,
           count(DISTINCT t.ordinal) AS reasons,
           array_agg(DISTINCT t.room_id) FILTER (WHERE t.ordinal >= length(n.seats) * 8
             OR CASE WHEN t.ordinal < length(n.seats) * 8 THEN get_bit(n.seats, t.ordinal) = 0 END) AS free_rooms
      FROM verified
      JOIN room_night n USING (hotel_id)
      LEFT JOIN taken t ON t.hotel_id = n.hotel_id AND t.room_type_id = n.room_type_id AND t.night = n.night
     GROUP BY n.hotel_id, n.room_type_id, n.night, today
  )
  SELECT CASE WHEN free_rooms IS NOT NULL THEN 'seat_not_taken' ELSE 'seat_taken_by_nobody' END AS kind,
         hotel_id, room_type_id, night, free_rooms[1] AS room_id, NULL::uuid AS reservation_id,
         reasons::text AS expected, set_bits::text AS found
    FROM seat
   WHERE free_rooms IS NOT NULL OR (night >= today AND set_bits <> reasons)
   ORDER BY hotel_id, room_type_id, night
   LIMIT ${MOST_FINDINGS}`;

const USED_TWICE = `
  WITH ${TAKEN}
  SELECT 'room_used_twice' AS kind, hotel_id, room_type_id, night, room_id, max(reservation_id::text) AS reservation_id,
         '1' AS expected, count(*)::text AS found
    FROM taken
   GROUP BY hotel_id, room_type_id, night, room_id
  HAVING count(*) > 1
   ORDER BY hotel_id, room_type_id, night, room_id
   LIMIT ${MOST_FINDINGS}`;

const OF_OTHER_TYPE = `
  SELECT 'room_of_other_type' AS kind, s.hotel_id, s.room_type_id, s.night, s.room_id, s.reservation_id,
         s.room_type_id::text AS expected, r.room_type_id::text AS found
    FROM stay_night s
    LEFT JOIN room r ON r.hotel_id = s.hotel_id AND r.room_id = s.room_id
   WHERE s.hotel_id = ANY ($1::int[]) AND s.room_id IS NOT NULL AND r.room_type_id IS DISTINCT FROM s.room_type_id
   LIMIT ${MOST_FINDINGS}`;

/** Every seat of every night: taken exactly when somebody is in the room, it is out of order, or retired. */
export const verifySeats: Check = async (tx, { hotelIds, todays }) =>
  (await tx.query<Finding>(WRONG_SEATS, [hotelIds, todays])).rows;

/** No physical room used twice on a night: by two stays, or by a stay while it is out of order or retired. */
export const verifyRoomsOnce: Check = async (tx, { hotelIds, todays }) =>
  (await tx.query<Finding>(USED_TWICE, [hotelIds, todays])).rows;

/** Every stay is in a room of the type that it is counted for. */
export const verifyRoomTypes: Check = async (tx, { hotelIds }) =>
  (await tx.query<Finding>(OF_OTHER_TYPE, [hotelIds])).rows;

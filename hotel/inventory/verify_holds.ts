import { MOST_FINDINGS, type Check, type Finding } from "./verification.ts";

const UNMATCHED = `
  SELECT CASE WHEN h.hotel_id IS NULL THEN 'held_without_hold' ELSE 'hold_without_nights' END AS kind,
         coalesce(h.hotel_id, n.hotel_id) AS hotel_id, coalesce(h.room_type_id, n.room_type_id) AS room_type_id,
         NULL AS night, NULL::int AS room_id, coalesce(h.reservation_id, n.reservation_id) AS reservation_id,
         CASE WHEN h.hotel_id IS NULL THEN '1' ELSE '0' END AS expected, coalesce(h.holds, 0)::text AS found
    FROM (SELECT hotel_id, room_type_id, reservation_id, count(*) AS holds
            FROM hold
           WHERE hotel_id = ANY ($1::int[])
           GROUP BY hotel_id, room_type_id, reservation_id) AS h
    FULL JOIN (SELECT DISTINCT hotel_id, room_type_id, reservation_id
                 FROM stay_night
                WHERE hotel_id = ANY ($1::int[]) AND used_as = 'held') AS n
      ON n.hotel_id = h.hotel_id AND n.room_type_id = h.room_type_id AND n.reservation_id = h.reservation_id
   WHERE h.hotel_id IS NULL OR n.hotel_id IS NULL
   LIMIT ${MOST_FINDINGS}`;

/** Held nights and holds belong together: a held night without a hold would never come back, a hold without nights is left over. */
export const verifyHolds: Check = async (tx, { hotelIds }) => (await tx.query<Finding>(UNMATCHED, [hotelIds])).rows;

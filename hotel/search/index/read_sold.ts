import { dates } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import { keyColumns } from "../../properties/facts.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { NightsOfType } from "./read_nights.ts";
import type { SoldRooms } from "./sold_counts.ts";

interface Row {
  readonly room_type_id: number;
  readonly night: Night;
  readonly rate_plan_id: number;
  readonly channel: string;
  readonly rooms: number;
  readonly expires_at: number | null;
}

// What admission counts, hold by hold instead of by the time of the reading. By the type that was booked, which after an upgrade is
// not the one that is occupied: so all rooms of the hotel are looked at, by the index that gives a room once a night.
const READ = `
  WITH asked AS (
    SELECT hotel_id, room_type_id, from_night, to_night
      FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
  ), span AS (
    SELECT hotel_id, min(from_night) AS from_night, max(to_night) AS to_night FROM asked GROUP BY hotel_id
  ), used AS (
    SELECT s.hotel_id, s.reservation_id, s.stay_no, s.night, s.room_type_id, s.used_as
      FROM span
      JOIN room ON room.hotel_id = span.hotel_id
      JOIN stay_night s ON s.hotel_id = span.hotel_id AND s.room_id = room.room_id
                       AND s.night >= span.from_night AND s.night < span.to_night
     WHERE s.used_as <> 'none'
     UNION ALL
    SELECT s.hotel_id, s.reservation_id, s.stay_no, s.night, s.room_type_id, s.used_as
      FROM span
      JOIN room_type ON room_type.hotel_id = span.hotel_id
      JOIN stay_night s ON s.hotel_id = span.hotel_id AND s.room_type_id = room_type.room_type_id
                       AND s.night >= span.from_night AND s.night < span.to_night
     WHERE s.room_id IS NULL AND s.used_as <> 'none'
  ), counted AS (
    SELECT stay.room_type_id, used.night, used.used_as, stay.rate_plan_id, reservation.channel,
           CASE WHEN used.used_as = 'held'
                THEN (SELECT max(hold.expires_at) FROM hold
                       WHERE hold.hotel_id = used.hotel_id AND hold.room_type_id = used.room_type_id
                         AND hold.reservation_id = used.reservation_id)
           END AS expires_at
      FROM used
      JOIN stay ON stay.hotel_id = used.hotel_id AND stay.reservation_id = used.reservation_id
               AND stay.stay_no = used.stay_no
      JOIN asked ON asked.hotel_id = used.hotel_id AND asked.room_type_id = stay.room_type_id
                AND used.night >= asked.from_night AND used.night < asked.to_night
      JOIN reservation ON reservation.hotel_id = used.hotel_id AND reservation.reservation_id = used.reservation_id
  )
  SELECT room_type_id, night - date '1970-01-01' AS night, rate_plan_id, channel, count(*)::int AS rooms,
         (extract(epoch FROM expires_at) * 1000)::float8 AS expires_at
    FROM counted
   WHERE used_as = 'sold' OR expires_at IS NOT NULL
   GROUP BY room_type_id, night, rate_plan_id, channel, expires_at`;

/**
 * What is sold and held on nights, by the room type that was booked; no two of what is asked for may overlap. The same as
 * `soldUnderStatement` of admission counts, but that holds are told with their end.
 */
export async function readSold(db: Queryable, asked: readonly NightsOfType[]): Promise<Map<number, SoldRooms[]>> {
  const nights = [dates(asked, ({ from }) => from), dates(asked, ({ to }) => to)];
  const { rows } = await db.query<Row>(READ, [...keyColumns(asked), ...nights]);
  const found = new Map<number, SoldRooms[]>();
  for (const { room_type_id: roomTypeId, rate_plan_id: ratePlanId, expires_at, ...row } of rows) {
    let ofType = found.get(roomTypeId);
    if (ofType === undefined) found.set(roomTypeId, (ofType = []));
    const { night, channel, rooms } = row;
    ofType.push({ night, ratePlanId, channel, rooms, expiresAt: expires_at ?? undefined });
  }
  return found;
}

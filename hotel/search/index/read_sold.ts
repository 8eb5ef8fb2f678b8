import { dates, integers } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { NightsOfHotel } from "./limited_nights.ts";
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
// not the one that is occupied: so all rooms of the hotel are looked at, by the index that gives a room once a night. OFFSET 0
// keeps the order in which it is read: few nights of each room, then each stay once, whatever is known of how many there are.
const READ = `
  WITH used AS MATERIALIZED (
    SELECT asked.hotel_id, s.reservation_id, s.stay_no, s.room_type_id, s.used_as, s.night
      FROM unnest($1::int[], $2::date[], $3::date[]) AS asked (hotel_id, from_night, to_night)
      JOIN room ON room.hotel_id = asked.hotel_id
     CROSS JOIN LATERAL (
       SELECT reservation_id, stay_no, room_type_id, used_as, night
         FROM stay_night
        WHERE hotel_id = asked.hotel_id AND room_id = room.room_id AND used_as <> 'none'
          AND night >= asked.from_night AND night < asked.to_night
       OFFSET 0) s
     UNION ALL
    SELECT asked.hotel_id, s.reservation_id, s.stay_no, s.room_type_id, s.used_as, s.night
      FROM unnest($1::int[], $2::date[], $3::date[]) AS asked (hotel_id, from_night, to_night)
      JOIN room_type ON room_type.hotel_id = asked.hotel_id
     CROSS JOIN LATERAL (
       SELECT reservation_id, stay_no, room_type_id, used_as, night
         FROM stay_night
        WHERE hotel_id = asked.hotel_id AND room_type_id = room_type.room_type_id AND room_id IS NULL
          AND used_as <> 'none' AND night >= asked.from_night AND night < asked.to_night
       OFFSET 0) s
  ), of_stay AS MATERIALIZED (
    SELECT hotel_id, reservation_id, stay_no, room_type_id, used_as, array_agg(night) AS nights
      FROM used GROUP BY hotel_id, reservation_id, stay_no, room_type_id, used_as
  ), counted AS MATERIALIZED (
    SELECT stay.room_type_id, stay.rate_plan_id, stay.channel, used.nights, used.used_as,
           CASE WHEN used.used_as = 'held'
                THEN (SELECT max(expires_at) FROM hold
                       WHERE hotel_id = used.hotel_id AND room_type_id = used.room_type_id
                         AND reservation_id = used.reservation_id)
           END AS expires_at
      FROM of_stay AS used
     CROSS JOIN LATERAL (
       SELECT stay.room_type_id, stay.rate_plan_id, reservation.channel
         FROM stay
         JOIN reservation ON reservation.hotel_id = stay.hotel_id AND reservation.reservation_id = stay.reservation_id
        WHERE stay.hotel_id = used.hotel_id AND stay.reservation_id = used.reservation_id
          AND stay.stay_no = used.stay_no AND stay.room_type_id = ANY ($4::int[])
       OFFSET 0) stay
  )
  SELECT room_type_id, night - date '1970-01-01' AS night, rate_plan_id, channel, count(*)::int AS rooms,
         (extract(epoch FROM expires_at) * 1000)::float8 AS expires_at
    FROM counted
   CROSS JOIN unnest(nights) AS night
   WHERE used_as = 'sold' OR expires_at IS NOT NULL
   GROUP BY room_type_id, night, rate_plan_id, channel, expires_at`;

/** A statement has no more nights of hotels than this, or one hotel: with hundreds of rooms it is a second's work. */
const NIGHTS_OF_A_READING = 2_000;

/**
 * What is sold and held on nights of hotels, by the room type that was booked, of these types; no two ranges of one hotel may overlap.
 * The same as `soldUnderStatement` of admission counts, but that holds are told with their end. Where nothing is asked no
 * statement is sent.
 */
export async function readSold(
  db: Queryable,
  asked: readonly NightsOfHotel[],
  roomTypeIds: readonly number[],
): Promise<Map<number, SoldRooms[]>> {
  const found = new Map<number, SoldRooms[]>();
  for (const page of pagesOf(asked)) {
    const hotels = integers(page, ({ hotelId }) => hotelId);
    const nights = [dates(page, ({ from }) => from), dates(page, ({ to }) => to)];
    const { rows } = await db.query<Row>(READ, [hotels, ...nights, roomTypeIds]);
    for (const row of rows) {
      let ofType = found.get(row.room_type_id);
      if (ofType === undefined) found.set(row.room_type_id, (ofType = []));
      ofType.push(soldRooms(row));
    }
  }
  return found;
}

function pagesOf(asked: readonly NightsOfHotel[]): NightsOfHotel[][] {
  const pages: NightsOfHotel[][] = [];
  let nights = Number.POSITIVE_INFINITY;
  for (const one of asked) {
    nights += one.to - one.from;
    if (nights > NIGHTS_OF_A_READING) {
      pages.push([]);
      nights = one.to - one.from;
    }
    pages.at(-1)?.push(one);
  }
  return pages;
}

function soldRooms({ night, rate_plan_id: ratePlanId, channel, rooms, expires_at: expiresAt }: Row): SoldRooms {
  return { night, ratePlanId, channel, rooms, expiresAt: expiresAt ?? undefined };
}

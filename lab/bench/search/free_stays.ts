import type { Queryable } from "../../../hotel/database/database.ts";
import { formatNight, nightOf } from "../../../hotel/vocabulary/night.ts";
import type { Booking } from "../../load/bookings.ts";
import { seeded } from "../../load/random.ts";
import type { NightsOnSale } from "./asks.ts";
import { roomTypeIdIn, type SearchWorldPlan } from "./world/plan.ts";

// With one room more than is needed, in case two of them meet; and on nights for which nothing was set, which no rule can refuse.
const FREE = `
  SELECT wish.hotel_id, wish.room_type_id, wish.arrival, wish.departure
  FROM unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) AS wish (hotel_id, room_type_id, arrival, departure)
  WHERE (SELECT count(*) FROM room_night AS n
         WHERE n.hotel_id = wish.hotel_id AND n.room_type_id = wish.room_type_id
           AND n.night >= wish.arrival AND n.night < wish.departure AND NOT n.closed
           AND n.rooms - n.out_of_order + n.allowance - n.sold - n.held - n.blocked >= 2) = wish.departure - wish.arrival
    AND NOT EXISTS (SELECT FROM rate_night AS r
                    WHERE r.hotel_id = wish.hotel_id AND r.room_type_id = wish.room_type_id
                      AND r.night >= wish.arrival AND r.night <= wish.departure)`;

interface FreeRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly arrival: string;
  readonly departure: string;
}

const LONGEST_STAY = 3;
/** A drawn stay is free more often than not, but not much. */
const DRAWN_FOR_ONE = 3;

/** At least so many stays that can be booked, all over the world; each has a key of its own. */
export async function findFreeStays(
  connection: Queryable,
  plan: SearchWorldPlan,
  on: NightsOnSale,
  { count, seed, keyPrefix }: { readonly count: number; readonly seed: number; readonly keyPrefix: string },
): Promise<Booking[]> {
  const draw = seeded(seed);
  const wishes = Array.from({ length: count * DRAWN_FOR_ONE }, () => {
    const hotelId = 1 + draw(plan.hotels);
    const arrival = on.first + 1 + draw(on.last - on.first - LONGEST_STAY - 1);
    const departure = arrival + 1 + draw(LONGEST_STAY);
    return { hotelId, roomTypeId: roomTypeIdIn(plan, hotelId, 1 + draw(plan.typesPerHotel)), arrival, departure };
  });
  const { rows } = await connection.query<FreeRow>(FREE, [
    wishes.map(({ hotelId }) => hotelId),
    wishes.map(({ roomTypeId }) => roomTypeId),
    wishes.map(({ arrival }) => formatNight(arrival)),
    wishes.map(({ departure }) => formatNight(departure)),
  ]);
  return rows.map(({ hotel_id, room_type_id, arrival, departure }, index) => ({
    hotelId: hotel_id,
    roomTypeId: room_type_id,
    arrival: nightOf(arrival),
    departure: nightOf(departure),
    key: `${keyPrefix}-${index}`,
  }));
}

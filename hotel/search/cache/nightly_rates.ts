import type { Queryable } from "../../database/database.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import type { PickupCount } from "../index/indexed_hotel.ts";
import { readPickups, readRates } from "../index/read_rates.ts";
import { followsDemand } from "../index/indexed_hotel.ts";
import type { HotelRead, Range } from "../index/search_index.ts";

/** What is set and counted for single nights of a hotel, by room type. */
export interface NightlyRates {
  readonly rates: ReadonlyMap<number, readonly RateNight[]>;
  readonly pickups: ReadonlyMap<number, readonly PickupCount[]>;
}

/** How much of it there is. */
export function weightOf({ rates, pickups }: NightlyRates): number {
  let weight = 1;
  for (const some of [...rates.values(), ...pickups.values()]) weight += some.length;
  return weight;
}

/** Reads what is set for the nights of the window in these hotels, and what was taken lately where prices follow it. */
export async function loadNightlyRates(
  db: Queryable,
  hotels: readonly HotelRead[],
  window: Range,
): Promise<Map<number, NightlyRates>> {
  const asked = hotels.flatMap(({ types }) =>
    types.map(({ roomType: { hotelId, roomTypeId } }) => ({ hotelId, roomTypeId, ...window })),
  );
  const demanding = hotels.filter(({ book }) => followsDemand(book)).map(({ entry }) => entry.hotelId);
  const rates = await readRates(db, asked);
  const pickups = demanding.length === 0 ? new Map<number, never[]>() : await readPickups(db, demanding, window);
  return new Map(
    hotels.map((hotel) => [hotel.entry.hotelId, { rates: own(rates, hotel), pickups: own(pickups, hotel) }]),
  );
}

function own<Value>(ofTypes: ReadonlyMap<number, Value>, { types }: HotelRead): Map<number, Value> {
  const found = types.map(({ roomType: { roomTypeId } }) => [roomTypeId, ofTypes.get(roomTypeId)] as const);
  return new Map(found.flatMap(([roomTypeId, value]) => (value === undefined ? [] : [[roomTypeId, value] as const])));
}

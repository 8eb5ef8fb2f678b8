import type { Queryable } from "../../database/database.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import type { PickupCount } from "../index/indexed_hotel.ts";
import { limitedNights } from "../index/limited_nights.ts";
import { readPickups, readRates } from "../index/read_rates.ts";
import { followsDemand } from "../index/indexed_hotel.ts";
import type { HotelRead, Range } from "../index/search_index.ts";
import type { Night } from "../../vocabulary/night.ts";

/** What is set and counted for single nights of a hotel, by room type. */
export interface NightlyRates {
  readonly rates: ReadonlyMap<number, readonly RateNight[]>;
  readonly pickups: ReadonlyMap<number, readonly PickupCount[]>;
  /** The nights on which a sell limit stands; a type without any is left out. */
  readonly limited: ReadonlyMap<number, readonly Night[]>;
}

/** How much of it there is. */
export function weightOf({ rates, pickups, limited }: NightlyRates): number {
  let weight = 1;
  for (const some of [...rates.values(), ...pickups.values(), ...limited.values()]) weight += some.length;
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
    hotels.map((hotel) => {
      const ofHotel = { rates: own(rates, hotel), pickups: own(pickups, hotel) };
      return [hotel.entry.hotelId, { ...ofHotel, limited: limitedIn(hotel, ofHotel.rates, window) }];
    }),
  );
}

function limitedIn({ types, book }: HotelRead, rates: NightlyRates["rates"], window: Range): NightlyRates["limited"] {
  const found = types.map(({ roomType: { roomTypeId } }) => {
    const set = rates.get(roomTypeId)?.filter(({ sellLimit }) => sellLimit !== undefined) ?? [];
    const nights = new Set(set.map(({ night }) => night));
    const isSet = nights.size === 0 ? undefined : (night: Night): boolean => nights.has(night);
    return [roomTypeId, limitedNights({ book, roomTypeId, isSet }, window)] as const;
  });
  return new Map(found.filter(([, nights]) => nights.length > 0));
}

function own<Value>(ofTypes: ReadonlyMap<number, Value>, { types }: HotelRead): Map<number, Value> {
  const found = types.map(({ roomType: { roomTypeId } }) => [roomTypeId, ofTypes.get(roomTypeId)] as const);
  return new Map(found.flatMap(([roomTypeId, value]) => (value === undefined ? [] : [[roomTypeId, value] as const])));
}

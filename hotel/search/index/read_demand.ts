import type { Queryable } from "../../database/database.ts";
import type { IndexedHotel, PickupCount } from "./indexed_hotel.ts";
import { pagesOfNights } from "./night_pages.ts";
import { readNights } from "./read_nights.ts";
import { readPickups } from "./read_rates.ts";
import type { NightRead, Range, SearchIndex } from "./search_index.ts";

/** The nights of a hotel and what was taken lately, by room type: what prices depend on that follow demand. */
export interface DemandRead {
  readonly range: Range;
  readonly nights: ReadonlyMap<number, readonly NightRead[]>;
  readonly pickups: ReadonlyMap<number, readonly PickupCount[]>;
}

/** Reads them for a hotel whose prices follow demand from now on. */
export async function readDemand(
  db: Queryable,
  { hotelId, roomTypeIds }: { readonly hotelId: number; readonly roomTypeIds: readonly number[] },
  range: Range,
): Promise<DemandRead> {
  const nights = new Map<number, readonly NightRead[]>();
  for (const page of pagesOfNights(roomTypeIds.map((roomTypeId) => ({ hotelId, roomTypeId, ...range })))) {
    for (const [roomTypeId, read] of await readNights(db, page)) nights.set(roomTypeId, read);
  }
  return { range, nights, pickups: await readPickups(db, [hotelId], range) };
}

/** Enters them: at once after the book, because a search between the two would price every night as if nobody came. */
export function enterDemand(index: SearchIndex, hotel: IndexedHotel, { range, nights, pickups }: DemandRead): void {
  for (const type of hotel.types) {
    index.setPickups(type, range, pickups.get(type.roomTypeId) ?? []);
    index.setNights(type, range, nights.get(type.roomTypeId) ?? []);
  }
}

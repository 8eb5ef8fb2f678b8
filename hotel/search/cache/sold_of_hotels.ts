import type { Queryable } from "../../database/database.ts";
import { limitedRange } from "../index/limited_nights.ts";
import { readSold } from "../index/read_sold.ts";
import type { SoldRooms } from "../index/sold_counts.ts";
import type { NightlyRates } from "./nightly_rates.ts";

/** What is sold under the sell limits of a hotel, by room type. */
export type SoldOfHotel = ReadonlyMap<number, readonly SoldRooms[]>;

/** How much of it there is. */
export function soldWeightOf(sold: SoldOfHotel): number {
  let weight = 1;
  for (const some of sold.values()) weight += some.length;
  return weight;
}

/** Reads what is sold on the nights of these hotels on which a sell limit stands; of hotels without one there is nothing to read. */
export async function loadSoldOf(
  db: Queryable,
  nightly: ReadonlyMap<number, NightlyRates>,
): Promise<Map<number, SoldOfHotel>> {
  const asked = [...nightly].flatMap(([hotelId, { limited }]) => {
    const range = limitedRange(limited.values());
    return range === undefined ? [] : [{ hotelId, ...range }];
  });
  const types = [...nightly.values()].flatMap(({ limited }) => [...limited.keys()]);
  const found = await readSold(db, asked, types);
  return new Map(
    [...nightly].map(([hotelId, { limited }]) => [
      hotelId,
      new Map([...limited.keys()].map((roomTypeId) => [roomTypeId, found.get(roomTypeId) ?? []])),
    ]),
  );
}

import type { Queryable } from "../../database/database.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { IndexedType } from "./indexed_hotel.ts";
import { limitedNights, runsOf } from "./limited_nights.ts";
import type { NightsOfType } from "./read_nights.ts";
import { readSold } from "./read_sold.ts";
import type { Range, SearchIndex } from "./search_index.ts";

const TYPES_OF_A_READING = 200;

/** Nights of every type of a hotel. */
export interface NightsOfHotel extends Range {
  readonly hotelId: number;
}

interface LimitedNights {
  readonly type: IndexedType;
  readonly range: Range;
  readonly limited: readonly Night[];
  readonly runs: readonly NightsOfType[];
}

/**
 * Reads what is sold on those of the nights on which a sell limit stands, and replaces it; no two ranges of a hotel may overlap.
 * Comes after rates and books, which say where that is. Of every type: an upgrade names the type that is occupied, and
 * the limit counts the one that was booked. Hotels without limits send no statement.
 */
export async function loadSold(db: Queryable, index: SearchIndex, asked: readonly NightsOfHotel[]): Promise<void> {
  const all = asked.flatMap((nights) => limitedOf(index, nights));
  for (let start = 0; start < all.length; start += TYPES_OF_A_READING) {
    const page = all.slice(start, start + TYPES_OF_A_READING);
    const runs = page.flatMap((one) => one.runs);
    const found = runs.length === 0 ? undefined : await readSold(db, runs);
    for (const { type, range, limited } of page) {
      index.setSold(type, range, limited, found?.get(type.roomTypeId) ?? []);
    }
  }
}

function limitedOf(index: SearchIndex, { hotelId, from, to }: NightsOfHotel): LimitedNights[] {
  const hotel = index.hotel(hotelId);
  if (hotel === undefined) return [];
  const range = { from: Math.max(from, index.planes.first), to: Math.min(to, index.planes.end) };
  return hotel.types.flatMap((type) => {
    const { roomTypeId, rates, sold } = type;
    const isSet = rates?.mayLimit === true ? (night: Night): boolean => rates.hasSellLimit(night) : undefined;
    const limited = limitedNights({ book: hotel.book, roomTypeId, isSet }, range);
    if (limited.length === 0 && sold === undefined) return [];
    return [{ type, range, limited, runs: runsOf(hotelId, roomTypeId, limited) }];
  });
}

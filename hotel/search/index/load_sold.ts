import type { Queryable } from "../../database/database.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { IndexedType } from "./indexed_hotel.ts";
import { limitedNights, limitedRange, type NightsOfHotel } from "./limited_nights.ts";
import { readSold } from "./read_sold.ts";
import type { Range, SearchIndex } from "./search_index.ts";

interface LimitedType {
  readonly type: IndexedType;
  readonly limited: readonly Night[];
}

interface LimitedHotel {
  readonly range: Range;
  readonly types: readonly LimitedType[];
  /** What is read; undefined: limits that stood there are gone, and so are the counts. */
  readonly asked: NightsOfHotel | undefined;
}

/**
 * Reads what is sold on those of the nights on which a sell limit stands, and replaces it; no two ranges of a hotel may overlap.
 * Comes after rates and books, which say where that is. Of every type: an upgrade names the type that is occupied, and
 * the limit counts the one that was booked. Hotels without limits send no statement.
 */
export async function loadSold(db: Queryable, index: SearchIndex, nights: readonly NightsOfHotel[]): Promise<void> {
  const hotels = nights.flatMap((one) => limitedIn(index, one) ?? []);
  const types = hotels.flatMap((hotel) => hotel.types.map(({ type }) => type.roomTypeId));
  const found = await readSold(
    db,
    hotels.flatMap(({ asked }) => asked ?? []),
    [...new Set(types)],
  );
  for (const { range, types: ofHotel } of hotels) {
    for (const { type, limited } of ofHotel) index.setSold(type, range, limited, found.get(type.roomTypeId) ?? []);
  }
}

function limitedIn(index: SearchIndex, { hotelId, from, to }: NightsOfHotel): LimitedHotel | undefined {
  const hotel = index.hotel(hotelId);
  if (hotel === undefined) return undefined;
  const range = { from: Math.max(from, index.planes.first), to: Math.min(to, index.planes.end) };
  const types = hotel.types.flatMap((type): LimitedType[] => {
    const { roomTypeId, rates, sold } = type;
    const isSet = rates?.mayLimit === true ? (night: Night): boolean => rates.hasSellLimit(night) : undefined;
    const limited = limitedNights({ book: hotel.book, roomTypeId, isSet }, range);
    return limited.length === 0 && sold === undefined ? [] : [{ type, limited }];
  });
  if (types.length === 0) return undefined;
  const read = limitedRange(types.map(({ limited }) => limited));
  return { range, types, asked: read && { hotelId, ...read } };
}

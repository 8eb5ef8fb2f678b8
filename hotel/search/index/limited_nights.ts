import type { RateBook } from "../../rates/book/rate_book.ts";
import { isInScope } from "../../rates/book/scope.ts";
import { standingLimits } from "../../rates/restrictions/sell_limits.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { Range } from "./search_index.ts";

/** Nights `[from, to)` of every type of a hotel. */
export interface NightsOfHotel extends Range {
  readonly hotelId: number;
}

/** Where sell limits of a room type may stand. */
export interface LimitsOfType {
  readonly book: RateBook;
  readonly roomTypeId: number;
  /** Whether one was set for a night by itself; undefined: for none. */
  readonly isSet: ((night: Night) => boolean) | undefined;
}

const NO_NIGHTS: readonly Night[] = [];

/** The nights of a range on which a sell limit stands, of whatever plan and channel. At once empty where the hotel has none. */
export function limitedNights({ book, roomTypeId, isSet }: LimitsOfType, { from, to }: Range): readonly Night[] {
  const standing = standingLimits(book);
  if (standing.length === 0 && isSet === undefined) return NO_NIGHTS;
  const isLimited = (night: Night): boolean =>
    isSet?.(night) === true || standing.some((limit) => isInScope(limit, roomTypeId, night));
  return Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place).filter(isLimited);
}

/** From the first to the last of the nights that are limited in a hotel, of any type; undefined when none is. */
export function limitedRange(nights: Iterable<readonly Night[]>): Range | undefined {
  let range: Range | undefined;
  for (const ofType of nights) {
    const [first, last] = [ofType[0], ofType.at(-1)];
    if (first === undefined || last === undefined) continue;
    range = { from: Math.min(first, range?.from ?? first), to: Math.max(last + 1, range?.to ?? 0) };
  }
  return range;
}

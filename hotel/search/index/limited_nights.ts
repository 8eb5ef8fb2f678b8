import type { RateBook } from "../../rates/book/rate_book.ts";
import { isInScope } from "../../rates/book/scope.ts";
import { standingLimits } from "../../rates/restrictions/sell_limits.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { NightsOfType } from "./read_nights.ts";
import type { Range } from "./search_index.ts";

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

/** Nights in order, as ranges of a type that touch each other nowhere. */
export function runsOf(hotelId: number, roomTypeId: number, nights: readonly Night[]): NightsOfType[] {
  const runs: NightsOfType[] = [];
  for (const night of nights) {
    const last = runs.at(-1);
    if (last?.to === night) runs[runs.length - 1] = { ...last, to: night + 1 };
    else runs.push({ hotelId, roomTypeId, from: night, to: night + 1 });
  }
  return runs;
}

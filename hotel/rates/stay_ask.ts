import type { CatalogueEntry } from "../properties/facts.ts";
import type { Night, StayDates } from "../vocabulary/night.ts";
import type { RateBook } from "./book/rate_book.ts";
import type { RateNight } from "./book/rate_night.ts";

/** Who sleeps in one room. */
export interface Party {
  readonly adults: number;
  /** In whole years, in any order. */
  readonly childAges: readonly number[];
}

/** Who buys, as far as it opens plans to them. Codes are in lower case. */
export interface Buyer {
  /** `web`, `desk`, `partner`, or the name of a channel. */
  readonly channel: string;
  readonly member: boolean;
  readonly promoCode?: string;
  readonly company?: string;
}

/** An extra that was chosen. */
export interface ChosenExtra {
  readonly code: string;
  readonly quantity: number;
}

/** One room for some nights under one plan, or several that are alike. */
export interface StayAsk {
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly party: Party;
  readonly ratePlanId: number;
  readonly extras: readonly ChosenExtra[];
  /** How many such rooms are wanted together: a sell limit must have a place for each. 1 unless told; prices are of one. */
  readonly rooms?: number;
}

/** How much a room type is wanted on one night. */
export interface NightDemand {
  /** Rooms sold, held and blocked, without those of the stay that asks. */
  readonly usedRooms: number;
  /** Rooms that can be slept in. */
  readonly physicalRooms: number;
}

/**
 * Everything that prices and restrictions of one hotel depend on, as it was at one moment. Search, quotes and bookings hand
 * over the same, each from where it has it; so all three come to the same result.
 */
export interface RateFacts {
  readonly book: RateBook;
  readonly now: Date;
  /** Undefined when the hotel has no such room type. */
  roomType(roomTypeId: number): CatalogueEntry | undefined;
  /** What was set for one night of a room type, for any plan and channel. */
  nights(roomTypeId: number, night: Night): readonly RateNight[];
  /** Undefined when the night is not on sale; then it is full. */
  demand(roomTypeId: number, night: Night): NightDemand | undefined;
  /** Rooms of the type taken for the night in the last so many days; 0 where nobody counts. */
  pickup(roomTypeId: number, night: Night, days: number): number;
  /**
   * Rooms sold and held of the booked type on the night: under one plan or all (`EVERY_PLAN`), through one channel or all
   * (empty). Undefined where it is not known: a sell limit is then for the booking to decide.
   */
  soldUnder(roomTypeId: number, night: Night, ratePlanId: number, channel: string): number | undefined;
}

import type { HotelFacts } from "../../properties/facts.ts";
import type { ChildBand, Extra, TaxOrFee } from "./charge_rules.ts";
import type { RatePlan } from "./rate_plan.ts";
import type { RestrictionRule } from "./restriction.ts";

/** All that a hotel has decided about prices, but for single nights. Immutable: a change makes another one. */
export interface RateBook {
  readonly hotelId: number;
  /** Raised by every change of the book or of a plan; 0 while the hotel has none. */
  readonly version: number;
  /** The plan of a booking that names none; `STANDARD_PLAN` unless the hotel says otherwise. */
  readonly defaultRatePlanId: number;
  /** Whether the plan that needs no entry, the room type's base price, is on sale. */
  readonly standardPlanSold: boolean;
  /** In order of age. */
  readonly childBands: readonly ChildBand[];
  readonly taxes: readonly TaxOrFee[];
  readonly extras: readonly Extra[];
  /** Of every plan. */
  readonly restrictions: readonly RestrictionRule[];
  /** By id; without the standard plan. */
  readonly plans: ReadonlyMap<number, RatePlan>;
}

/** The book of a hotel that has decided nothing: the base price of each room type, no taxes, no restrictions. */
export function emptyRateBook(hotel: Pick<HotelFacts, "hotelId">): RateBook {
  return {
    hotelId: hotel.hotelId,
    version: 0,
    defaultRatePlanId: 0,
    standardPlanSold: true,
    childBands: NOTHING,
    taxes: NOTHING,
    extras: NOTHING,
    restrictions: NOTHING,
    plans: NO_PLANS,
  };
}

// Most hotels of a search may have decided nothing: they share it.
const NOTHING: readonly never[] = Object.freeze([]);
const NO_PLANS: RateBook["plans"] = new Map();

import type { StayDates } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RatePlan } from "../book/rate_plan.ts";
import type { Charge, NightlyPrice } from "../priced_stay.ts";
import type { ChosenExtra, Party } from "../stay_ask.ts";

/** A stay whose nights have their prices. */
export interface ChargedStay {
  readonly book: RateBook;
  /** Undefined: the standard plan. */
  readonly plan: RatePlan | undefined;
  readonly currency: string;
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly party: Party;
  readonly nightly: readonly NightlyPrice[];
  readonly extras: readonly ChosenExtra[];
}

/** Extras, taxes and fees of a stay. */
export function chargesOfStay(_stay: ChargedStay): Decision<readonly Charge[]> {
  return accept([]);
}

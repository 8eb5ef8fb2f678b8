import type { MinorUnits } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";

/** The price of one night of one room. Once booked it is frozen. */
export interface NightlyPrice {
  readonly night: Night;
  /** In minor units of the hotel's currency. */
  readonly priceMinor: MinorUnits;
}

/** A line of the bill besides the nights of the room. */
export interface Charge {
  readonly kind: "extra" | "tax" | "fee";
  readonly code: string;
  readonly name: string;
  /** Of an extra, 1 for taxes and fees. */
  readonly quantity: number;
  readonly amountMinor: MinorUnits;
  /** True: the amount is within other lines already and is not added (value added tax in the price, an extra of the plan). */
  readonly included: boolean;
}

/** One step on the way to the price of a night, for `explain`. */
export interface PriceStep {
  /** Which step: the names are documented in docs/rates.md. */
  readonly step: string;
  /** In words: `weekend +15 %`, `ceiling not reached`. */
  readonly words: string;
  /** The price of the night after the step. */
  readonly priceMinor: MinorUnits;
}

/** What one room costs for a stay under one plan: the nights and the charges that are not included add up to the total. */
export interface PricedStay {
  readonly ratePlanId: number;
  /** One entry for each night of the stay, in order. */
  readonly nightly: readonly NightlyPrice[];
  readonly charges: readonly Charge[];
  /** With everything that everybody has to pay. */
  readonly totalMinor: MinorUnits;
}

/** The sum that the guest pays: every night and every charge that is not within another line. */
export function totalOfLines(nightly: readonly NightlyPrice[], charges: readonly Charge[]): MinorUnits {
  let total = 0;
  for (const { priceMinor } of nightly) total += priceMinor;
  for (const charge of charges) if (!charge.included) total += charge.amountMinor;
  return total;
}

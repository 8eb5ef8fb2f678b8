import { decimalPlaces, toDecimal, type Currency, type MinorUnits } from "../../vocabulary/money.ts";
import type { PriceStep } from "../priced_stay.ts";

/** The names of the steps, in the order in which they are taken; docs/rates.md says what each does. */
export const PRICE_STEPS = [
  "base",
  "price_rule",
  "set_price",
  "derived",
  "adjustment",
  "demand",
  "floor",
  "ceiling",
  "single_use",
  "extra_adults",
  "children",
  "length_discount",
  "lead_discount",
] as const;

/** The name of one step on the way to a price. */
export type PriceStepName = (typeof PRICE_STEPS)[number];

/**
 * Writes down how one night came to its price. Search and booking price without one, so whoever calls it does so as
 * `trace?.add(...)`: then no word is put together unless somebody reads it.
 */
export class PriceTrace {
  readonly steps: PriceStep[] = [];
  readonly #currency: Currency;

  constructor(currency: Currency) {
    this.#currency = currency;
  }

  /** The price after a step, and the step in words. */
  add(step: PriceStepName, words: string, priceMinor: MinorUnits): void {
    this.steps.push({ step, words, priceMinor });
  }

  /** An amount with as many decimals as the currency has. */
  money(amount: MinorUnits): string {
    return toDecimal(amount, this.#currency).toFixed(decimalPlaces(this.#currency));
  }
}

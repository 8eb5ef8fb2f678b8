import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Adjustment } from "../book/rate_plan.ts";
import { roundedShare } from "../rounding.ts";
import type { PriceTrace } from "./price_trace.ts";

/**
 * A price after a share or an amount was put on or taken off. No step takes a price below zero: then a higher price before
 * a step is never a lower one after it, whatever the step, and floors and ceilings keep their meaning down the chain.
 */
export function adjusted(price: MinorUnits, adjustment: Adjustment): MinorUnits {
  return increased(price, changeOf(price, adjustment));
}

/** What a share or an amount puts on a price; below zero what it takes off. */
export function changeOf(price: MinorUnits, adjustment: Adjustment): MinorUnits {
  return "basisPoints" in adjustment ? roundedShare(price, adjustment.basisPoints) : adjustment.amountMinor;
}

/** A price and an amount, not below zero. */
export function increased(price: MinorUnits, amount: MinorUnits): MinorUnits {
  return Math.max(0, price + amount);
}

/** `+15 %`, `-12.5 %`, `+30.00`. */
export function adjustmentWords(adjustment: Adjustment, trace: PriceTrace): string {
  return "basisPoints" in adjustment
    ? `${sign(adjustment.basisPoints)}${Math.abs(adjustment.basisPoints) / 100} %`
    : amountWords(adjustment.amountMinor, trace);
}

/** `+30.00`, `-5.00`. */
export function amountWords(amount: MinorUnits, trace: PriceTrace): string {
  return `${sign(amount)}${trace.money(Math.abs(amount))}`;
}

function sign(change: number): "+" | "-" {
  return change < 0 ? "-" : "+";
}

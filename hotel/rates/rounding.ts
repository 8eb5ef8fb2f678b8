import type { MinorUnits } from "../vocabulary/money.ts";

const WHOLE = 10_000;

/**
 * The one rounding rule: a share of an amount is rounded to the minor unit, halves away from zero, each time a share
 * is taken and nowhere else. Exact for amounts up to 10^15 and shares up to 10,000 %.
 *
 * @param basisPoints 1/100 of a percent; may be negative
 */
export function roundedShare(amount: MinorUnits, basisPoints: number): MinorUnits {
  return (
    roundedQuotient(Math.abs(amount), Math.abs(basisPoints), WHOLE) * Math.sign(amount) * Math.sign(basisPoints) || 0
  );
}

/** The part of a price that is tax when it holds tax of this share already. */
export function includedShare(amount: MinorUnits, basisPoints: number): MinorUnits {
  return roundedQuotient(amount, basisPoints, WHOLE + basisPoints);
}

// amount * factor may be beyond what a double holds exactly: the whole multiples of the divisor are taken out first.
function roundedQuotient(amount: number, factor: number, divisor: number): number {
  const rest = (amount % divisor) * factor;
  return Math.floor(amount / divisor) * factor + Math.floor((2 * rest + divisor) / (2 * divisor));
}

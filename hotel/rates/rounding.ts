import type { MinorUnits } from "../vocabulary/money.ts";

const WHOLE = 10_000;

/**
 * The one rounding rule: a share of an amount is rounded to the minor unit, halves away from zero, each time a share
 * is taken and nowhere else. Exact for amounts up to 10^15 and shares up to 10,000 %, as long as the share itself is
 * a number that a double holds exactly (below 2^53).
 *
 * @param basisPoints 1/100 of a percent; may be negative
 */
export function roundedShare(amount: MinorUnits, basisPoints: number): MinorUnits {
  return roundedQuotient(amount, basisPoints, WHOLE);
}

/**
 * The part of a price that is tax when it holds tax of this share already; by the same rule, and as exact.
 *
 * @param basisPoints of the net price
 * @param allBasisPoints of all taxes that are in the price together, when this one is not alone in it
 */
export function includedShare(amount: MinorUnits, basisPoints: number, allBasisPoints = basisPoints): MinorUnits {
  return roundedQuotient(amount, basisPoints, WHOLE + allBasisPoints);
}

/**
 * An amount in the proportion of a part to a whole, by the same rule; exact whatever their sizes. Slower than a share, for
 * what is rare. The amount is positive and the part at most the whole.
 */
export function roundedPart(amount: MinorUnits, part: MinorUnits, whole: MinorUnits): MinorUnits {
  if (part === whole) return amount;
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}

/**
 * amount * factor / divisor to the nearest integer, halves away from zero. Exact while the operands are integers, factor *
 * divisor is at most 10^14 and the quotient a safe integer.
 */
function roundedQuotient(amount: number, factor: number, divisor: number): number {
  const quotient = roundedUp(Math.abs(amount), Math.abs(factor), divisor);
  // The sum makes a zero of minus zero, which JSON and comparisons would show.
  return quotient * Math.sign(amount) * Math.sign(factor) + 0;
}

// amount * factor may be beyond what a double holds exactly: the whole multiples of the divisor are taken out first.
function roundedUp(amount: number, factor: number, divisor: number): number {
  const rest = (amount % divisor) * factor;
  return Math.floor(amount / divisor) * factor + Math.floor((2 * rest + divisor) / (2 * divisor));
}

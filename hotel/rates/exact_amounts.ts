import { MAX_PRICE_MINOR } from "../properties/room_type_rules.ts";
import { fromDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";

/** A decimal amount from nothing to the highest price; undefined when it is not exact in the currency or out of bounds. */
export function exactPrice(decimal: number, currency: Currency): MinorUnits | undefined {
  const minor = fromDecimal(decimal, currency);
  return minor !== undefined && minor <= MAX_PRICE_MINOR ? minor : undefined;
}

/** A decimal amount of either sign, at most the highest price off or on; undefined when it is not exact or out of bounds. */
export function exactDifference(decimal: number, currency: Currency): MinorUnits | undefined {
  const minor = exactPrice(Math.abs(decimal), currency);
  return minor !== undefined && decimal < 0 ? -minor : minor;
}

/** A percentage as basis points, 12.5 as 1,250; undefined when it has more than two decimals. */
export function exactShare(percent: number): number | undefined {
  const basisPoints = Math.round(percent * 100);
  // Never minus zero, which JSON would not keep.
  return basisPoints / 100 === percent ? basisPoints || 0 : undefined;
}

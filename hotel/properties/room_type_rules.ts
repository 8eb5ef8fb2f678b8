import { decimalPlaces, fromDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { invalidFields, type FieldError } from "./field_error.ts";

/** A price and an overbooking ratio as decimals, the way the API takes them. */
export interface DecimalTerms {
  readonly price_per_night: number;
  readonly overbooking_ratio: number;
}

/** The same as integers, the way the program keeps them. */
export interface IntegerTerms {
  readonly basePriceMinor: MinorUnits;
  /** 1/100 of a percent of the rooms. */
  readonly overbookingBasisPoints: number;
}

/** The highest price of a night, in minor units; the database holds the same limit. */
export const MAX_PRICE_MINOR = 1_000_000_000_000;

/** The terms as integers, exactly: more decimals than the currency or a basis point has are `invalid_request`. */
export function exactTerms(terms: DecimalTerms, currency: Currency): Decision<IntegerTerms> {
  const basePriceMinor = fromDecimal(terms.price_per_night, currency);
  const overbookingBasisPoints = basisPointsOf(terms.overbooking_ratio);
  const isPrice = basePriceMinor !== undefined && basePriceMinor <= MAX_PRICE_MINOR;
  if (isPrice && overbookingBasisPoints !== undefined) return accept({ basePriceMinor, overbookingBasisPoints });
  return invalidFields([
    ...(isPrice ? [] : [notAPrice(currency)]),
    ...(overbookingBasisPoints === undefined ? [notARatio()] : []),
  ]);
}

/** 0.1 is 1,000 basis points. Undefined outside 0 to 1 and for more than four decimals. */
function basisPointsOf(ratio: number): number | undefined {
  const points = Math.round(ratio * 10_000);
  return points >= 0 && points <= 10_000 && points / 10_000 === ratio ? points : undefined;
}

function notAPrice(currency: Currency): FieldError {
  const places = decimalPlaces(currency);
  const most = MAX_PRICE_MINOR / 10 ** places;
  return {
    field: "/price_per_night",
    rule: "price",
    message: `A price in ${currency} is a number from 0 to ${most} with at most ${places} decimals.`,
  };
}

function notARatio(): FieldError {
  return {
    field: "/overbooking_ratio",
    rule: "ratio",
    message: "overbooking_ratio is a number from 0 to 1 with at most four decimals.",
  };
}

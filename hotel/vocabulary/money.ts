/** An amount in the smallest unit of its currency (ISO 4217): cents, yen, fils. Always an integer, never a float. */
export type MinorUnits = number;

/** An ISO 4217 currency code, three capital letters. */
export type Currency = string;

// ISO 4217: every currency that does not have two decimal places.
const DECIMAL_PLACES: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

const KNOWN = new Set(Intl.supportedValuesOf("currency"));

/** Whether the code is a currency in use. */
export function isCurrency(code: string): code is Currency {
  return KNOWN.has(code);
}

/** Decimal places of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalPlaces(currency: Currency): number {
  return DECIMAL_PLACES[currency] ?? 2;
}

/** The amount as the decimal number that JSON shows: 12050 EUR is 120.5. Exact up to 15 digits. */
export function toDecimal(amount: MinorUnits, currency: Currency): number {
  return amount / 10 ** decimalPlaces(currency);
}

/**
 * The minor units of a decimal number. Undefined when it has more places than the currency (0.001 EUR),
 * is negative, not finite, or too large to be exact.
 */
export function fromDecimal(decimal: number, currency: Currency): MinorUnits | undefined {
  const amount = Math.round(decimal * 10 ** decimalPlaces(currency));
  if (!Number.isSafeInteger(amount) || amount < 0) return undefined;
  return toDecimal(amount, currency) === decimal ? amount : undefined;
}

/** A share of an amount in basis points (1/100 of a percent), rounded down. */
export function shareOf(amount: number, basisPoints: number): number {
  return Math.floor((amount * basisPoints) / 10_000);
}

/** An amount in the smallest unit of its currency (ISO 4217): cents, yen, fils. Always an integer, never a float. */
export type MinorUnits = number;

/** An ISO 4217 currency code, three capital letters. */
export type Currency = string;

// ISO 4217, list one as of amendment 180 (2026), by decimal places. Codes without a minor unit (gold, special drawing rights, tests)
// are left out: no bill can be written in them.
const CURRENCIES: readonly (readonly [decimalPlaces: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
      "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD " +
      "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL " +
      "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR " +
      "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP " +
      "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG",
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const DECIMAL_PLACES: ReadonlyMap<string, number> = new Map(
  CURRENCIES.flatMap(([places, codes]) => codes.split(" ").map((code): [string, number] => [code, places])),
);

/**
 * Whether the code is a currency in use, as ISO 4217 lists it, in which an amount can be stated. From our own list: what
 * the JavaScript engine knows differs from version to version, leaves funds out (CLF) and keeps what is withdrawn.
 */
export function isCurrency(code: string): code is Currency {
  return DECIMAL_PLACES.has(code);
}

/** Decimal places of a currency: 2 for EUR, 0 for JPY, 3 for KWD; 2 for one that is no longer in use. */
export function decimalPlaces(currency: Currency): number {
  return DECIMAL_PLACES.get(currency) ?? 2;
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

import type { ExchangeRate } from "../plans/exchange_schemas.ts";

const WORTH_OF_A_EURO = { USD: "1.09", GBP: "0.85", JPY: "163", KWD: "0.335", NPR: "146.5", CHF: "0.94" };

/** What a euro is worth in the other currencies of the demo: near the truth, and no more than that. */
export const demoExchangeRates: readonly ExchangeRate[] = Object.entries(WORTH_OF_A_EURO).map(([currency, rate]) => ({
  base: "EUR",
  currency,
  valid_from: "2020-01-01",
  rate,
}));

import { Type } from "typebox";
import type { Static } from "typebox";
import { closed } from "../../properties/schemas.ts";
import { Day } from "./rule_schemas.ts";

const CurrencyCode = Type.String({ pattern: "^[A-Z]{3}$", description: "ISO 4217." });

/** What one unit of a currency is worth in another from a day on. */
export const ExchangeRate = closed({
  base: CurrencyCode,
  currency: CurrencyCode,
  valid_from: Type.String({ ...Day, description: "First day, `YYYY-MM-DD`; until the next entry of the pair." }),
  rate: Type.String({
    pattern: "^(?:0|[1-9][0-9]{0,8})(?:\\.[0-9]{1,12})?$",
    description: 'How much of `currency` one unit of `base` is, as a decimal in a string, such as `"1.0834"`: exact.',
  }),
});
export type ExchangeRate = Static<typeof ExchangeRate>;

/** Several of them. */
export const ExchangeRates = closed({
  exchange_rates: Type.Array(ExchangeRate, { minItems: 1, maxItems: 500 }),
});

/** Those in force on a day; none where nobody entered one. */
export const ExchangeRatesInForce = Type.Object({ exchange_rates: Type.Array(ExchangeRate) });

/** Which of them are asked for. */
export const ExchangeQuery = closed({
  base: CurrencyCode,
  day: Type.Optional(Type.String({ ...Day, description: "As of this day; today in UTC unless told." })),
});

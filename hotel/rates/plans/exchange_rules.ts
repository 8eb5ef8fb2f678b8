import { invalidFields, type FieldError } from "../../properties/field_error.ts";
import { isCurrency } from "../../vocabulary/money.ts";
import { parseNight } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { ExchangeRate } from "./exchange_schemas.ts";

/**
 * Whether these rates can be kept: currencies that exist, two of them, days of the calendar, rates above zero, each pair and
 * day once. Refuses with `invalid_request`, naming every field that is wrong.
 */
export function checkExchangeRates(rates: readonly ExchangeRate[]): Decision<readonly ExchangeRate[]> {
  const seen = new Set<string>();
  const errors = rates.flatMap((rate, index) => errorsOf(rate, `/exchange_rates/${index}`, seen));
  return errors.length === 0 ? accept(rates) : invalidFields(errors);
}

function errorsOf(rate: ExchangeRate, at: string, seen: Set<string>): FieldError[] {
  const { base, currency, valid_from: day, rate: text } = rate;
  const key = `${base} ${currency} ${day}`;
  const isSecond = seen.has(key);
  seen.add(key);
  const checks: readonly (readonly [fine: boolean, name: string, rule: string, message: string])[] = [
    [isCurrency(base), "base", "currency", `${base} is no currency code of ISO 4217.`],
    [isCurrency(currency), "currency", "currency", `${currency} is no currency code of ISO 4217.`],
    [base !== currency, "currency", "other_currency", `${base} is always worth itself.`],
    [parseNight(day) !== undefined, "valid_from", "date", `${day} is not a date of the calendar, YYYY-MM-DD.`],
    [/[1-9]/.test(text), "rate", "positive", "A rate is above zero."],
    [!isSecond, "valid_from", "unique", `${base} to ${currency} from ${day} stands here twice.`],
  ];
  return checks.flatMap(([fine, name, rule, message]) => (fine ? [] : [{ field: `${at}/${name}`, rule, message }]));
}

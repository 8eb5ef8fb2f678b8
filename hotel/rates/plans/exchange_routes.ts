import { INSTALLATION, may } from "../../access/permissions.ts";
import type { App } from "../../http/app.ts";
import { refusals, sendRefusal } from "../../http/problem.ts";
import { invalidField } from "../../properties/field_error.ts";
import type { Services } from "../../services.ts";
import { parseNight } from "../../vocabulary/night.ts";
import { enterExchangeRates, ratesInForce } from "./exchange_rows.ts";
import { checkExchangeRates } from "./exchange_rules.ts";
import { ExchangeQuery, ExchangeRates, ExchangeRatesInForce } from "./exchange_schemas.ts";

const tags = ["exchange rates"];

/** `/v1/exchange-rates`: for showing prices in the guest's currency; seen by everybody, entered by administrators. */
export function exchangeRoutes(app: App, services: Services): void {
  showRates(app, services);
  enterRates(app, services);
}

function showRates(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "What a currency is worth in others on a day",
    querystring: ExchangeQuery,
    response: { 200: ExchangeRatesInForce, ...refusals("invalid_request") },
  };
  app.get("/v1/exchange-rates", { schema }, async (request, reply) => {
    const { base, day } = request.query;
    if (day !== undefined && parseNight(day) === undefined) {
      const message = `${day} is not a date of the calendar, YYYY-MM-DD.`;
      return sendRefusal(reply, invalidField("day", "date", message).refusal);
    }
    return { exchange_rates: await ratesInForce(database.pool, base, day) };
  });
}

function enterRates(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Enter exchange rates",
    description:
      "For the whole installation and for display only: guests pay in the hotel's currency. Repeating it changes nothing; a rate of " +
      "the same pair and day is written over.",
    body: ExchangeRates,
    response: { 200: ExchangeRates, ...refusals("invalid_request", "unauthenticated", "forbidden") },
  };
  app.put("/v1/exchange-rates", { schema }, async (request, reply) => {
    const allowed = may(request.principal, "exchange_rate.write", INSTALLATION);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const checked = checkExchangeRates(request.body.exchange_rates);
    if (!checked.accepted) return sendRefusal(reply, checked.refusal);
    await enterExchangeRates(database.pool, checked.value, (error) =>
      request.log.warn({ err: error }, "exchange rates were kept and not told: searches use them within half a minute"),
    );
    return { exchange_rates: [...checked.value] };
  });
}

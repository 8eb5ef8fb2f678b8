import { expect, onTestFinished, test, vi } from "vitest";
import { EXCHANGE_RATES, TELL_EXCHANGE_RATES } from "../../events/rings.ts";
import { organisationOfHotel } from "../../properties/permission.ts";
import { testDatabase } from "../../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../../testing/http_server.ts";
import { openHotel } from "../../testing/world.ts";
import { nightOf } from "../../vocabulary/night.ts";
import { loadExchangeRates } from "./exchange_rows.ts";
import { ratePlanRoutes } from "./routes.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database, { routes: [ratePlanRoutes(async () => undefined)] });
await app.ready();
const administrator = (await staffToken(services, { role: "administrator" })).token;
const { hotelId } = await openHotel(database);
const organisationId = (await organisationOfHotel(database.pool, hotelId)) ?? 0;
const ofOneOrganisation = (await staffToken(services, { role: "administrator", organisationId })).token;

const JUNE = { base: "EUR", currency: "USD", valid_from: "2027-06-01", rate: "1.0834" };
const JULY = { ...JUNE, valid_from: "2027-07-01", rate: "1.1" };
const YEN = { base: "EUR", currency: "JPY", valid_from: "2027-06-15", rate: "162.000000000001" };

test("are entered by administrators, as often as they like", async () => {
  const body = { exchange_rates: [JUNE, JULY, YEN] };
  expect((await put(body, null)).status).toBe(401);
  expect((await put(body, ofOneOrganisation)).status).toBe(403);
  expect(await put(body)).toEqual({ status: 200, body });
  expect(await put(body)).toEqual({ status: 200, body });
  expect(await inForce("base=EUR&day=2027-05-31")).toEqual([]);
  expect(await inForce("base=EUR&day=2027-06-01")).toEqual([JUNE]);
  expect(await inForce("base=EUR&day=2027-06-30")).toEqual([YEN, JUNE]);
  expect(await inForce("base=EUR&day=2028-01-01")).toEqual([YEN, JULY]);
  expect(await inForce("base=USD&day=2028-01-01")).toEqual([]);
  await put({ exchange_rates: [{ ...JULY, rate: "1.25" }] });
  expect(await inForce("base=EUR&day=2027-07-01")).toEqual([YEN, { ...JULY, rate: "1.25" }]);
});

test("are told to every process once they can be read", async () => {
  const client = await database.pool.connect();
  onTestFinished(() => client.release(true));
  const heard = Promise.withResolvers<unknown>();
  client.on("notification", ({ channel }) => heard.resolve(channel));
  await client.query(`LISTEN ${EXCHANGE_RATES}`);
  await put({ exchange_rates: [{ base: "SEK", currency: "EUR", valid_from: "2020-01-01", rate: "0.09" }] });
  expect(await heard.promise).toBe(EXCHANGE_RATES);
  expect((await client.query("SELECT FROM exchange_rate WHERE base = 'SEK'")).rowCount).toBe(1);
});

test("are kept also when they cannot be told: whoever entered them hears no error, and processes find them by looking", async () => {
  const query = database.pool.query.bind(database.pool) as (...asked: unknown[]) => unknown;
  const telling = vi.spyOn(database.pool, "query").mockImplementation((...asked: unknown[]) => {
    if (asked[0] === TELL_EXCHANGE_RATES) return Promise.reject(new Error("the queue of notifications is full"));
    return query(...asked);
  });
  onTestFinished(() => telling.mockRestore());
  const rates = { exchange_rates: [{ base: "NOK", currency: "EUR", valid_from: "2020-01-01", rate: "0.085" }] };
  expect(await put(rates)).toEqual({ status: 200, body: rates });
  expect(telling).toHaveBeenCalledWith(TELL_EXCHANGE_RATES);
  expect(await inForce("base=NOK")).toEqual(rates.exchange_rates);
});

test("are as of today unless a day is named", async () => {
  await put({ exchange_rates: [{ base: "GBP", currency: "EUR", valid_from: "2020-01-01", rate: "1.15" }] });
  expect(await inForce("base=GBP")).toHaveLength(1);
});

test("are loaded exactly: those in force on a day, and later ones", async () => {
  await put({ exchange_rates: [JUNE, JULY, YEN] });
  const since = async (day: string): Promise<unknown[]> => {
    const rates = await loadExchangeRates(database.pool, nightOf(day));
    return rates.filter(({ base }) => base === "EUR").map(({ currency, rate }) => [currency, rate]);
  };
  const [june, july] = [1_083_400_000_000n, 1_100_000_000_000n];
  const yen = ["JPY", 162_000_000_000_001n];
  expect(await since("2027-06-20")).toEqual([yen, ["USD", june], ["USD", july]]);
  expect(await since("2027-07-01")).toEqual([yen, ["USD", july]]);
});

test.each([
  [{ ...JUNE, currency: "XXQ" }, "/exchange_rates/0/currency", "currency"],
  [{ ...JUNE, currency: "EUR" }, "/exchange_rates/0/currency", "other_currency"],
  [{ ...JUNE, valid_from: "2027-02-30" }, "/exchange_rates/0/valid_from", "date"],
  [{ ...JUNE, rate: "0.000" }, "/exchange_rates/0/rate", "positive"],
  [{ ...JUNE, rate: "1e3" }, "/exchange_rates/0/rate", "pattern"],
  [{ ...JUNE, rate: 1.08 }, "/exchange_rates/0/rate", "type"],
  [{ ...JUNE, surprise: 1 }, "/exchange_rates/0/surprise", "unknown_field"],
])("%j is refused by name", async (rate, field, rule) => {
  const { status, body } = await put({ exchange_rates: [rate] });
  expect(status).toBe(400);
  expect(body["errors"]).toContainEqual(expect.objectContaining({ field, rule }));
});

test("a pair and day stands once in a call; a day of a question is one of the calendar", async () => {
  const { body } = await put({ exchange_rates: [JUNE, { ...JUNE, rate: "2" }] });
  expect(body["errors"]).toMatchObject([{ field: "/exchange_rates/1/valid_from", rule: "unique" }]);
  const response = await app.inject({ url: "/v1/exchange-rates?base=EUR&day=2027-02-30" });
  expect(response.json()).toMatchObject({ error: "invalid_request", errors: [{ field: "day" }] });
});

async function put(
  body: object,
  token: string | null = administrator,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = token === null ? {} : bearer(token);
  const response = await app.inject({ method: "PUT", url: "/v1/exchange-rates", headers, payload: body });
  return { status: response.statusCode, body: response.json() };
}

async function inForce(query: string): Promise<unknown> {
  const response = await app.inject({ url: `/v1/exchange-rates?${query}` });
  return response.json<{ exchange_rates: unknown }>().exchange_rates;
}

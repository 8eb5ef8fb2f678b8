import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { fillDemo } from "./demo.ts";
import { demoWorld } from "./properties/demo.ts";
import { demoRates } from "./rates/demo/demo_rates.ts";
import { rateBookChanges } from "./rates/plans/book_schemas.ts";
import { NewRatePlan } from "./rates/plans/schemas.ts";
import { loadRateBooks } from "./rates/plans/rate_book_rows.ts";
import { testDatabase } from "./testing/database.ts";
import { nightOf } from "./vocabulary/night.ts";

const database = await testDatabase();
const ajv = new Ajv({ strictTypes: false });
const isPlan = ajv.compile(NewRatePlan);
const isBook = ajv.compile({ type: "object", additionalProperties: false, properties: rateBookChanges });

test("every hotel of the demo has rates that could be entered through the API, whatever the day", () => {
  for (const day of ["2026-01-01", "2026-12-31", "2028-02-29"]) {
    for (const { hotel } of demoWorld()) {
      const rates = demoRates(hotel.name, nightOf(day));
      if (rates === undefined) throw new Error(`${hotel.name} has no rates`);
      expect(isBook(rates.book), ajv.errorsText(isBook.errors)).toBe(true);
      for (const { below: _below, ...plan } of rates.plans) {
        expect(isPlan(plan), ajv.errorsText(isPlan.errors)).toBe(true);
      }
    }
  }
});

test("the demo is entered with its rates, and only once", async () => {
  const hotels = await fillDemo(database, { horizonDays: 3 });
  expect(hotels).toBe(demoWorld().length);
  expect(await fillDemo(database, { horizonDays: 3 })).toBe(0);
  const { rows } = await database.pool.query<{ hotel_id: number }>("SELECT hotel_id FROM hotel");
  const loaded = await loadRateBooks(
    database.pool,
    rows.map((row) => row.hotel_id),
  );
  const books = [...loaded.values()];
  expect(books).toHaveLength(hotels);
  const plans = books.flatMap((book) => [...book.plans.values()]);
  expect(plans.filter((plan) => plan.basis.kind === "derived").length).toBeGreaterThanOrEqual(hotels);
  expect(plans.filter((plan) => plan.dynamic.rules.length > 0)).toHaveLength(1);
  const withoutStandard = books.filter((book) => !book.standardPlanSold);
  expect(withoutStandard.map((book) => book.plans.get(book.defaultRatePlanId)?.code)).toEqual(["best_price"]);
});

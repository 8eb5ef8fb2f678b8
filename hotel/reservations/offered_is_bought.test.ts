import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { openSearch } from "../search/search_parts.ts";
import { testDatabase } from "../testing/database.ts";
import { staffToken, testHttpServer } from "../testing/http_server.ts";
import { OfferedHotel } from "../testing/offered_hotel.ts";
import { someStep } from "../testing/random_asks.ts";
import { someHotelRates } from "../testing/random_hotel_rates.ts";
import { RateCalls } from "../testing/rate_calls.ts";
import { NOON, openHotel, setNoon } from "../testing/world.ts";
import { verifyEverything } from "./verify.ts";

/** Hotels to try: `RATE_RUNS`. A failure prints seed and path: `RATE_SEED=… RATE_PATH=…` runs just that one again. */
const runs = Number(process.env["RATE_RUNS"] ?? 12);
const seed = Number(process.env["RATE_SEED"] ?? inject("seed"));
const path = process.env["RATE_PATH"];
const MINUTES = 60_000;

const database = await testDatabase();
const { app, services } = testHttpServer(database);
await app.ready();
const search = openSearch({ database, horizonDays: services.config.horizonDays });
await search.feed.start();
afterAll(() => search.feed.stop());
const { token: manager } = await staffToken(services, { role: "manager" });

beforeAll(() => setNoon(database));

test(
  "what is offered is what can be bought, for its price",
  { timeout: Math.max(2 * MINUTES, runs * 10_000) },
  async () => {
    const tried = { asked: 0, sold: 0, offered: 0, kept: 0, changed: 0 };
    const steps = fc.array(someStep, { minLength: 8, maxLength: 25, size: "max" });
    await fc.assert(
      fc.asyncProperty(someHotelRates(), steps, async (rates, all) => {
        await moveClock(database, { to: NOON });
        const hotel = await openHotel(database, { rooms: [3, 2] });
        await database.pool.query("UPDATE room_type SET max_occupancy = 4 WHERE hotel_id = $1", [hotel.hotelId]);
        const offered = new OfferedHotel(database, search.feed, new RateCalls(app, manager, hotel));
        await search.feed.rebuild();
        await offered.enter(rates);
        for (const step of all) await offered.run(step);
        expect(await verifyEverything(database, { hotelId: hotel.hotelId })).toEqual([]);
        for (const name of Object.keys(tried) as (keyof typeof tried)[]) tried[name] += offered.tried[name];
      }),
      {
        seed,
        numRuns: runs,
        ...(path === undefined ? {} : { path }),
        // To shrink takes minutes.
        endOnFailure: process.env["RATE_SHRINK"] === undefined,
      },
    );
    // All of it has happened, so that the laws have said something.
    const untried = Object.entries(tried).filter(([, count]) => count === 0);
    expect(path === undefined ? untried : []).toEqual([]);
  },
);

import { beforeAll, expect, test } from "vitest";
import { brokenPromises } from "../testing/acknowledged.ts";
import { startApi } from "../testing/api_process.ts";
import { startLoad } from "../testing/booking_load.ts";
import { testDatabase, urlOfTestDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon } from "../testing/world.ts";

const database = await testDatabase();
const LONGEST_STOP_MS = 10_000;

beforeAll(() => setNoon(database));

test("SIGTERM under load: whatever was carried out was answered, and the program ends in order", async () => {
  const hotel = await openHotel(database, { rooms: [100], nights: 50 });
  const api = await startApi({ DATABASE_URL: urlOfTestDatabase(database), UNSAFE_DATABASE: "on" });
  const load = startLoad(api.url, hotel, 32);
  await expect.poll(() => load.acknowledged(), { interval: 5, timeout: 20_000 }).toBeGreaterThanOrEqual(150);
  const began = performance.now();
  expect(await api.end("SIGTERM")).toBe(0);
  expect(performance.now() - began).toBeLessThan(LONGEST_STOP_MS);
  await load.ended;
  expect(await brokenPromises(database.pool, load.bookings)).toEqual([]);
  const withoutAnswer = load.bookings.filter(({ status }) => status === undefined).map(({ key }) => key);
  const { rows } = await database.pool.query("SELECT key FROM idempotency_key WHERE key = ANY ($1)", [withoutAnswer]);
  expect(rows).toEqual([]);
  expect(await faultsIn(database.pool)).toEqual([]);
  expect(api.errors()).toBe("");
});

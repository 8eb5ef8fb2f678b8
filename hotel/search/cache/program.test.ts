import { describe, expect, onTestFinished, test } from "vitest";
import { startApi, type ApiProcess } from "../../testing/api_process.ts";
import { testDatabase, urlOfTestDatabase } from "../../testing/database.ts";
import { testRedis } from "../../testing/redis_server.ts";
import { openHotel, typeOf } from "../../testing/world.ts";
import { formatNight } from "../../vocabulary/night.ts";

const redis = await testRedis();
const missing = redis === undefined ? " (not run: needs redis-server)" : "";
/** The program starts several times. */
const SLOW = { timeout: 180_000 };
const soon = { timeout: 20_000, interval: 10 };
const database = await testDatabase();
const hotel = await openHotel(database, { rooms: [3] });
const dates = { start_date: formatNight(hotel.today + 2), end_date: formatNight(hotel.today + 4) };

async function startNode(url: string): Promise<ApiProcess> {
  const settings = { DATABASE_URL: urlOfTestDatabase(database), UNSAFE_DATABASE: "on", AVAILABILITY_CACHE: url };
  const node = await startApi(settings);
  onTestFinished(async () => {
    expect(await node.end("SIGTERM")).toBe(0);
  });
  return node;
}

/** Rooms that a search finds; each is one less after a booking. */
async function found({ url }: ApiProcess): Promise<number> {
  const stay = `check_in=${dates.start_date}&check_out=${dates.end_date}`;
  const answer = await fetch(`${url}/v1/hotels/availability?city=Lisbon&guests=1&${stay}`);
  const { hotels } = (await answer.json()) as { hotels: { available_room_types: { available_rooms: number }[] }[] };
  return hotels[0]?.available_room_types[0]?.available_rooms ?? 0;
}

async function book({ url }: ApiProcess): Promise<void> {
  const body = { hotel_id: hotel.hotelId, room_type_id: typeOf(hotel).roomTypeId, ...dates };
  const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const answer = await fetch(`${url}/v1/reservations`, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}

async function metrics({ url }: ApiProcess): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

// Only where the server is installed.
describe.skipIf(redis === undefined)(`two nodes with a cache${missing}`, () => {
  const server = redis as NonNullable<typeof redis>;

  test("see each other's bookings, with Redis and without", SLOW, async () => {
    const [one, other] = [await startNode(server.url), await startNode(server.url)];
    await expect.poll(() => metrics(one), soon).toMatch(/^lastroom_availability_cache_up 1$/m);
    expect([await found(one), await found(other)]).toEqual([3, 3]);
    await book(one);
    await expect.poll(() => found(other), soon).toBe(2);
    await expect.poll(() => found(one), soon).toBe(2);
    expect(await metrics(one)).toMatch(/^lastroom_availability_cache_total\{result="hit"\} [1-9]/m);
    await server.kill();
    await expect.poll(() => metrics(other), soon).toMatch(/^lastroom_availability_cache_up 0$/m);
    await book(one);
    await expect.poll(() => found(other), soon).toBe(1);
    expect(await metrics(other)).toMatch(/^lastroom_availability_cache_total\{result="error"\} [1-9]/m);
  });
});

test("a node whose cache is not there searches all the same", SLOW, async () => {
  const node = await startNode("redis://127.0.0.1:1");
  expect(await found(node)).toBeGreaterThan(0);
  expect(await metrics(node)).toMatch(/^lastroom_availability_cache_up 0$/m);
});

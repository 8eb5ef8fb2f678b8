import { beforeAll, expect, test } from "vitest";
import { openClient } from "../../../../hotel/database/database.ts";
import { readNow } from "../../../../hotel/events/clock.ts";
import { testDatabase, urlOfTestDatabase } from "../../../../hotel/testing/database.ts";
import { seeded } from "../../../load/random.ts";
import { startRedis } from "../../../servers/redis_server.ts";
import { readAnswer } from "../answers.ts";
import { drawAsk, pathOf, type SearchAsk } from "../asks.ts";
import { readCities, readNightsOnSale } from "../cities.ts";
import { differenceOf } from "../verify.ts";
import { buildSearchWorld } from "../world/build.ts";
import { fillRedis } from "./fill_redis.ts";
import type { SearchBaseline } from "./baseline.ts";
import { readAsk } from "./read_ask.ts";
import { openRedisBaseline } from "./redis_baseline.ts";
import { openSqlBaseline } from "./sql_baseline.ts";

const database = await testDatabase();
const url = urlOfTestDatabase(database);
const plan = { hotels: 3, typesPerHotel: 5, roomsPerType: 3, nights: 90, seed: 5, bookPercent: 67 };
const place = { country: "PT", timeZone: "Europe/Lisbon" };
const places = [
  { ...place, name: "Um", city: "Évora", latitude: 38.57, longitude: -7.91 },
  { ...place, name: "Dois", city: "Evora", latitude: 38.58, longitude: -7.9 },
  { ...place, name: "Três", city: "Lisboa", latitude: 38.72, longitude: -9.14 },
];
const KINDS = ["city", "radius", "flexible", "calendar", "world"] as const;

beforeAll(async () => {
  const client = await openClient(database);
  await buildSearchWorld(client, plan, places, await readNow(database.pool), () => undefined);
  await client.end();
});

test("the world keeps every constraint of the schema, also those that were not looked at row by row", async () => {
  const { rows } = await database.pool.query<{ statement: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', conrelid::regclass, conname, conname,
       pg_get_constraintdef(oid)) AS statement
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { statement } of rows) await database.pool.query(statement);
  const { rows: keys } = await database.pool.query("SELECT FROM pg_constraint WHERE conname = 'room_night_pkey'");
  expect(keys).toHaveLength(1);
});

test("a question comes through its path as it is", async () => {
  for (const ask of await questions(100)) expect(readAsk(pathOf(ask))).toEqual(ask);
});

test("SQL and Redis give the same answers", async (context) => {
  const redis = await startRedis();
  // Debian's redis-server is not everywhere; .ci/run installs it.
  if (redis === undefined) return context.skip();
  const client = await openClient(database);
  const keys = await fillRedis(client, redis.address, plan.hotels);
  await client.end();
  expect(keys).toBe(plan.hotels * plan.typesPerHotel * plan.nights);
  const baselines = [
    openSqlBaseline(url, 2, "primary_key"),
    openSqlBaseline(url, 2, "covering_index"),
    await openRedisBaseline(url, redis.address, false),
    await openRedisBaseline(url, redis.address, true),
  ];
  try {
    const differences = await Promise.all((await questions(200)).map((ask) => compare(ask, baselines)));
    expect(differences.flat()).toEqual([]);
  } finally {
    for (const baseline of baselines) await baseline.close();
    await redis.stop();
  }
});

test("a comparison notices another price, another room and another order", () => {
  const ask: SearchAsk = { kind: "world", arrival: 1, nights: 1, guests: 1 };
  const hotel = { hotelId: 1, price: 10, roomTypeId: 2, available: 3 };
  const answer = { hotels: [hotel, { ...hotel, hotelId: 2 }] };
  expect(differenceOf(ask, answer, answer)).toBeUndefined();
  const others = [
    { ...hotel, price: 11 },
    { ...hotel, roomTypeId: 9 },
    { ...hotel, available: 2 },
  ];
  for (const other of others) {
    expect(differenceOf(ask, answer, { hotels: [other, { ...hotel, hotelId: 2 }] })).toContain("place 1");
  }
  expect(differenceOf(ask, answer, { hotels: answer.hotels.toReversed() })).toContain("place 1");
  expect(differenceOf(ask, answer, { hotels: [hotel] })).toContain("against nothing in place 2");
});

async function questions(count: number): Promise<SearchAsk[]> {
  const { all } = await readCities(database.pool);
  const on = await readNightsOnSale(database.pool);
  const draw = seeded(11);
  return Array.from({ length: count }, (_, index) => drawAsk(KINDS[index % KINDS.length] ?? "city", all, on, draw));
}

async function compare(ask: SearchAsk, [sql, ...others]: readonly SearchBaseline[]): Promise<string[]> {
  const wanted = readAnswer((await sql?.answer(ask)) ?? "");
  const answers = await Promise.all(others.map((other) => other.answer(ask)));
  return answers
    .flatMap((text) => differenceOf(ask, wanted, readAnswer(text)) ?? [])
    .map((text) => `${pathOf(ask)} ${text}`);
}

import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { moveClock } from "../../events/clock.ts";
import { moveEvents } from "../../events/move.ts";
import { appendEvents } from "../../events/outbox.ts";
import { storeTerms } from "../../rates/plans/stored_terms.ts";
import { testDatabase } from "../../testing/database.ts";
import { paperTerms } from "../../testing/paper_rates.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { SearchFeed } from "./search_feed.ts";

const database = await testDatabase();
const soon = { timeout: 20_000, interval: 5 };
const DAY_MS = 86_400_000;

beforeAll(() => setNoon(database));

/** A feed on a database that fails so many times more for each statement that has the text in it. */
async function unluckyFeed(): Promise<{
  feed: SearchFeed;
  fail: (text: string, times: number) => void;
  failed: string[];
}> {
  let bad = { text: "", times: 0 };
  const failed: string[] = [];
  const query = (statement: string | { text: string }, ...values: unknown[]): unknown => {
    const text = typeof statement === "string" ? statement : statement.text;
    if (bad.times > 0 && text.includes(bad.text)) {
      bad.times -= 1;
      failed.push(bad.text);
      return Promise.reject(new Error("away"));
    }
    return database.pool.query(statement as string, ...(values as [unknown[]]));
  };
  const unlucky = { ...database, pool: { query } } as unknown as Database;
  const feed = new SearchFeed({ database: unlucky, horizonDays: 30 });
  onTestFinished(() => feed.stop());
  await feed.start();
  return { feed, fail: (text, times) => void (bad = { text, times }), failed };
}

function freeOn(feed: SearchFeed, hotelId: number, night: number): number | undefined {
  const { index } = feed.state ?? {};
  const type = index?.hotel(hotelId)?.types[0];
  return type && index?.planes.free(night)[type.slot];
}

async function tell(hotelId: number): Promise<void> {
  const data = { fields: ["name"] };
  const event = { hotelId, type: "hotel.changed", actor: systemActor("test"), at: NOON, data } as const;
  await inTransaction(database, (tx) => appendEvents(tx, [event]));
  await moveEvents(database.pool, { after: 0, limit: 1_000 });
}

test("nights that entered while the database was away are read when it is back", async () => {
  const hotel = await openHotel(database, { rooms: [4] });
  const { feed, fail } = await unluckyFeed();
  const entering = feed.state?.index.planes.end ?? 0;
  await moveClock(database, { to: new Date(NOON.getTime() + DAY_MS) });
  fail("room_night", 1);
  await expect(feed.tick()).rejects.toThrow("away");
  await feed.tick();
  expect(freeOn(feed, hotel.hotelId, entering)).toBe(4);
  await setNoon(database);
});

test("the nights of a new hotel are read although the first reading of them broke off", async () => {
  const { feed, fail, failed } = await unluckyFeed();
  const hotel = await openHotel(database, { rooms: [3] });
  fail("room_night", 2);
  await tell(hotel.hotelId);
  await expect.poll(() => failed.length, soon).toBe(2);
  await expect.poll(() => freeOn(feed, hotel.hotelId, TODAY), soon).toBe(3);
});

test("how much is taken is read again when a hotel's prices begin to follow it and the first reading broke off", async () => {
  const hotel = await openHotel(database, { rooms: [3] });
  const { roomTypeId } = typeOf(hotel);
  await database.pool.query("UPDATE room_night SET sold = 2 WHERE room_type_id = $1", [roomTypeId]);
  const { feed, fail, failed } = await unluckyFeed();
  await database.pool.query("INSERT INTO rate_book (hotel_id) VALUES ($1)", [hotel.hotelId]);
  await database.pool.query(
    "INSERT INTO rate_plan (hotel_id, code, name, terms) VALUES ($1, 'flexible', 'Flexible', $2)",
    [hotel.hotelId, storeTerms(TERMS)],
  );
  fail("room_night", 1);
  await inTransaction(database, (tx) =>
    appendEvents(tx, [
      {
        hotelId: hotel.hotelId,
        type: "rate_book.changed",
        actor: systemActor("test"),
        at: NOON,
        data: { version: 1, fields: [] },
      },
    ]),
  );
  await moveEvents(database.pool, { after: 0, limit: 1_000 });
  await expect.poll(() => failed.length, soon).toBe(1);
  await expect
    .poll(() => feed.state?.index.hotel(hotel.hotelId)?.types[0]?.demand?.at(TODAY), soon)
    .toEqual({ usedRooms: 2, physicalRooms: 3 });
  await database.pool.query("UPDATE room_night SET sold = 0 WHERE room_type_id = $1", [roomTypeId]);
});

test("an index that could not be read anew is read anew by the next tick, and once", async () => {
  const hotel = await openHotel(database, { rooms: [3] });
  const { feed, fail } = await unluckyFeed();
  await database.pool.query("UPDATE room_night SET blocked = 1 WHERE hotel_id = $1", [hotel.hotelId]);
  await moveClock(database, { by: -60_000 });
  fail("amenities", 1);
  await expect(feed.tick()).rejects.toThrow("away");
  expect(freeOn(feed, hotel.hotelId, TODAY)).toBe(3);
  const anew: unknown[] = [];
  feed.listen(
    () => undefined,
    (cursor) => anew.push(cursor),
  );
  await Promise.all([feed.tick(), feed.tick(), feed.tick()]);
  expect(freeOn(feed, hotel.hotelId, TODAY)).toBe(2);
  expect(anew).toHaveLength(1);
  await setNoon(database);
});

const TERMS = paperTerms({
  dynamic: { rules: [{ name: "full", when: { minOccupancy: 5_000 }, adjustment: { basisPoints: 1_000 } }] },
});

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { inTransaction } from "../../database/transaction.ts";
import { moveClock } from "../../events/clock.ts";
import { moveEvents } from "../../events/move.ts";
import { appendEvents, type EventDraft } from "../../events/outbox.ts";
import { renumberOutbox } from "../../events/restore.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf, type TestHotel } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import { SearchFeed } from "./search_feed.ts";

const database = await testDatabase();
const soon = { timeout: 20_000, interval: 5 };
let hotel: TestHotel;

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [5, 3] });
});

async function startedFeed(): Promise<SearchFeed> {
  const feed = new SearchFeed({ database, horizonDays: 30 });
  onTestFinished(() => feed.stop());
  await feed.start();
  return feed;
}

/** Free rooms of the first type on the nights from today. */
function freeIn(feed: SearchFeed, nights: number, place = 0): (number | undefined)[] {
  const index = feed.state?.index;
  const type = index?.hotel(hotel.hotelId)?.types.find((one) => one.roomTypeId === typeOf(hotel, place).roomTypeId);
  return Array.from({ length: nights }, (_, night) => type && index?.planes.free(TODAY + night)[type.slot]);
}

function sold(roomTypeId: number, from: Night, to: Night): EventDraft {
  const dates = { start_date: formatNight(from), end_date: formatNight(to) };
  return {
    hotelId: hotel.hotelId,
    type: "block.created",
    actor: systemActor("test"),
    at: NOON,
    data: { block_id: 1, room_type_id: roomTypeId, ...dates, rooms: 1 },
  };
}

const SELL = "UPDATE room_night SET blocked = blocked + $1 WHERE room_type_id = $2 AND night = $3";

describe("the feed", () => {
  test("reads everything, then what events name, and forgets what was taken back", async () => {
    const feed = await startedFeed();
    expect(freeIn(feed, 3)).toEqual([5, 5, 5]);
    const { roomTypeId } = typeOf(hotel);
    for (const [rooms, expected] of [[2, [5, 3, 5]] as const, [-2, [5, 5, 5]] as const]) {
      await inTransaction(database, async (tx) => {
        await tx.query(SELL, [rooms, roomTypeId, formatNight(TODAY + 1)]);
        await appendEvents(tx, [sold(roomTypeId, TODAY + 1, TODAY + 2)]);
      });
      await moveEvents(database.pool, { after: 0, limit: 1_000 });
      await expect.poll(() => freeIn(feed, 3), soon).toEqual(expected);
    }
  });

  test("misses nothing when transactions commit in another order than they began", async () => {
    const feed = await startedFeed();
    const { roomTypeId } = typeOf(hotel);
    const late = await database.pool.connect();
    try {
      await late.query("BEGIN");
      await late.query(SELL, [1, roomTypeId, formatNight(TODAY + 4)]);
      // Numbered first, committed last.
      await appendEvents(late, [sold(roomTypeId, TODAY + 4, TODAY + 5)]);
      await inTransaction(database, async (tx) => {
        await tx.query(SELL, [1, roomTypeId, formatNight(TODAY + 5)]);
        await appendEvents(tx, [sold(roomTypeId, TODAY + 5, TODAY + 6)]);
      });
      await moveEvents(database.pool, { after: 0, limit: 1_000 });
      await expect.poll(() => freeIn(feed, 6), soon).toEqual([5, 5, 5, 5, 5, 4]);
      await late.query("COMMIT");
    } finally {
      late.release();
    }
    await moveEvents(database.pool, { after: 0, limit: 1_000 });
    await expect.poll(() => freeIn(feed, 6), soon).toEqual([5, 5, 5, 5, 4, 4]);
    await database.pool.query("UPDATE room_night SET blocked = 0");
  });

  test("a change that is committed while the tables are read is read again", async () => {
    const feed = new SearchFeed({ database, horizonDays: 30 });
    onTestFinished(() => feed.stop());
    const { roomTypeId } = typeOf(hotel);
    const starting = feed.start();
    await inTransaction(database, async (tx) => {
      await tx.query(SELL, [1, roomTypeId, formatNight(TODAY)]);
      await appendEvents(tx, [sold(roomTypeId, TODAY, TODAY + 1)]);
    });
    await starting;
    await moveEvents(database.pool, { after: 0, limit: 1_000 });
    await expect.poll(() => freeIn(feed, 1), soon).toEqual([4]);
    await database.pool.query("UPDATE room_night SET blocked = 0");
  });

  test("a restored backup is read anew, without an event for what is different", async () => {
    const feed = await startedFeed();
    await database.pool.query(SELL, [3, typeOf(hotel).roomTypeId, formatNight(TODAY)]);
    await inTransaction(database, (tx) => renumberOutbox(tx));
    await expect.poll(() => freeIn(feed, 1), soon).toEqual([2]);
    await database.pool.query("UPDATE room_night SET blocked = 0");
  });

  test("stops while it waits for a database that does not answer", async () => {
    const errors: unknown[] = [];
    const broken = { ...database, pool: { query: () => Promise.reject(new Error("away")) } } as never;
    const feed = new SearchFeed({ database: broken, horizonDays: 30, observer: { onError: (e) => errors.push(e) } });
    const starting = feed.start();
    await expect.poll(() => errors.length, soon).toBe(1);
    await feed.stop();
    await starting;
    expect(feed.state).toBeUndefined();
  });
});

describe("the clock", () => {
  afterAll(() => setNoon(database));

  test("frees the rooms of a hold when it runs out, before anybody has swept it", async () => {
    await setNoon(database);
    const { roomTypeId } = typeOf(hotel, 1);
    await heldUntil(roomTypeId, new Date(NOON.getTime() + 600_000));
    let local = 1_000_000;
    const feed = new SearchFeed({ database, horizonDays: 30, local: () => local });
    onTestFinished(() => feed.stop());
    await feed.start();
    expect(freeIn(feed, 3, 1)).toEqual([2, 2, 3]);
    // Read again because of something else: the hold is still known.
    await appendEvents(database.pool, [sold(roomTypeId, TODAY, TODAY + 3)]);
    const start = feed.cursor?.position ?? 0;
    await moveEvents(database.pool, { after: 0, limit: 1_000 });
    await expect.poll(() => feed.cursor?.position, soon).toBeGreaterThan(start);
    local += 590_000;
    expect(freeIn(feed, 3, 1)).toEqual([2, 2, 3]);
    local += 10_000;
    expect(freeIn(feed, 3, 1)).toEqual([3, 3, 3]);
    // Reaped by the next admission: the counters say it themselves now, and nothing is free twice.
    await inTransaction(database, async (tx) => {
      await tx.query("DELETE FROM hold");
      await tx.query("UPDATE room_night SET held = 0");
      await tx.query("UPDATE stay_night SET used_as = 'none'");
      await appendEvents(tx, [sold(roomTypeId, TODAY, TODAY + 3)]);
    });
    const before = feed.cursor?.position ?? 0;
    await moveEvents(database.pool, { after: 0, limit: 1_000 });
    await expect.poll(() => feed.cursor?.position, soon).toBeGreaterThan(before);
    expect(freeIn(feed, 3, 1)).toEqual([3, 3, 3]);
  });

  test("brings nights in that the horizon reaches, and hotels sell the next day", async () => {
    await setNoon(database);
    const feed = await startedFeed();
    const { index } = feed.state ?? {};
    const end = index?.planes.end ?? 0;
    await moveClock(database, { to: new Date(NOON.getTime() + 86_400_000) });
    await feed.tick();
    expect(feed.state?.index.planes.end).toBe(end + 1);
    expect(feed.state?.index.hotel(hotel.hotelId)?.zone.night).toBe(TODAY + 1);
    const type = feed.state?.index.hotel(hotel.hotelId)?.types[0];
    expect(type && feed.state?.index.planes.free(end)[type.slot]).toBe(5);
    expect(type && feed.state?.index.planes.floors(end)[type.slot]).toBe(10_000);
    await moveClock(database, { to: NOON });
    await feed.tick();
    expect(feed.state?.index.planes.end).toBe(end);
  });
});

/** A pending reservation of one room on the next two nights. */
async function heldUntil(roomTypeId: number, expiresAt: Date): Promise<void> {
  const id = "01900000-0000-7000-8000-000000000001";
  const { hotelId } = hotel;
  await database.pool.query(
    `INSERT INTO reservation (hotel_id, reservation_id, confirmation_code, status, source, currency, total_minor,
       free_cancellation_until, late_cancellation_fee, expires_at, created_at, updated_at)
     VALUES ($1, $2, '22222222', 'pending', 'web', 'EUR', 0, $3, 'none', $3, $3, $3)`,
    [hotelId, id, expiresAt],
  );
  await database.pool.query(
    `INSERT INTO stay (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests)
     VALUES ($1, $2, 1, $3, $4, $5, 1)`,
    [hotelId, id, roomTypeId, formatNight(TODAY), formatNight(TODAY + 2)],
  );
  await database.pool.query(
    "INSERT INTO hold (hotel_id, room_type_id, expires_at, reservation_id) VALUES ($1, $2, $3, $4)",
    [hotelId, roomTypeId, expiresAt, id],
  );
  for (const night of [TODAY, TODAY + 1]) {
    await database.pool.query(
      `INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, price_minor, used_as)
       VALUES ($1, $2, 1, $3, $4, 0, 'held')`,
      [hotelId, id, formatNight(night), roomTypeId],
    );
    await database.pool.query("UPDATE room_night SET held = held + 1 WHERE room_type_id = $1 AND night = $2", [
      roomTypeId,
      formatNight(night),
    ]);
  }
}

import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { moveEvents } from "../../events/move.ts";
import { appendEvents, type EventDraft } from "../../events/outbox.ts";
import { bookRoom } from "../../testing/bookings.ts";
import { openAdmission } from "../../testing/contention.ts";
import { testDatabase } from "../../testing/database.ts";
import { setNight } from "../../testing/rated_hotel.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf, type TestHotel } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { SearchFeed } from "./search_feed.ts";

const database = await testDatabase();
const soon = { timeout: 20_000, interval: 5 };
let hotel: TestHotel;

beforeAll(() => setNoon(database));

beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [5] });
  for (const day of [1, 2]) await setNight(database, hotel, day, { sell_limit: 3 });
});

test("what is booked while the index is read is counted once it is complete", async () => {
  const [counted, booking] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = answering(async (statement) => {
    if (!statement.includes("stay.rate_plan_id")) return;
    counted.resolve();
    await booking.promise;
  });
  const feed = new SearchFeed({ database: slow, horizonDays: 30 });
  onTestFinished(() => feed.stop());
  const starting = feed.start();
  await counted.promise;
  await book(1);
  booking.resolve();
  await starting;
  await moved();
  await expect.poll(() => counts(feed), soon).toEqual([undefined, 1, 0, undefined]);
});

test("a booking that is numbered first and committed last is not missed", async () => {
  await book(1);
  const feed = await startedFeed(database);
  const late = await database.pool.connect();
  try {
    await late.query("BEGIN");
    // What moves a stay to another plan, and tells its nights.
    await late.query("UPDATE stay SET rate_plan_id = 7 WHERE hotel_id = $1", [hotel.hotelId]);
    await appendEvents(late, [touched(1)]);
    await book(2);
    await moved();
    await expect.poll(() => counts(feed), soon).toEqual([undefined, 1, 1, undefined]);
    expect(counts(feed, 7)).toEqual([undefined, 0, 0, undefined]);
    await late.query("COMMIT");
  } finally {
    late.release();
  }
  await moved();
  await expect.poll(() => counts(feed, 7), soon).toEqual([undefined, 1, 0, undefined]);
});

test("counts whose reading broke off are read again", async () => {
  const broken = { left: 0 };
  const feed = await startedFeed(failing("stay.rate_plan_id", broken));
  broken.left = 2;
  await book(1);
  await moved();
  await expect.poll(() => counts(feed), soon).toEqual([undefined, 1, 0, undefined]);
  expect(broken.left).toBe(0);
});

test("a limit is counted from the batch on that tells of it, and no more after the one that takes it away", async () => {
  await book(3);
  const feed = await startedFeed(database);
  await setNight(database, hotel, 3, { sell_limit: 1 });
  await tell({ type: "rate_nights.changed", data: { ...nights(3), fields: ["sell_limit"], version: 2 } });
  await expect.poll(() => counts(feed), soon).toEqual([undefined, 0, 0, 1]);
  await database.pool.query("DELETE FROM rate_night WHERE hotel_id = $1", [hotel.hotelId]);
  await tell({ type: "rate_nights.changed", data: { ...nights(3), fields: ["sell_limit"], version: 3 } });
  await expect.poll(() => counts(feed), soon).toEqual([undefined, 0, 0, undefined]);
  await tell({ type: "hotel.changed", data: { fields: ["name"] } });
  await expect.poll(() => counts(feed), soon).toEqual([undefined, undefined, undefined, undefined]);
});

/** Rooms that are counted on today and the nights after it, under one plan or all. */
function counts(feed: SearchFeed, ratePlanId = -1): (number | undefined)[] {
  const type = feed.state?.index.hotel(hotel.hotelId)?.types[0];
  return [0, 1, 2, 3].map((day) => type?.sold?.rooms(TODAY + day, ratePlanId, "", NOON));
}

async function book(day: number): Promise<void> {
  const { admission } = openAdmission(database);
  expect(await admission.submit(bookRoom(hotel, { from: day }))).toMatchObject({ accepted: true });
}

function nights(day: number): { room_type_id: number; start_date: string; end_date: string } {
  const { roomTypeId } = typeOf(hotel);
  return { room_type_id: roomTypeId, start_date: formatNight(TODAY + day), end_date: formatNight(TODAY + day + 1) };
}

function touched(day: number): EventDraft {
  return { ...who(), type: "block.created", data: { block_id: 1, ...nights(day), rooms: 1 } };
}

function who(): Pick<EventDraft, "hotelId" | "actor" | "at"> {
  return { hotelId: hotel.hotelId, actor: systemActor("test"), at: NOON };
}

async function tell(event: Pick<EventDraft, "type" | "data">): Promise<void> {
  await inTransaction(database, (tx) => appendEvents(tx, [{ ...who(), ...event }]));
  await moved();
}

async function moved(): Promise<void> {
  while ((await moveEvents(database.pool, { after: 0, limit: 1_000 })).moved > 0);
}

async function startedFeed(own: Database): Promise<SearchFeed> {
  const feed = new SearchFeed({ database: own, horizonDays: 30 });
  onTestFinished(() => feed.stop());
  await feed.start();
  return feed;
}

/** The database, which fails so many times more for each statement with the text. */
function failing(text: string, times: { left: number }): Database {
  return answering((statement) => {
    if (times.left === 0 || !statement.includes(text)) return Promise.resolve();
    times.left -= 1;
    return Promise.reject(new Error("away"));
  });
}

/** The database, which does something between its answer and whoever waits for it. */
function answering(afterwards: (statement: string) => Promise<void>): Database {
  const query = async (statement: string | { text: string }, ...values: unknown[]): Promise<unknown> => {
    const answer = await database.pool.query(statement as string, ...(values as [unknown[]]));
    await afterwards(typeof statement === "string" ? statement : statement.text);
    return answer;
  };
  return { ...database, pool: { query } } as unknown as Database;
}

import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { moveEvents } from "../../events/move.ts";
import { appendEvents } from "../../events/outbox.ts";
import { lockRoomTypes } from "../../inventory/under_admission.ts";
import { createRatePlan } from "../../rates/plans/create_rate_plan.ts";
import type { NightDemand } from "../../rates/stay_ask.ts";
import { bookRoom } from "../../testing/bookings.ts";
import { openAdmission } from "../../testing/contention.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf, type TestHotel } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { followsDemand } from "./indexed_hotel.ts";
import { IndexedFacts } from "./rate_facts.ts";
import { SearchFeed } from "./search_feed.ts";

const database = await testDatabase();
const { admission } = openAdmission(database);
const by = systemActor("test");
const soon = { timeout: 20_000, interval: 5 };
const KNOWN: NightDemand = { usedRooms: 3, physicalRooms: 5 };

beforeAll(() => setNoon(database));

// A search may run whenever the feed waits for an answer.
test.each([
  ["its book", false],
  ["the hotel and its book", true],
])(
  "prices that follow demand from now on are never shown as if nobody came, when %s is read again",
  async (_name, whole) => {
    const hotel = await openHotel(database, { rooms: [5] });
    for (const _room of [1, 2, 3])
      expect(await admission.submit(bookRoom(hotel, { from: 1 }))).toMatchObject({ accepted: true });
    const seen = new Set<unknown>();
    const feed: SearchFeed = new SearchFeed({
      database: noting(() => seen.add(JSON.stringify(demandIn(feed, hotel)))),
      horizonDays: 30,
    });
    onTestFinished(() => feed.stop());
    await moved();
    await feed.start();
    await enterPlan(hotel);
    if (whole) await tellOfHotel(hotel);
    await moved();
    await expect.poll(() => demandIn(feed, hotel), soon).toEqual(KNOWN);
    expect([undefined, JSON.stringify(KNOWN)]).toEqual(expect.arrayContaining([...seen]));
  },
);

/** Undefined: its prices do not follow demand. */
function demandIn(feed: SearchFeed, hotel: TestHotel): NightDemand | undefined {
  const { state } = feed;
  const indexed = state?.index.hotel(hotel.hotelId);
  if (state === undefined || indexed === undefined || !followsDemand(indexed.book)) return undefined;
  return new IndexedFacts(state.index, indexed, NOON).demand(typeOf(hotel).roomTypeId, TODAY + 1);
}

async function enterPlan({ hotelId }: TestHotel): Promise<void> {
  const rules = [{ name: "empty house", when: { max_occupancy: 20 }, percent: -50 }];
  const plan = { code: "flex", name: "Flexible", dynamic: { rules } };
  const entered = await inTransaction(database, (tx) => createRatePlan(tx, { hotelId, plan, by }, lockRoomTypes));
  expect(entered).toMatchObject({ accepted: true });
}

function tellOfHotel({ hotelId }: TestHotel): Promise<void> {
  const event = {
    hotelId,
    actor: by,
    at: NOON,
    type: "hotel.changed" as const,
    data: { version: 2, fields: ["name"] },
  };
  return inTransaction(database, (tx) => appendEvents(tx, [event]));
}

async function moved(): Promise<void> {
  while ((await moveEvents(database.pool, { after: 0, limit: 1_000 })).moved > 0);
}

/** The database, with something done between its answers and whoever waits for them. */
function noting(note: () => void): Database {
  const query = async (statement: string, values: unknown[]): Promise<unknown> => {
    const answer = await database.pool.query(statement, values);
    note();
    return answer;
  };
  return { ...database, pool: { query } } as unknown as Database;
}

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { moveClock, readNow } from "../../events/clock.ts";
import { startDispatcher } from "../../events/dispatcher.ts";
import { renumberOutbox } from "../../events/restore.ts";
import { setSaleStatus } from "../../inventory/sale_status.ts";
import { testDatabase } from "../../testing/database.ts";
import { InventoryWorld, TODAY, type TypeInWorld } from "../../testing/inventory_world.ts";
import { testRedis } from "../../testing/redis_server.ts";
import { databaseLookup, type AvailableType, type AvailabilityQuery } from "../available_types.ts";
import { openAvailabilityCache, type AvailabilityCache, type AvailabilityCacheObserver } from "./availability_cache.ts";
import { DatabaseCounts } from "./database_counts.ts";

const redis = await testRedis();
const missing = redis === undefined ? " (not run: needs redis-server)" : "";
const soon = { timeout: 20_000, interval: 5 };
const DAYS = 12;
const dates = { arrival: TODAY, departure: TODAY + DAYS };

const silent: AvailabilityCacheObserver = {
  up: () => undefined,
  down: () => undefined,
  looked: () => undefined,
  unanswered: () => undefined,
  refusedOlder: () => undefined,
  feedFailed: () => undefined,
};

// Only where the server is installed.
describe.skipIf(redis === undefined)(`the availability cache${missing}`, async () => {
  const server = redis as NonNullable<typeof redis>;
  const database = await testDatabase({ poolSize: 20 });
  const tables = new DatabaseCounts(database.pool);
  let world: InventoryWorld;
  let types: TypeInWorld[];
  let roomy: TypeInWorld;

  beforeAll(async () => {
    world = await InventoryWorld.open(database);
    const [hotelId, other] = [await world.hotel(), await world.hotel()];
    types = [
      await world.type(3, { hotelId }),
      await world.type(2, { hotelId }),
      await world.type(4, { hotelId: other }),
    ];
    roomy = await world.type(30, { hotelId: other });
    types.push(roomy);
    const dispatcher = startDispatcher(database);
    afterAll(async () => {
      await dispatcher.stop();
      await world.close();
    });
  });

  async function openNode(observer: Partial<AvailabilityCacheObserver> = {}): Promise<AvailabilityCache> {
    const told = { ...silent, ...observer };
    const cache = await openAvailabilityCache({ database, url: server.url, horizonDays: 60, observer: told });
    onTestFinished(() => cache.close());
    return cache;
  }

  async function cached(cache: AvailabilityCache): Promise<number[]> {
    return [...(await cache.counts.freeRooms(types, dates, await readNow(database.pool)))];
  }

  /** When all has been written and fed, long before what is kept runs out by itself, both say what the tables say. */
  async function expectEqual(...caches: AvailabilityCache[]): Promise<void> {
    for (const cache of caches) {
      await expect
        .poll(async () => {
          const [found, wanted] = [await cached(cache), [...(await tables.freeRooms(types, dates))]];
          return found.every((free, place) => free === wanted[place]) ? "as the tables" : { found, wanted };
        }, soon)
        .toBe("as the tables");
    }
  }

  const step = fc.record({
    what: fc.constantFrom("book", "book", "hold", "cancel", "close", "reopen", "wait", "look"),
    type: fc.nat(2),
    from: fc.nat(DAYS - 4),
    nights: fc.integer({ min: 1, max: 3 }),
  });

  test("says what the tables say, on every node, whatever was done", async () => {
    const nodes = [await openNode(), await openNode()];
    const reservations: { type: TypeInWorld; id: Promise<string | undefined> }[] = [];
    const quietly = (work: Promise<string>): Promise<string | undefined> => work.catch(() => undefined);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const work: Promise<unknown>[] = nodes.map((node) => cached(node));
        for (const { what, type: place, from, nights } of steps) {
          const type = types[place] as TypeInWorld;
          const holdMinutes = what === "hold" ? 5 : undefined;
          if (what === "book" || what === "hold") {
            const id = quietly(world.booked(type, from, nights, { holdMinutes }));
            reservations.push({ type, id });
            work.push(id);
          } else if (what === "cancel") {
            const last = reservations.pop();
            const id = await last?.id;
            if (last && id !== undefined) work.push(world.cancel(last.type, id));
          } else if (what === "wait") {
            work.push(moveClock(database, { by: 150_000 }));
          } else if (what === "look") {
            work.push(...nodes.map((node) => cached(node)));
          } else {
            const sale = { arrival: TODAY + from, departure: TODAY + from + nights };
            const status = { roomTypeId: type.roomTypeId, nights: sale, closed: what === "close" };
            work.push(world.staff(type, (books) => setSaleStatus(books, status)));
          }
        }
        await Promise.all(work);
        await expectEqual(...nodes);
      }),
      { numRuns: 12 },
    );
    await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
  });

  test("goes on while Redis is killed, started again and stands still, and is right afterwards", async () => {
    const told: string[] = [];
    const node = await openNode({ up: () => void told.push("up"), down: () => void told.push("down") });
    await expect.poll(() => told, soon).toEqual(["up"]);
    let searches = 0;
    let isOver = false;
    const searching = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        await cached(node);
        searches += 1;
      }
    });
    const booking = (async (): Promise<void> => {
      while (!isOver) await world.cancel(roomy, await world.booked(roomy, searches % 5, 2));
    })();
    const someMore = async (): Promise<void> => {
      const before = searches;
      await expect.poll(() => searches, soon).toBeGreaterThan(before + 20);
    };
    try {
      await someMore();
      await server.kill();
      await expect.poll(() => told, soon).toEqual(["up", "down"]);
      await someMore();
      await server.start();
      await expect.poll(() => told, soon).toEqual(["up", "down", "up"]);
      await someMore();
      server.freeze();
      await expect.poll(() => told, soon).toEqual(["up", "down", "up", "down"]);
      await someMore();
      server.thaw();
      await expect.poll(() => told, soon).toEqual(["up", "down", "up", "down", "up"]);
      await someMore();
    } finally {
      server.thaw();
      isOver = true;
    }
    // A search or a booking that failed would show here.
    await Promise.all([...searching, booking]);
    await world.booked(roomy, 1, 2);
    await expectEqual(node);
  });

  test("does not believe after an outage what was kept before it", async () => {
    const told: string[] = [];
    const node = await openNode({ up: () => void told.push("up"), down: () => void told.push("down") });
    await expect.poll(() => told, soon).toEqual(["up"]);
    await expectEqual(node);
    server.freeze();
    await expect.poll(async () => (await cached(node)) && told, soon).toEqual(["up", "down"]);
    await world.booked(roomy, 8, 3);
    await expectEqual(node);
    server.thaw();
    await expect.poll(() => told, soon).toEqual(["up", "down", "up"]);
    expect(await cached(node)).toEqual([...(await tables.freeRooms(types, dates))]);
  });

  test("begins anew with a restored backup", async () => {
    const node = await openNode();
    await expectEqual(node);
    await renumberOutbox(database.pool);
    await world.booked(roomy, 5, 1);
    await expectEqual(node);
  });

  test("answers a search as the tables do, page by page", async () => {
    const node = await openNode();
    await database.pool.query(`UPDATE hotel SET time_zone = 'Asia/Tokyo' WHERE hotel_id = ${types[2]?.hotelId ?? 0}`);
    await expectEqual(node);
    const now = await readNow(database.pool);
    const zones = [
      { time_zone: "Europe/Lisbon", day_roll_hour: 4 },
      { time_zone: "Asia/Tokyo", day_roll_hour: 4 },
    ];
    const query = fc.record({
      city: fc.constantFrom("Lisbon", "lisbon ", "Atlantis"),
      after: fc.constantFrom(0, types[0]?.hotelId ?? 0),
      limit: fc.integer({ min: 1, max: 3 }),
      zones: fc.subarray(zones),
      arrival: fc.nat(DAYS - 3),
      nights: fc.integer({ min: 1, max: 3 }),
      rooms: fc.integer({ min: 1, max: 4 }),
      guestsPerRoom: fc.integer({ min: 1, max: 5 }),
    });
    const expected = databaseLookup(database.pool);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(query, async ({ arrival, nights, rooms, guestsPerRoom, ...rest }) => {
        const stay = { arrival: TODAY + arrival, departure: TODAY + arrival + nights };
        const asked: AvailabilityQuery = { ...rest, now, wanted: { dates: stay, rooms, guestsPerRoom } };
        const rows: readonly AvailableType[] = await expected.available(asked);
        expect(await node.lookup.available(asked)).toEqual(rows);
        expect((await node.lookup.zones(rest.city)).zones.toSorted(byZone)).toEqual(
          (await expected.zones(rest.city)).zones.toSorted(byZone),
        );
        found += rows.length;
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(0);
  });

  test("hears of a hotel that is changed", async () => {
    const node = await openNode();
    const hotels = async (): Promise<number> => (await node.lookup.zones("Lisbon")).zones.length;
    const before = await hotels();
    await database.pool.query("UPDATE hotel SET status = 'retired'");
    expect(await hotels()).toBe(before);
    await world.hotel();
    await expect.poll(hotels, soon).toBe(1);
    await database.pool.query("UPDATE hotel SET status = 'active'");
  });
});

function byZone(one: { time_zone: string }, other: { time_zone: string }): number {
  return one.time_zone < other.time_zone ? -1 : 1;
}

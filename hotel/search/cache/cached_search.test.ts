import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { moveClock, readNow } from "../../events/clock.ts";
import { startDispatcher } from "../../events/dispatcher.ts";
import { appendEvents } from "../../events/outbox.ts";
import { renumberOutbox } from "../../events/restore.ts";
import { inTransaction } from "../../database/transaction.ts";
import { setSaleStatus } from "../../inventory/sale_status.ts";
import { changeHotel } from "../../properties/change_hotel.ts";
import { EVERY_DAY } from "../../rates/book/scope.ts";
import { insertRatePlan } from "../../rates/plans/rate_plan_rows.ts";
import { testDatabase } from "../../testing/database.ts";
import { InventoryWorld, TODAY, type TypeInWorld } from "../../testing/inventory_world.ts";
import { paperPlan } from "../../testing/paper_rates.ts";
import { testRedis } from "../../testing/redis_server.ts";
import { tellCurrency } from "../../rates/plans/tell_currency.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { IndexedFacts } from "../index/rate_facts.ts";
import { searchAvailability } from "../available_hotels.ts";
import { searchHotels, type HotelSearch } from "../search_hotels.ts";
import { openSearch, type SearchParts } from "../search_parts.ts";
import { openCachedSearch, type CacheObserver } from "./cached_search.ts";
import { DatabaseCounts } from "./database_counts.ts";

const redis = await testRedis();
const missing = redis === undefined ? " (not run: needs redis-server)" : "";
const soon = { timeout: 20_000, interval: 5 };
const DAYS = 12;
const HORIZON_DAYS = 60;
const dates = { arrival: TODAY, departure: TODAY + DAYS };

const silent: CacheObserver = {
  up: () => undefined,
  down: () => undefined,
  looked: () => undefined,
  unanswered: () => undefined,
  refusedOlder: () => undefined,
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

  async function openNode(observer: Partial<CacheObserver> = {}): Promise<SearchParts> {
    const cacheObserver = { ...silent, ...observer };
    const node = openCachedSearch({ database, url: server.url, horizonDays: HORIZON_DAYS, cacheObserver });
    onTestFinished(() => node.feed.stop());
    await node.feed.start();
    return node;
  }

  /** What the node would search in, night by night. */
  async function cached(node: SearchParts): Promise<number[]> {
    const hotels = Int32Array.from(new Set(types.map(({ hotelId }) => hotelId)));
    const state = await node.feed.stateOf(hotels, { from: TODAY, to: TODAY + DAYS });
    if (state === undefined) throw new Error("the node is not ready");
    const { index } = state;
    return types.flatMap(({ hotelId, roomTypeId }) => {
      const slot = index.hotel(hotelId)?.types.find((type) => type.roomTypeId === roomTypeId)?.slot ?? 0;
      return Array.from({ length: DAYS }, (_, day) => Math.max(-1, index.planes.free(TODAY + day)[slot] ?? -1));
    });
  }

  async function inTables(): Promise<number[]> {
    return [...(await tables.count(types, dates)).free];
  }

  /** When all has been written and fed, long before what is kept runs out by itself, both say what the tables say. */
  async function expectEqual(...caches: SearchParts[]): Promise<void> {
    for (const cache of caches) {
      await expect
        .poll(async () => {
          const [found, wanted] = [await cached(cache), await inTables()];
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
    for (const node of nodes) expect(await cached(node)).toEqual(await inTables());
    await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
  });

  test("goes on while Redis is killed, started again and stands still, and is right afterwards", async () => {
    const told: string[] = [];
    const node = await openNode({ up: () => void told.push("up"), down: () => void told.push("down") });
    await expect.poll(() => told, soon).toEqual(["up"]);
    let searches = 0;
    const load = { isOver: false };
    const searching = Array.from({ length: 4 }, async () => {
      while (!load.isOver) {
        await cached(node);
        searches += 1;
      }
    });
    const booking = (async (): Promise<void> => {
      while (!load.isOver) await world.cancel(roomy, await world.booked(roomy, searches % 5, 2));
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
      load.isOver = true;
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
    expect(await cached(node)).toEqual(await inTables());
  });

  test("begins anew with a restored backup", async () => {
    const node = await openNode();
    await expectEqual(node);
    await renumberOutbox(database.pool);
    await world.booked(roomy, 5, 1);
    await expectEqual(node);
    expect(await cached(node)).toEqual(await inTables());
  });

  test("answers every search as a node with the whole index does", async () => {
    await database.pool.query(PRICES, [types.map(({ hotelId }) => hotelId), types.map(({ roomTypeId }) => roomTypeId)]);
    await database.pool.query("INSERT INTO rate_book (hotel_id) VALUES ($1)", [roomy.hotelId]);
    await insertRatePlan(database.pool, { ...FOLLOWS_DEMAND, hotelId: roomy.hotelId });
    await database.pool.query(
      "INSERT INTO pickup_night (hotel_id, room_type_id, night, days, rooms) VALUES ($1, $2, '2027-06-07', 7, 9)",
      [roomy.hotelId, roomy.roomTypeId],
    );
    await world.booked(roomy, 2, 3);
    await world.booked(roomy, 3, 2, { holdMinutes: 30 });
    await database.pool.query(LIMITS, [roomy.hotelId, roomy.roomTypeId, 0]);
    await database.pool.query("UPDATE hotel SET time_zone = 'Asia/Tokyo' WHERE hotel_id = $1", [roomy.hotelId]);
    const whole = openSearch({ database, horizonDays: HORIZON_DAYS });
    onTestFinished(() => whole.feed.stop());
    await whole.feed.start();
    const node = await openNode();
    await expectEqual(node);
    let found = 0;
    const plans = new Set<number>();
    await fc.assert(
      fc.asyncProperty(search, async (asked) => {
        const [expected, answer] = [await searchHotels(whole, asked), await searchHotels(node, asked)];
        expect(shown(answer)).toEqual(shown(expected));
        if (!expected.accepted) return;
        found += expected.value.offers.length;
        for (const { rooms } of expected.value.offers) for (const { offer } of rooms) plans.add(offer.ratePlanId);
      }),
      { numRuns: 150 },
    );
    expect([found > 50, plans.size]).toEqual([true, 2]);
    await fc.assert(
      fc.asyncProperty(fc.nat(DAYS), fc.integer({ min: 1, max: 5 }), async (from, guests) => {
        const stay = { check_in: formatNight(TODAY + from), check_out: formatNight(TODAY + from + 2) };
        const asked = { city: "lisbon", guests, rooms: 1, limit: 1, ...stay };
        expect(await searchAvailability(node, asked)).toEqual(await searchAvailability(whole, asked));
      }),
      { numRuns: 30 },
    );
  });

  test("hears of a price that is set for a night", async () => {
    const node = await openNode();
    const type = types[0] as TypeInWorld;
    const { hotelId, roomTypeId } = type;
    const price = async (): Promise<number | undefined> => {
      const state = await node.feed.stateOf(Int32Array.of(hotelId), { from: TODAY + 20, to: TODAY + 21 });
      return state?.index
        .hotel(hotelId)
        ?.types.find((one) => one.roomTypeId === roomTypeId)
        ?.rates?.at(TODAY + 20)[0]?.priceMinor;
    };
    expect(await price()).toBeUndefined();
    const night = { room_type_id: roomTypeId, start_date: formatNight(TODAY + 20), end_date: formatNight(TODAY + 21) };
    await inTransaction(database, async (tx) => {
      await tx.query(
        `INSERT INTO rate_night (hotel_id, room_type_id, night, rate_plan_id, price_minor) VALUES ($1, $2, $3, 0, 4321)`,
        [hotelId, roomTypeId, night.start_date],
      );
      const data = { ...night, fields: ["price"], version: 2 };
      const actor = systemActor("test");
      await appendEvents(tx, [{ hotelId, type: "rate_nights.changed", data, actor, at: await readNow(tx) }]);
    });
    await expect.poll(price, soon).toBe(4_321);
  });

  test("hears that a sell limit is reached, that its room is given back, and that its hold has run out", async () => {
    const type = await world.type(5, { hotelId: await world.hotel() });
    const { hotelId, roomTypeId } = type;
    await database.pool.query("INSERT INTO rate_book (hotel_id) VALUES ($1)", [hotelId]);
    await database.pool.query(LIMITS, [hotelId, roomTypeId, 5]);
    const node = await openNode();
    const sold = async (): Promise<number | undefined> => {
      const state = await node.feed.stateOf(Int32Array.of(hotelId), { from: TODAY + 2, to: TODAY + 4 });
      const hotel = state?.index.hotel(hotelId);
      if (state === undefined || hotel === undefined) return undefined;
      const facts = new IndexedFacts(state.index, hotel, node.feed.clock.now());
      expect(facts.soldUnder(roomTypeId, TODAY + 3, 0, "")).toBeUndefined();
      return facts.soldUnder(roomTypeId, TODAY + 2, 0, "");
    };
    expect(await sold()).toBe(0);
    const booked = await world.booked(type, 2, 1);
    await expect.poll(sold, soon).toBe(1);
    await world.booked(type, 2, 1, { holdMinutes: 5 });
    await expect.poll(sold, soon).toBe(2);
    await world.cancel(type, booked);
    await expect.poll(sold, soon).toBe(1);
    await moveClock(database, { by: 10 * 60_000 });
    await expect.poll(sold, soon).toBe(0);
    await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
  });

  test("hears of a hotel that comes, is renamed and goes", async () => {
    const node = await openNode();
    const names = async (): Promise<(string | undefined)[]> => {
      const places = await node.directory({ city: "Porto" }, false);
      const state = await node.feed.stateOf(places?.hotelIds ?? new Int32Array(), { from: TODAY, to: TODAY + 1 });
      return [...(places?.hotelIds ?? [])].map((hotelId) => state?.index.hotel(hotelId)?.entry.name);
    };
    expect(await names()).toEqual([]);
    const hotelId = await world.hotel();
    await change(hotelId, 1, { city: "Porto", name: "Ribeira" });
    await expect.poll(names, soon).toEqual(["Ribeira"]);
    await change(hotelId, 2, { name: "Foz" });
    await expect.poll(names, soon).toEqual(["Foz"]);
    await change(hotelId, 3, { status: "retired" });
    await expect.poll(names, soon).toEqual([]);
  });

  const never = (): Promise<boolean> => Promise.resolve(false);

  async function change(hotelId: number, version: number, changes: Record<string, unknown>): Promise<void> {
    const by = systemActor("test");
    const changed = await inTransaction(database, (tx) =>
      changeHotel(tx, { hotelId, version, by, changes }, { everBooked: never, hasRates: never, tellCurrency }),
    );
    if (!changed.accepted) throw new Error(changed.refusal.message);
  }
});

const PRICES = `
  INSERT INTO rate_night (hotel_id, room_type_id, night, rate_plan_id, channel, price_minor, closed_to_arrival)
  SELECT hotel_id, room_type_id, '2027-06-01'::date + day, 0, '', 8000 + 500 * day, day = 4
    FROM unnest($1::int[], $2::int[]) AS type (hotel_id, room_type_id), generate_series(0, 11, 2) AS day`;

/** On every second night so many rooms of the type, and more on later ones. */
const LIMITS = `
  INSERT INTO rate_night (hotel_id, room_type_id, night, rate_plan_id, channel, sell_limit)
  SELECT $1, $2, '2027-06-01'::date + day, -1, '', $3 + day / 2 FROM generate_series(0, 11, 2) AS day`;

/** Cheaper where some rooms are taken, or were taken lately: so that it is found. */
const FOLLOWS_DEMAND = paperPlan({
  dynamic: {
    rules: [
      { name: "taken", when: { minOccupancy: 100 }, adjustment: { basisPoints: -2_000 } },
      { name: "picked up", when: { pickup: { days: 7, minRooms: 5 } }, adjustment: { basisPoints: -1_000 } },
    ],
  },
});

const party = fc.integer({ min: 1, max: 4 });
const search: fc.Arbitrary<HotelSearch> = fc
  .record({
    from: fc.nat(DAYS),
    days: fc.nat(3),
    length: fc.integer({ min: 1, max: 4 }),
    rooms: fc.integer({ min: 1, max: 4 }),
    adults: party,
    sort: fc.constantFrom("price" as const, "name" as const, "stars" as const),
    limit: fc.integer({ min: 1, max: 3 }),
    city: fc.constantFrom("Lisbon", "Atlantis"),
  })
  .map(({ from, days, length, rooms, adults, sort, limit, city }) => ({
    dates: { firstArrival: TODAY + from, lastArrival: TODAY + from + days, length, weekdays: EVERY_DAY },
    parties: [{ rooms, guests: adults, party: { adults, childAges: [] } }],
    places: { city },
    sort,
    currency: undefined,
    buyer: { channel: "web", member: false },
    limit,
    cursor: undefined,
    withFacets: false,
  }));

/** What a guest would see of it; where in which index it was found is not. */
function shown(page: Awaited<ReturnType<typeof searchHotels>>): unknown {
  if (!page.accepted) return page;
  const offers = page.value.offers.map(({ hotel, rooms, ...offer }) => ({
    ...offer,
    hotelId: hotel.hotelId,
    rooms: rooms.map(({ type, ...room }) => ({ ...room, roomTypeId: type.roomTypeId })),
  }));
  return { ...page.value, offers };
}

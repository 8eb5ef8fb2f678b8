import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClient } from "../../database/database.ts";
import { moveClock } from "../../events/clock.ts";
import { renumberOutbox } from "../../events/restore.ts";
import { testDatabase } from "../../testing/database.ts";
import { InventoryWorld, TODAY, type TypeInWorld } from "../../testing/inventory_world.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { DatabaseCounts, NIGHTS_A_STATEMENT, readCounts } from "./database_counts.ts";

const database = await testDatabase();
let world: InventoryWorld;
let type: TypeInWorld;

beforeAll(async () => {
  world = await InventoryWorld.open(database);
  type = await world.type(5);
});
afterAll(() => world.close());

const nightOf = (day: number) => ({ hotelId: type.hotelId, roomTypeId: type.roomTypeId, night: TODAY + day });

describe("a count", () => {
  test.each([
    ["", 5, 0, 5],
    ["sold = 2, held = 1, blocked = 1, out_of_order = 1", 0, 4, 4],
    ["allowance = 2, sold = 4", 3, 4, 5],
    ["sold = 7, forced = 2", 0, 7, 5],
    ["sold = 1, closed = true", -1, 1, 5],
    ["rooms = 0", 0, 0, 0],
  ])("of a night with %j is %i, with %i of %i rooms in use", async (state, free, used, physical) => {
    await database.pool.query("DELETE FROM room_night WHERE room_type_id = $1 AND night = $2", [
      type.roomTypeId,
      formatNight(TODAY + 50),
    ]);
    expect((await readCounts(database.pool, [nightOf(50)])).nights).toEqual([
      { free: -1, used: 0, physical: 0, goodUntil: 0 },
    ]);
    await database.pool.query("INSERT INTO room_night (hotel_id, room_type_id, night, rooms) VALUES ($1, $2, $3, 5)", [
      type.hotelId,
      type.roomTypeId,
      formatNight(TODAY + 50),
    ]);
    if (state !== "") await database.pool.query(`UPDATE room_night SET ${state} WHERE night = '2027-07-21'`);
    expect((await readCounts(database.pool, [nightOf(50)])).nights).toEqual([{ free, used, physical, goodUntil: 0 }]);
  });

  test("says when the next hold runs out, and counts those that have", async () => {
    await world.booked(type, 1, 2, { holdMinutes: 10 });
    await world.booked(type, 2, 1, { holdMinutes: 20 });
    const days = [0, 1, 2, 3].map(nightOf);
    const before = await readCounts(database.pool, days);
    expect(before.nights.map(({ free }) => free)).toEqual([5, 4, 3, 5]);
    const [none, first, second] = before.nights.map(({ goodUntil }) => goodUntil);
    expect([none, first]).toEqual([0, second]);
    const now = await moveClock(database, { to: new Date(first ?? 0) });
    const between = await readCounts(database.pool, days);
    expect(between.nights.map(({ free }) => free)).toEqual([5, 5, 4, 5]);
    expect(between.nights[2]?.goodUntil).toBeGreaterThan(now.getTime());
    expect(between.nights.map(({ used }) => used)).toEqual([0, 0, 1, 0]);
    await moveClock(database, { by: 3_600_000 });
    expect((await readCounts(database.pool, days)).nights.map(({ free }) => free)).toEqual([5, 5, 5, 5]);
  });

  test("is found for many nights, in the order asked", async () => {
    const other = await world.type(2);
    const counts = new DatabaseCounts(database.pool);
    const dates = { arrival: TODAY + 5, departure: TODAY + 8 };
    expect([...(await counts.count([other, type, other], dates)).free]).toEqual([2, 2, 2, 5, 5, 5, 2, 2, 2]);
    const many = { arrival: TODAY + 5, departure: TODAY + 5 + NIGHTS_A_STATEMENT + 3 };
    const long = (await counts.count([type], many)).free;
    expect([long.length, long[0], long.at(-1)]).toEqual([NIGHTS_A_STATEMENT + 3, 5, -1]);
    expect((await counts.count([], dates)).free).toEqual(new Int16Array());
  });
});

describe("the version", () => {
  const WRITERS = 4;
  const step = fc.record({
    writer: fc.nat(WRITERS - 1),
    what: fc.constantFrom(
      "write",
      "write in a savepoint",
      "commit",
      "commit",
      "roll back",
      "roll back to the savepoint",
    ),
  });

  /** Transactions that begin to write, commit and give up in any order: so also against the order of their ids. */
  test("never falls, and rises with whatever became visible", async () => {
    const clients = await Promise.all(Array.from({ length: WRITERS }, () => openClient(database)));
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
          await database.pool.query("DELETE FROM organisation WHERE name = 'Written'");
          for (const client of clients) await client.query("BEGIN; SAVEPOINT early");
          let before = await look();
          for (const { writer, what } of steps) {
            await clients[writer]?.query(STATEMENTS[what]);
            const after = await look();
            const isVisible = after.rows !== before.rows;
            expect(after.version - before.version).toBeGreaterThanOrEqual(isVisible ? 1 : 0);
            before = after;
          }
          for (const client of clients) await client.query("ROLLBACK");
        }),
        { numRuns: 60 },
      );
    } finally {
      for (const client of clients) await client.end();
    }
  });

  const INSERT = "INSERT INTO organisation (name) VALUES ('Written')";
  const STATEMENTS = {
    write: INSERT,
    "write in a savepoint": `SAVEPOINT early; ${INSERT}`,
    commit: "COMMIT; BEGIN; SAVEPOINT early",
    "roll back": "ROLLBACK; BEGIN; SAVEPOINT early",
    "roll back to the savepoint": "ROLLBACK TO early",
  };

  async function look(): Promise<{ version: number; rows: number }> {
    // Read first: a version taken after the rows may know more than they show, never less.
    const { rows } = await database.pool.query<{ rows: number }>("SELECT count(*) AS rows FROM organisation");
    const { version } = await readCounts(database.pool, [nightOf(0)]);
    return { version, rows: rows[0]?.rows ?? 0 };
  }

  test("grows when an older transaction ends after a younger one", async () => {
    const [old, young] = [await openClient(database), await openClient(database)];
    const insert = "INSERT INTO organisation (name) VALUES ('Written')";
    await old.query(`BEGIN; ${insert}`);
    await young.query(`BEGIN; ${insert}`);
    const versions = [(await readCounts(database.pool, [])).version];
    for (const client of [young, old]) {
      await client.query("COMMIT");
      versions.push((await readCounts(database.pool, [])).version);
      await client.end();
    }
    const [none = 0, first = 0, second = 0] = versions;
    // Other databases of the server have transactions, too.
    expect(first).toBeGreaterThan(none);
    expect(second).toBeGreaterThan(first);
  });
});

test("a restored backup is another life", async () => {
  const before = await readCounts(database.pool, []);
  expect((await readCounts(database.pool, [])).life).toBe(before.life);
  await renumberOutbox(database.pool);
  expect((await readCounts(database.pool, [])).life).not.toBe(before.life);
});

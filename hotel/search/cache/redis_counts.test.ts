import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Queryable } from "../../database/database.ts";
import { nightOf } from "../../vocabulary/night.ts";
import { testRedis } from "../../testing/redis_server.ts";
import type { TypeNight } from "./availability_counts.ts";
import { keyOf, writeKept, type CountedNight } from "./counted_night.ts";
import type { CountReading } from "./database_counts.ts";
import { keepNewer, KEPT_MS, redisTime, TOO_LATE_MS, type KeepCounts } from "./kept_counts.ts";
import { RedisCounts } from "./redis_counts.ts";
import { RedisLink } from "./redis_link.ts";

const redis = await testRedis();
const missing = redis === undefined ? " (not run: needs redis-server)" : "";
const soon = { timeout: 20_000, interval: 5 };
const TYPE = { hotelId: 1, roomTypeId: 12 };
const dates = { arrival: nightOf("2027-06-01"), departure: nightOf("2027-06-03") };
const FIRST = keyOf({ ...TYPE, night: dates.arrival });
const untold = { up: () => undefined, down: () => undefined };
const NOW = new Date("2027-05-01T12:00:00Z");
const LIFE = "abc123";

/** A table of which a test says what is in it; readings may be held up between what they see and what they tell. */
class PaperTable {
  free = 5;
  version = 100;
  life = LIFE;
  goodUntil = 0;
  readings = 0;
  gate: Promise<void> = Promise.resolve();

  /** Something was committed. */
  commit(free: number): void {
    this.free = free;
    this.version += 1;
  }

  /** Holds up readings from now on until the returned function is called. */
  holdUp(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return () => {
      this.gate = Promise.resolve();
      resolve();
    };
  }

  readonly read = async (_db: Queryable, nights: readonly TypeNight[]): Promise<CountReading> => {
    this.readings += 1;
    const { life, version, free, goodUntil, gate } = this;
    await gate;
    return { life, version, nights: nights.map((): CountedNight => ({ free, goodUntil, used: 2, physical: 7 })) };
  };
}

// Only where the server is installed.
describe.skipIf(redis === undefined)(`counts in Redis${missing}`, () => {
  const server = redis as NonNullable<typeof redis>;
  beforeEach(() => server.ask("FLUSHALL"));

  /** A busy test machine is no outage. */
  async function patientLink(): Promise<RedisLink> {
    const link = new RedisLink({ url: server.url, callMs: 10_000, observer: untold });
    link.open();
    onTestFinished(() => link.close());
    await expect.poll(() => link.isUp, soon).toBe(true);
    return link;
  }

  /** A node of its own: what it knows, and what its observer was told. */
  async function node(table: PaperTable, keep?: KeepCounts) {
    const told = { hits: 0, misses: 0, unanswered: 0, refused: 0 };
    const link = await patientLink();
    const observer = {
      looked: (hits: number, misses: number) => {
        told.hits += hits;
        told.misses += misses;
      },
      unanswered: (nights: number) => void (told.unanswered += nights),
      refusedOlder: (nights: number) => void (told.refused += nights),
    };
    const db = undefined as unknown as Queryable;
    const counts = new RedisCounts({ link, db, observer, read: table.read, ...(keep && { keep }) });
    const ask = async (now = NOW): Promise<number[]> => [...(await counts.count([TYPE], dates, now)).free];
    return { counts, ask, told, table };
  }

  const nights = [dates.arrival, dates.arrival + 1].map((night) => ({ ...TYPE, night }));

  test("are read once and kept for 30 seconds under the key of the night", async () => {
    const { ask, told, table } = await node(new PaperTable());
    expect([await ask(), await ask()]).toEqual([
      [5, 5],
      [5, 5],
    ]);
    expect([table.readings, told]).toEqual([1, { hits: 2, misses: 2, unanswered: 0, refused: 0 }]);
    expect(FIRST).toBe("availability:1:12:2027-06-01");
    expect(await server.ask("GET", FIRST)).toBe(`100 ${LIFE} 5 0 2 7`);
    const left = Number(await server.ask("PTTL", FIRST));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(KEPT_MS);
  });

  test("carry what prices depend on", async () => {
    const { counts } = await node(new PaperTable());
    const first = await counts.count([TYPE], dates, NOW);
    expect([...first.used, ...first.physical]).toEqual([2, 2, 7, 7]);
    expect(await counts.count([TYPE], dates, NOW)).toEqual(first);
  });

  test("that have run out are read again", async () => {
    const { ask, table } = await node(new PaperTable());
    await ask();
    table.free = 4;
    await server.ask("PEXPIRE", FIRST, "0");
    expect(await ask()).toEqual([4, 5]);
  });

  test("that several ask for at the same time are read once", async () => {
    const { ask, table } = await node(new PaperTable());
    const letGo = table.holdUp();
    const asked = Promise.all([ask(), ask(), ask()]);
    await expect.poll(() => table.readings, soon).toBe(1);
    letGo();
    expect((await asked).flat()).toEqual([5, 5, 5, 5, 5, 5]);
    expect(table.readings).toBe(1);
  });

  test("are good until the next hold runs out", async () => {
    const { ask, table } = await node(new PaperTable());
    table.goodUntil = NOW.getTime() + 1_000;
    await ask();
    table.commit(6);
    expect(await ask(new Date(table.goodUntil - 1))).toEqual([5, 5]);
    expect(await ask(new Date(table.goodUntil))).toEqual([6, 6]);
  });

  test("kept by another node are hits", async () => {
    const table = new PaperTable();
    const [one, other] = [await node(table), await node(table)];
    await one.counts.refresh([]);
    await one.ask();
    // The first look of a node learns what to believe.
    await other.ask();
    await other.ask();
    expect([table.readings, other.told.hits]).toEqual([2, 2]);
  });

  test("of another life are misses, and are written over", async () => {
    const { ask, table } = await node(new PaperTable());
    await ask();
    table.life = "def456";
    table.version = 3;
    table.free = 1;
    await server.ask(
      "SET",
      FIRST,
      writeKept({ life: "0123", version: 10_000 }, { free: 9, used: 0, physical: 9, goodUntil: 0 }),
    );
    expect(await ask()).toEqual([1, 5]);
    expect(await server.ask("GET", FIRST)).toBe("3 def456 1 0 2 7");
    expect(await ask()).toEqual([1, 1]);
  });

  test("that nobody can read are misses", async () => {
    const { ask } = await node(new PaperTable());
    await ask();
    await server.ask("SET", FIRST, "nonsense");
    expect(await ask()).toEqual([5, 5]);
    expect(await server.ask("GET", FIRST)).toBe(`100 ${LIFE} 5 0 2 7`);
  });

  test("are not believed after a doubt, until they are read again", async () => {
    const { ask, counts, table } = await node(new PaperTable());
    await ask();
    table.commit(2);
    expect(await ask()).toEqual([5, 5]);
    counts.distrust();
    expect(await ask()).toEqual([2, 2]);
    expect(await ask()).toEqual([2, 2]);
    expect(table.readings).toBe(2);
  });

  test("kept before a doubt stay unbelieved, also when others have been read since", async () => {
    const { ask, counts, table } = await node(new PaperTable());
    await ask();
    table.commit(2);
    counts.distrust();
    await counts.count([{ hotelId: 2, roomTypeId: 1 }], dates, NOW);
    expect(await ask()).toEqual([2, 2]);
  });

  describe("an old reading that comes late", () => {
    /** One node reads and is held up; meanwhile a booking is committed and its feed writes the newer count; then the old one comes. */
    async function race(keep?: KeepCounts) {
      const table = new PaperTable();
      const [slow, other] = [await node(table, keep), await node(table, keep)];
      await other.ask();
      await server.ask("DEL", FIRST);
      const letGo = table.holdUp();
      const late = slow.ask();
      await expect.poll(() => table.readings, soon).toBe(2);
      table.commit(4);
      table.gate = Promise.resolve();
      await other.counts.refresh(nights);
      letGo();
      expect(await late).toEqual([5, 5]);
      return { kept: await other.ask(), slow };
    }

    test("does not write over a newer one", async () => {
      const { kept, slow } = await race();
      expect([kept, slow.told.refused]).toEqual([[4, 4], 2]);
    });

    test("would, if versions were not compared", async () => {
      const anyhow: KeepCounts = async (link, { nights: some, reading }) => {
        for (const [place, night] of some.entries()) {
          const text = writeKept(reading, reading.nights[place] ?? { free: 0, used: 0, physical: 0, goodUntil: 0 });
          await link.call((client) => client.sendCommand(["SET", keyOf(night), text]));
        }
        return 0;
      };
      expect((await race(anyhow)).kept).toEqual([5, 5]);
    });

    test("is not written at all when the newer one could have run out meanwhile", async () => {
      const table = new PaperTable();
      const { counts } = await node(table);
      const link = await patientLink();
      const reading = await table.read(undefined as unknown as Queryable, nights);
      const now = (await redisTime(link)) ?? 0;
      // The clock of Redis cannot be moved: a reading that began long ago is one that says so.
      expect(await keepNewer(link, { nights, reading, began: now - TOO_LATE_MS - 1 })).toBe(2);
      expect(await server.ask("EXISTS", FIRST)).toBe(0);
      expect(await keepNewer(link, { nights, reading, began: now })).toBe(0);
      expect(await server.ask("EXISTS", FIRST)).toBe(1);
      table.version -= 1;
      await counts.refresh(nights);
      expect(await server.ask("GET", FIRST)).toBe(`100 ${LIFE} 5 0 2 7`);
    });
  });

  test("are refreshed after a commit also where nothing is kept", async () => {
    const { counts, ask, table } = await node(new PaperTable());
    await counts.refresh(nights);
    expect(await server.ask("GET", FIRST)).toBe(`100 ${LIFE} 5 0 2 7`);
    expect([await ask(), table.readings]).toEqual([[5, 5], 1]);
  });

  test("of many nights come in pieces", async () => {
    const { counts, told, table } = await node(new PaperTable());
    const types = Array.from({ length: 6_000 }, (_, index) => ({ hotelId: 1, roomTypeId: index + 1 }));
    expect(new Set((await counts.count(types, dates, NOW)).free)).toEqual(new Set([5]));
    expect(new Set((await counts.count(types, dates, NOW)).free)).toEqual(new Set([5]));
    expect([told.hits, told.misses, table.readings]).toEqual([12_000, 12_000, 6]);
  });

  test("are read from the tables when Redis is gone", async () => {
    const { ask, told, table, counts } = await node(new PaperTable());
    await ask();
    await server.kill();
    table.commit(3);
    await expect.poll(() => ask(), soon).toEqual([3, 3]);
    await counts.refresh(nights);
    expect(told.unanswered).toBeGreaterThan(0);
    await server.start();
  });
});

test("without any Redis, counts are those of the tables", async () => {
  const told: number[] = [];
  const link = new RedisLink({ url: "redis://127.0.0.1:1", observer: untold });
  link.open();
  onTestFinished(() => link.close());
  const observer = {
    looked: () => undefined,
    unanswered: (count: number) => void told.push(count),
    refusedOlder: () => undefined,
  };
  const table = new PaperTable();
  const counts = new RedisCounts({ link, db: undefined as unknown as Queryable, observer, read: table.read });
  expect([...(await counts.count([TYPE], dates, NOW)).free]).toEqual([5, 5]);
  expect(told).toEqual([2]);
});

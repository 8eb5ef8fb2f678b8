import { expect, onTestFinished, test } from "vitest";
import type { Database } from "../database/database.ts";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import { startDispatcher } from "./dispatcher.ts";
import type { Dispatcher, DispatcherOptions } from "./dispatcher.ts";
import type { LagAlarm } from "./lag_watch.ts";
import { appendEvents } from "./outbox.ts";
import { TELL_EXCHANGE_RATES } from "./rings.ts";

const soon = { timeout: 20_000, interval: 5 };

function dispatcherOn(database: Database, options: DispatcherOptions = {}): Dispatcher {
  const dispatcher = startDispatcher(database, { standbyMs: 20, ...options });
  onTestFinished(() => dispatcher.stop());
  return dispatcher;
}

async function append(database: Database, hotelId: number, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) await appendEvents(database.pool, [sampleEvent(hotelId, number)]);
}

/** The order of the sample events in the ledger of a hotel, and that its sequence is 1, 2, 3 ... */
async function numbersOf(database: Database, hotelId: number): Promise<number[]> {
  const { rows } = await database.pool.query<{ sequence: number; number: number }>(
    `SELECT sequence, (data -> 'stays' -> 0 ->> 'room_id')::integer AS number
     FROM event WHERE hotel_id = $1 ORDER BY sequence`,
    [hotelId],
  );
  expect(rows.map((row) => row.sequence)).toEqual(upTo(rows.length));
  return rows.map((row) => row.number);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

const TERMINATE_ALL = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

test("of two dispatchers one moves, and when it stops the other takes over", async () => {
  const database = await testDatabase();
  const one = dispatcherOn(database);
  await expect.poll(() => one.active, soon).toBe(true);
  const other = dispatcherOn(database);
  await append(database, 1, 1, 20);
  await expect.poll(() => numbersOf(database, 1), soon).toEqual(upTo(20));
  expect([one.active, other.active, other.counts.moved]).toEqual([true, false, 0]);

  await one.stop();
  await append(database, 1, 21, 30);
  await expect.poll(() => numbersOf(database, 1), soon).toEqual(upTo(30));
  expect([one.active, other.active, other.counts.moved]).toEqual([false, true, 10]);
});

test("of two dispatchers each tells the other: what is committed beside the one that waits, and what was moved", async () => {
  const database = await testDatabase();
  const moving = dispatcherOn(database);
  await expect.poll(() => moving.active, soon).toBe(true);
  const heard: string[] = [];
  const waiting = dispatcherOn(database, { standbyMs: 600_000, onMoved: () => heard.push("moved") });
  const listener = await database.pool.connect();
  onTestFinished(() => listener.release(true));
  listener.on("notification", ({ channel }) => heard.push(channel));
  await listener.query("LISTEN lastroom_written");
  await expect.poll(() => waitingListens(database), soon).toBe(true);
  await append(database, 1, 1, 3);
  waiting.nudge();
  waiting.nudge();
  await expect.poll(() => new Set(heard), soon).toEqual(new Set(["lastroom_written", "moved"]));
  await expect.poll(() => numbersOf(database, 1), soon).toEqual([1, 2, 3]);
  expect([moving.active, waiting.active]).toEqual([true, false]);
  expect(heard.filter((one) => one === "lastroom_written")).toHaveLength(1);
});

test("dispatchers hear of exchange rates, the one that moves and the one that waits", async () => {
  const database = await testDatabase();
  const heard: string[] = [];
  const moving = dispatcherOn(database, { onExchangeRates: () => heard.push("moving") });
  await expect.poll(() => moving.active, soon).toBe(true);
  dispatcherOn(database, { standbyMs: 600_000, onExchangeRates: () => heard.push("waiting") });
  await expect.poll(() => waitingListens(database), soon).toBe(true);
  await database.pool.query(TELL_EXCHANGE_RATES);
  await expect.poll(() => heard.toSorted(), soon).toEqual(["moving", "waiting"]);
});

/** Whether the dispatcher that waits has asked for its turn. */
async function waitingListens(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query(
    `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle' AND query LIKE '%pg_try_advisory_lock%'`,
  );
  return rows.length === 1;
}

test("many writers at once and dispatchers that come and go: every event once, each writer's in order", async () => {
  const database = await testDatabase({ poolSize: 8 });
  const writers = [1, 2, 3, 4].map((hotelId) => append(database, hotelId, 1, 60));
  const dispatchers = upTo(3).map(() => dispatcherOn(database, { batch: 5 }));
  for (const dispatcher of dispatchers.slice(0, 2)) {
    await expect.poll(() => dispatchers.some(({ counts, active }) => active && counts.moved > 0), soon).toBe(true);
    await dispatcher.stop();
  }
  await Promise.all(writers);
  for (const hotelId of [1, 2, 3, 4]) {
    await expect.poll(() => numbersOf(database, hotelId), soon).toEqual(upTo(60));
  }
});

test("it survives losing every connection and a server that refuses for a while", async () => {
  const database = await testDatabase();
  const elsewhere = await testDatabase();
  const errors: unknown[] = [];
  const dispatcher = dispatcherOn(database, { onError: (error) => errors.push(error) });
  await append(database, 1, 1, 5);
  await expect.poll(() => numbersOf(database, 1), soon).toEqual(upTo(5));

  const { rows } = await database.pool.query<{ name: string }>("SELECT current_database() AS name");
  const name = rows[0]?.name ?? "";
  await append(database, 1, 6, 8);
  await elsewhere.pool.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  await elsewhere.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  await expect.poll(() => errors.length, soon).toBeGreaterThan(1);
  expect(dispatcher.active).toBe(false);
  await elsewhere.pool.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);

  await append(database, 1, 9, 10);
  await expect.poll(() => numbersOf(database, 1), soon).toEqual(upTo(10));
  expect(dispatcher.active).toBe(true);
});

test("a subscriber gets every event in order, again from where it was when another process takes over", async () => {
  const database = await testDatabase();
  const seen: number[] = [];
  const first = dispatcherOn(database);
  first.subscribe("mail", (events) => void seen.push(...events.map((event) => event.sequence)), "beginning");
  await append(database, 1, 1, 10);
  await expect.poll(() => seen, soon).toEqual(upTo(10));
  await first.stop();

  await append(database, 1, 11, 12);
  const second = dispatcherOn(database);
  second.subscribe("mail", (events) => void seen.push(...events.map((event) => event.sequence)));
  await expect.poll(() => seen, soon).toEqual(upTo(12));
});

test("a subscriber that fails gets the same batch again, and holds up nobody", async () => {
  const database = await testDatabase();
  const errors: unknown[] = [];
  const dispatcher = dispatcherOn(database, { onError: (error) => errors.push(error) });
  const failing: number[][] = [];
  const seen: number[] = [];
  dispatcher.subscribe(
    "failing",
    (events) => {
      failing.push(events.map((event) => event.position));
      if (failing.length <= 2) throw new Error("out of order");
    },
    "beginning",
  );
  dispatcher.subscribe("sound", (events) => void seen.push(...events.map((event) => event.position)), "beginning");
  await append(database, 1, 1, 3);
  await expect.poll(() => seen, soon).toEqual([1, 2, 3]);
  await expect.poll(() => failing.length >= 3 && [...new Set(failing.flat())], soon).toEqual([1, 2, 3]);
  expect(failing.slice(0, 3).map((batch) => batch[0])).toEqual([1, 1, 1]);
  expect(errors.map(String)).toContain("Error: out of order");
});

test("what was handled but not remembered before a crash comes again", async () => {
  const database = await testDatabase();
  const seen: number[] = [];
  const dispatcher = dispatcherOn(database);
  await append(database, 1, 1, 3);
  dispatcher.subscribe(
    "search",
    async (events) => {
      seen.push(...events.map((event) => event.position));
      if (seen.length <= 3) await database.pool.query(TERMINATE_ALL).then(() => Promise.reject(new Error("crash")));
    },
    "beginning",
  );
  await expect.poll(() => seen.length, soon).toBeGreaterThanOrEqual(6);
  expect([...new Set(seen)]).toEqual([1, 2, 3]);
  await expect
    .poll(async () => {
      const { rows } = await database.pool.query("SELECT position FROM event_subscription WHERE name = 'search'");
      return rows[0]?.position;
    }, soon)
    .toBe(3);
});

test("the lag is measured, and an alarm tells of rows that wait and of transactions left open, once", async () => {
  const database = await testDatabase();
  const alarms: LagAlarm[] = [];
  await append(database, 1, 1, 2);
  await database.pool.query("UPDATE outbox SET written_at = written_at - interval '1 minute'");
  const blocker = await database.pool.connect();
  onTestFinished(() => blocker.release(true));
  await blocker.query("BEGIN; LOCK TABLE event IN SHARE MODE");
  const dispatcher = dispatcherOn(database, { everyMs: 5, onAlarm: (alarm) => alarms.push(alarm) });

  await expect.poll(() => alarms.length, soon).toBe(1);
  expect(alarms[0]).toMatchObject({ raised: true, lag: { backlog: 2 } });
  expect(alarms[0]?.lag.oldestRowMs).toBeGreaterThan(60_000);
  expect(alarms[0]?.lag.oldestTransactionMs).toBeGreaterThan(0);
  expect(alarms[0]?.lag.oldestTransaction).toMatch(/^\d+ lastroom/);
  await blocker.query("ROLLBACK");
  await expect.poll(() => alarms.map((alarm) => alarm.raised), soon).toEqual([true, false]);
  expect(dispatcher.lag).toMatchObject({ backlog: 0, oldestRowMs: 0 });
});

import { expect, onTestFinished, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import type { EventNotice, LedgerEvent } from "./event.ts";
import { endOfLedger, followEvents, followNotices } from "./follow.ts";
import type { EventCursor, EventHandler, FollowOptions } from "./follow.ts";
import { moveEvents } from "./move.ts";
import { appendEvents } from "./outbox.ts";
import { renumberOutbox } from "./restore.ts";

const database = await testDatabase();
const soon = { timeout: 20_000, interval: 5 };

async function record(hotelId: number, numbers: readonly number[]): Promise<void> {
  await appendEvents(
    database.pool,
    numbers.map((number) => sampleEvent(hotelId, number)),
  );
  await moveEvents(database.pool, { after: 0, limit: 1_000 });
}

function follow(from: EventCursor, handler: EventHandler, options: FollowOptions = {}) {
  const follower = followEvents(database, from, handler, options);
  onTestFinished(() => follower.stop());
  return follower;
}

test("a follower reads what is there and what comes, in batches, and its cursor resumes", async () => {
  const start = await endOfLedger(database.pool);
  await record(1, [1, 2, 3]);
  const batches: LedgerEvent[][] = [];
  const first = follow(start, (events) => void batches.push([...events]), { batch: 2 });
  await record(2, [4]);
  await expect.poll(() => batches.flat().length, soon).toBe(4);
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(2);
  expect(batches.flat().map((event) => event.position - start.position)).toEqual([1, 2, 3, 4]);
  expect(batches.flat()[3]).toMatchObject({
    hotelId: 2,
    sequence: 1,
    type: "reservation.confirmed",
    version: 1,
    reservationId: sampleEvent(2, 4).reservationId,
    actor: sampleEvent(2, 4).actor,
    at: sampleEvent(2, 4).at,
    data: sampleEvent(2, 4).data,
  });
  await first.stop();
  await record(1, [5]);
  const later: LedgerEvent[] = [];
  follow(first.cursor, (events) => void later.push(...events));
  await expect.poll(() => later.map((event) => event.actor.requestId), soon).toEqual(["request-5"]);
});

test("notices come in the same order and batches, and name the same things", async () => {
  const start = await endOfLedger(database.pool);
  await record(1, [1, 2]);
  await record(2, [3]);
  const batches: EventNotice[][] = [];
  const follower = followNotices(database, start, (notices) => void batches.push([...notices]), { batch: 2 });
  onTestFinished(() => follower.stop());
  await expect.poll(() => batches.flat().length, soon).toBe(3);
  const whole: LedgerEvent[] = [];
  follow(start, (events) => void whole.push(...events));
  await expect.poll(() => whole.length, soon).toBe(3);
  const named = whole.map(({ position, hotelId, type, at, data }) => ({ position, hotelId, type, at, data }));
  expect(batches.flat()).toEqual(named);
  expect(batches.map((batch) => batch.length)).toEqual([2, 1]);
  await record(1, [4]);
  await expect.poll(() => follower.cursor.position, soon).toBe(start.position + 4);
});

test("a batch whose handler fails comes again and the cursor waits for it", async () => {
  const start = await endOfLedger(database.pool);
  await record(1, [1]);
  const errors: unknown[] = [];
  let calls = 0;
  const follower = follow(
    start,
    () => {
      calls += 1;
      if (calls === 1) throw new Error("not now");
    },
    { onError: (error) => errors.push(error) },
  );
  await expect.poll(() => follower.cursor.position, soon).toBe(start.position + 1);
  expect([calls, errors.map(String)]).toEqual([2, ["Error: not now"]]);
});

test.each([
  ["whole events", followEvents],
  ["notices", followNotices],
])("a restored database is noticed by who reads %s: the follower tells, and goes on from its end", async (_, begin) => {
  const start = await endOfLedger(database.pool);
  const restored: EventCursor[] = [];
  const seen: EventNotice[] = [];
  const options = { onRestored: (cursor: EventCursor) => void restored.push(cursor) };
  const follower = begin(database, start, (events) => void seen.push(...events), options);
  onTestFinished(() => follower.stop());
  await inTransaction(database, (tx) => renumberOutbox(tx));
  await expect.poll(() => restored.length, soon).toBe(1);
  expect(restored[0]?.incarnation).not.toBe(start.incarnation);
  await record(1, [9]);
  const inNewLife = (restored[0]?.position ?? Number.NaN) + 1;
  await expect.poll(() => seen.map((event) => event.position), soon).toEqual([inNewLife]);
});

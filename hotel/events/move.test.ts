import { expect, onTestFinished, test } from "vitest";
import type pg from "pg";
import { openClient } from "../database/database.ts";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import { LowMark } from "./low_mark.ts";
import { moveEvents } from "./move.ts";
import { appendEvents } from "./outbox.ts";

const database = await testDatabase();
const limit = 100;

async function actor(): Promise<pg.Client> {
  const client = await openClient(database);
  onTestFinished(() => client.end());
  return client;
}

interface Recorded {
  readonly sequence: number;
  readonly position: number;
  readonly number: number;
}

/** The ledger of one hotel; `number` is the room of the sample event. */
async function ledgerOf(hotelId: number): Promise<Recorded[]> {
  const { rows } = await database.pool.query<Recorded>(
    `SELECT sequence, position, (data -> 'stays' -> 0 ->> 'room_id')::integer AS number
     FROM event WHERE hotel_id = $1 ORDER BY sequence`,
    [hotelId],
  );
  return rows;
}

/** The positions of the events of hotels, in the order in which the events were written. */
async function positionsOf(hotelIds: readonly number[]): Promise<number[]> {
  const { rows } = await database.pool.query<{ position: number }>(
    "SELECT position FROM event WHERE hotel_id = ANY($1) ORDER BY event_id",
    [hotelIds],
  );
  return rows.map((row) => row.position);
}

test("an event that is committed after a higher id is not lost; a reader by id loses it", async () => {
  const [slow, fast] = [await actor(), await actor()];
  await slow.query("BEGIN");
  await appendEvents(slow, [sampleEvent(1, 1)]);
  await appendEvents(fast, [sampleEvent(1, 2)]);

  const readById = async (after: number): Promise<number[]> => {
    const sql = "SELECT event_id FROM outbox WHERE event_id > $1 ORDER BY event_id";
    const { rows } = await database.pool.query<{ event_id: number }>(sql, [after]);
    return rows.map((row) => row.event_id);
  };
  const control = await readById(0);
  expect(control).toHaveLength(1);
  const mark = new LowMark();
  mark.learn(await moveEvents(database.pool, { after: mark.eventId, limit }));
  mark.learn(await moveEvents(database.pool, { after: mark.eventId, limit }));
  await slow.query("COMMIT");

  expect(await readById(Math.max(...control))).toEqual([]);
  const last = await moveEvents(database.pool, { after: mark.eventId, limit });
  expect(last.moved).toBe(1);
  expect(await ledgerOf(1)).toMatchObject([
    { sequence: 1, number: 2 },
    { sequence: 2, number: 1 },
  ]);
});

test("an effect is never numbered before its cause; by transaction id it would be", async () => {
  const [cause, effect] = [await actor(), await actor()];
  await effect.query("BEGIN");
  const { rows: own } = await effect.query<{ id: string }>("SELECT pg_current_xact_id() AS id");
  await appendEvents(cause, [sampleEvent(2, 1)]);
  // The other change is committed and visible here: what follows depends on it.
  await appendEvents(effect, [sampleEvent(2, 2)]);
  await effect.query("COMMIT");

  const { rows: byTransaction } = await database.pool.query<{ tx: string; hotel_id: number }>(
    "SELECT tx FROM outbox WHERE hotel_id = 2 ORDER BY tx, event_id",
  );
  expect(byTransaction[0]?.tx).toBe(own[0]?.id);
  await moveEvents(database.pool, { after: 0, limit });
  expect((await ledgerOf(2)).map((event) => event.number)).toEqual([1, 2]);
});

test("an open transaction elsewhere does not hold the ledger up", async () => {
  const open = await actor();
  await open.query("BEGIN; SELECT pg_current_xact_id()");
  await appendEvents(database.pool, [sampleEvent(3)]);
  expect((await moveEvents(database.pool, { after: 0, limit })).moved).toBe(1);
  await open.query("ROLLBACK");
});

test("sequences run without a gap per hotel, positions over all, across batches and rolled back moves", async () => {
  const hotels = [10, 11, 12];
  for (let number = 1; number <= 10; number += 1) {
    await appendEvents(
      database.pool,
      hotels.map((hotelId) => sampleEvent(hotelId, number)),
    );
  }
  const crashing = await actor();
  await crashing.query("BEGIN");
  expect((await moveEvents(crashing, { after: 0, limit: 7 })).moved).toBe(7);
  await crashing.query("ROLLBACK");
  let moved = 0;
  while (moved < 30) moved += (await moveEvents(database.pool, { after: 0, limit: 7 })).moved;

  const expected = Array.from({ length: 10 }, (_, index) => ({ sequence: index + 1, number: index + 1 }));
  for (const hotelId of hotels) expect(await ledgerOf(hotelId)).toMatchObject(expected);
  const { rows } = await database.pool.query<{ position: number }>("SELECT position FROM event ORDER BY position");
  expect(rows.map((row) => row.position)).toEqual(Array.from({ length: rows.length }, (_, index) => index + 1));
  expect(await positionsOf(hotels)).toEqual((await positionsOf(hotels)).toSorted((one, other) => one - other));
});

test("the mark follows the moves, and what is written later lies beyond it", async () => {
  const mark = new LowMark();
  await appendEvents(database.pool, [sampleEvent(20, 1)]);
  const first = await moveEvents(database.pool, { after: 0, limit });
  mark.learn(first);
  // Other databases of the cluster may have older transactions open for a moment.
  await expect
    .poll(
      async () => {
        mark.learn(await moveEvents(database.pool, { after: mark.eventId, limit }));
        return mark.eventId;
      },
      { timeout: 30_000, interval: 5 },
    )
    .toBe(first.lastEventId);
  await appendEvents(database.pool, [sampleEvent(20, 2)]);
  expect((await moveEvents(database.pool, { after: mark.eventId, limit })).moved).toBe(1);
});

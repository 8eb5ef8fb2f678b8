import { expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import { moveEvents } from "./move.ts";
import { appendEvents } from "./outbox.ts";
import { renumberOutbox } from "./restore.ts";

const old = await testDatabase();
const restored = await testDatabase();

/** The waiting rows and the ledger as COPY brings them: with the values they had, the counters left alone. */
async function copyEvents(): Promise<void> {
  for (const table of ["outbox", "event"]) {
    const { rows } = await old.pool.query(`SELECT * FROM ${table}`);
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map((_, index) => `$${index + 1}`);
      await restored.pool.query(
        `INSERT INTO ${table} (${columns.join(", ")}) OVERRIDING SYSTEM VALUE VALUES (${places.join(", ")})`,
        columns.map((column) => row[column]),
      );
    }
  }
}

test("waiting rows of a cluster with larger transaction ids are moved, before anything new", async () => {
  await appendEvents(old.pool, [sampleEvent(1, 1), sampleEvent(1, 2)]);
  await moveEvents(old.pool, { after: 0, limit: 1 });
  await appendEvents(old.pool, [sampleEvent(1, 3)]);
  await old.pool.query("UPDATE outbox SET tx = (tx::text::bigint + 1000000000)::text::xid8");
  await copyEvents();
  const before = await restored.pool.query("SELECT incarnation FROM installation");

  expect(await inTransaction(restored, (tx) => renumberOutbox(tx))).toBe(2);
  await appendEvents(restored.pool, [sampleEvent(1, 4)]);
  expect((await moveEvents(restored.pool, { after: 0, limit: 100 })).moved).toBe(3);

  const { rows } = await restored.pool.query("SELECT sequence, position, request_id FROM event ORDER BY sequence");
  expect(rows).toEqual([1, 2, 3, 4].map((n) => ({ sequence: n, position: n, request_id: `request-${n}` })));
  const after = await restored.pool.query("SELECT incarnation FROM installation");
  expect(after.rows[0].incarnation).not.toBe(before.rows[0].incarnation);
});

test("control: without renumbering a new event overtakes the restored ones", async () => {
  await old.pool.query("DELETE FROM outbox; DELETE FROM event");
  await restored.pool.query("DELETE FROM outbox; DELETE FROM event; ALTER TABLE outbox ALTER event_id RESTART");
  await old.pool.query("SELECT nextval(pg_get_serial_sequence('outbox', 'event_id'))");
  await appendEvents(old.pool, [sampleEvent(2, 1)]);
  await copyEvents();
  await appendEvents(restored.pool, [sampleEvent(2, 2)]);
  const { rows } = await restored.pool.query("SELECT request_id FROM outbox ORDER BY event_id");
  expect(rows.map((row) => row.request_id)).toEqual(["request-2", "request-1"]);
});

import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import { inTransaction } from "../database/transaction.ts";
import { appendEvents } from "./outbox.ts";

const database = await testDatabase();

test("events are written in the order given, with every field as it was", async () => {
  const drafts = [3, 1, 2].map((hotelId) => sampleEvent(hotelId, hotelId));
  const { reservationId: _, ...withoutReservation } = { ...sampleEvent(4), type: "hotel.changed" as const };
  await appendEvents(database.pool, [...drafts, { ...withoutReservation, data: { version: 2, fields: ["name"] } }]);
  const { rows } = await database.pool.query("SELECT * FROM outbox ORDER BY event_id");
  expect(rows.map((row) => row.hotel_id)).toEqual([3, 1, 2, 4]);
  expect(rows[0]).toMatchObject({
    type: "reservation.confirmed",
    version: 1,
    reservation_id: sampleEvent(3, 3).reservationId,
    actor: "guest",
    via: "web",
    request_id: "request-3",
    at: new Date("2027-01-01T12:00:00Z"),
    data: sampleEvent(3, 3).data,
  });
  expect(rows[3]).toMatchObject({ reservation_id: null, data: { version: 2, fields: ["name"] } });
});

test("events of a change that is rolled back never were", async () => {
  const change = inTransaction(database, async (tx) => {
    await appendEvents(tx, [sampleEvent(77)]);
    throw new Error("the change failed");
  });
  await expect(change).rejects.toThrow("the change failed");
  const { rows } = await database.pool.query("SELECT FROM outbox WHERE hotel_id = 77");
  expect(rows).toHaveLength(0);
});

test("no events, no statement", async () => {
  let statements = 0;
  const tx = { query: () => Promise.resolve((statements += 1)) };
  await appendEvents(tx as never, []);
  expect(statements).toBe(0);
});

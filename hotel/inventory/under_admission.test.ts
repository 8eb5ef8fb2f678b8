import { afterAll, expect, test } from "vitest";
import { openClient } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY } from "../testing/inventory_world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import { decideUnderAdmission } from "./under_admission.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

test("shows the nights from the business date on, the rooms, who sits where and the time", async () => {
  const type = await world.type(2);
  const stay = await world.booked(type, 3, 2);
  const shown = await world.staff(type, async (books) => {
    const { nights, rooms } = books.ledger.type(type.roomTypeId);
    const seated = [...books.seated(type.roomTypeId).values()].flat().map((one) => one.reservationId);
    const facts = { today: books.today, nights: nights.size, rooms: rooms.count, seated, hotelId: books.hotel.hotelId };
    return accept(facts);
  });
  expect(accepted(shown)).toEqual({ today: TODAY, nights: 60, rooms: 2, seated: [stay], hotelId: type.hotelId });
});

test("a refusal undoes everything: counters, rows, reaped holds and events", async () => {
  const type = await world.type(1);
  await world.booked(type, 3, 2, { holdMinutes: 1 });
  await moveClock(database, { by: 61_000 });
  const before = [await world.night(type, 3), await world.events(type.hotelId)];
  const decision = await world.staff(type, async (books) => {
    await books.tx.query("UPDATE room SET number = 'changed' WHERE room_id = $1", [type.roomIds[0]]);
    const row = books.ledger.night(type.roomTypeId, TODAY + 3);
    if (row === undefined) throw new Error("the night is not in the ledger");
    expect(row.held).toBe(0);
    books.ledger.change(row, { closed: true });
    books.tell("nights.closed", { room_type_id: type.roomTypeId, start_date: "2027-06-04", end_date: "2027-06-05" });
    return refuse("in_use", "No.");
  });
  expect(decision).toMatchObject({ refusal: { code: "in_use" } });
  expect([await world.night(type, 3), await world.events(type.hotelId)]).toEqual(before);
  const { rows } = await database.pool.query("SELECT number FROM room WHERE room_id = $1", [type.roomIds[0]]);
  expect(rows).toEqual([{ number: "1" }]);
});

test("an accepted command writes what the lapsed holds gave back", async () => {
  const type = await world.type(1);
  const held = await world.booked(type, 3, 2, { holdMinutes: 1 });
  await moveClock(database, { by: 61_000 });
  accepted(await world.staff(type, () => Promise.resolve(accept(true))));
  expect(await world.night(type, 3)).toMatchObject({ held: 0, seats: "" });
  expect((await world.events(type.hotelId)).at(-1)).toMatchObject({ type: "hold.lapsed" });
  const { rows } = await database.pool.query("SELECT used_as FROM stay_night WHERE reservation_id = $1", [held]);
  expect(rows).toEqual([{ used_as: "none" }, { used_as: "none" }]);
});

test("a room type of another hotel, or none, is not found", async () => {
  const type = await world.type(1);
  const other = await world.type(1);
  const never = () => Promise.reject(new Error("decided without a lock"));
  const refusal = { refusal: { code: "not_found" } };
  expect(await world.staff(type, never, { roomTypeIds: [type.roomTypeId, other.roomTypeId] })).toMatchObject(refusal);
  expect(await world.staff(type, never, { roomTypeIds: [] })).toMatchObject(refusal);
});

test("does not wait for ever for a lock that somebody holds", async () => {
  const type = await world.type(1);
  const holder = await openClient(database);
  await holder.query("BEGIN");
  await holder.query("SELECT FROM admission WHERE room_type_id = $1 FOR NO KEY UPDATE", [type.roomTypeId]);
  const scope = { hotelId: type.hotelId, roomTypeIds: [type.roomTypeId], by: systemActor("test") };
  const waiting = inTransaction(
    database,
    (tx) => decideUnderAdmission(tx, scope, () => Promise.resolve(accept(true))),
    {
      lockTimeoutMs: 50,
    },
  );
  await expect(waiting).rejects.toMatchObject({ code: "55P03" });
  await holder.end();
});

import { afterAll, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { moveClock } from "../events/clock.ts";
import { changeRoomType } from "../properties/change_room_type.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { extendHorizon } from "./horizon.ts";
import { createOutOfOrder } from "./out_of_order.ts";
import { allowanceOfNights, createOverbookingPeriod } from "./overbooking.ts";
import { retireRoom } from "./retire_rooms.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nightsOf = async (type: TypeInWorld): Promise<number> => {
  const { rows } = await database.pool.query("SELECT count(*) AS nights FROM room_night WHERE room_type_id = $1", [
    type.roomTypeId,
  ]);
  return rows[0].nights;
};

test("opens what is missing with the rooms, allowances and seats that hold by then, once", async () => {
  const type = await world.type(4, { overbookingRatio: 0.5 });
  const [first = 0, second = 0, third = 0] = type.roomIds;
  const { roomTypeId } = type;
  accepted(
    await world.staff(type, (books) =>
      retireRoom(books, { roomTypeId, roomId: first, version: 1, from: TODAY + 61, force: false }),
    ),
  );
  const broken = {
    roomTypeId,
    roomId: second,
    nights: { arrival: TODAY + 50, departure: TODAY + 62 },
    reason: "",
    force: false,
  };
  accepted(await world.staff(type, (books) => createOutOfOrder(books, broken)));
  const period = {
    roomTypeId,
    nights: { arrival: TODAY + 62, departure: TODAY + 63 },
    allowance: { extraRooms: 1 },
    force: false,
  };
  accepted(await world.staff(type, (books) => createOverbookingPeriod(books, period)));
  expect(third).toBeGreaterThan(0);

  expect(await extendHorizon(database, { horizonDays: 64, chunk: 1 })).toBe(4);
  expect(await extendHorizon(database, { horizonDays: 64 })).toBe(0);
  expect(await world.night(type, 59)).toMatchObject({ rooms: 4, out_of_order: 1, allowance: 2, seats: "02" });
  expect(await world.night(type, 60)).toMatchObject({ rooms: 4, out_of_order: 1, allowance: 2, seats: "02" });
  expect(await world.night(type, 61)).toMatchObject({ rooms: 3, out_of_order: 1, allowance: 1, seats: "03" });
  expect(await world.night(type, 62)).toMatchObject({ rooms: 3, out_of_order: 0, allowance: 1, seats: "01" });
  expect(await world.night(type, 63)).toMatchObject({ rooms: 3, out_of_order: 0, allowance: 1, seats: "01" });
  const told = (await world.events(type.hotelId)).findLast((event) => event.type === "nights.opened");
  expect(told?.data).toEqual({ room_type_id: roomTypeId, start_date: "2027-07-31", end_date: "2027-08-04" });
});

test("follows the business date, and leaves a retired type where it is until it is taken up again", async () => {
  const type = await world.type(1);
  const retired = await world.type(1);
  const by = systemActor("test");
  const set = (version: number, status: "active" | "retired") =>
    inTransaction(database, (tx) =>
      changeRoomType(tx, { ...retired, version, changes: { status }, by }, allowanceOfNights),
    );
  accepted(await set(1, "retired"));
  await moveClock(database, { to: new Date("2027-09-01T12:00:00Z") });
  try {
    await extendHorizon(database, { horizonDays: 60 });
    expect(await nightsOf(type)).toBe(60 + 60);
    expect(await nightsOf(retired)).toBe(60);
    accepted(await set(2, "active"));
    expect(await extendHorizon(database, { horizonDays: 60 })).toBe(60);
  } finally {
    await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
  }
});

test("two nodes at once open each night once", async () => {
  const types = await Promise.all([world.type(1), world.type(1), world.type(1)]);
  const counts = await Promise.all([1, 2, 3, 4].map(() => extendHorizon(database, { horizonDays: 70, chunk: 2 })));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3 * 10);
  expect(await Promise.all(types.map(nightsOf))).toEqual([70, 70, 70]);
});

import { afterAll, describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { changeRoomType } from "../properties/change_room_type.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { allowanceOn, type Allowance } from "./allowance.ts";
import { allowanceOfNights, createOverbookingPeriod, removeOverbookingPeriod } from "./overbooking.ts";
import { setSaleStatus } from "./sale_status.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });

const create = (type: TypeInWorld, first: number, last: number, allowance: Allowance, force = false) =>
  world.staff(type, (books) =>
    createOverbookingPeriod(books, { roomTypeId: type.roomTypeId, nights: nights(first, last), allowance, force }),
  );

const allowances = async (type: TypeInWorld, from: number, to: number): Promise<unknown[]> => {
  const rows = await Promise.all(Array.from({ length: to - from }, (_, index) => world.night(type, from + index)));
  return rows.map((row) => row["allowance"]);
};

test("the newest period that covers a night counts, a share is rounded down, and the rest has the type's own", () => {
  const rule = {
    basisPoints: 1_000,
    periods: [
      { nights: { arrival: 10, departure: 20 }, allowance: { basisPoints: 2_000 } },
      { nights: { arrival: 15, departure: 16 }, allowance: { extraRooms: 7 } },
    ],
  };
  expect([9, 10, 15, 16, 19, 20].map((night) => allowanceOn(rule, night, 19))).toEqual([1, 3, 7, 3, 3, 1]);
  expect(allowanceOn(rule, 9, 0)).toBe(0);
});

describe("an overbooking period", () => {
  test("sets the allowance of its nights, and taking it away puts it back", async () => {
    const type = await world.type(10, { overbookingRatio: 0.1 });
    const wide = accepted(await create(type, 2, 6, { basisPoints: 2_500 }));
    const narrow = accepted(await create(type, 3, 4, { extraRooms: 5 }));
    expect(await allowances(type, 1, 7)).toEqual([1, 2, 5, 2, 2, 1]);
    const remove = (periodId: number) =>
      world.staff(type, (books) =>
        removeOverbookingPeriod(books, { roomTypeId: type.roomTypeId, periodId, force: false }),
      );
    accepted(await remove(wide.overbooking_period_id));
    expect(await allowances(type, 1, 7)).toEqual([1, 1, 5, 1, 1, 1]);
    accepted(await remove(narrow.overbooking_period_id));
    expect(await allowances(type, 1, 7)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await remove(narrow.overbooking_period_id)).toMatchObject({ refusal: { code: "not_found" } });
    const told = (await world.events(type.hotelId)).filter((event) => event.type === "overbooking.changed");
    expect(told.map((event) => [event.data["basis_points"], event.data["extra_rooms"]])).toEqual([
      [2_500, null],
      [null, 5],
      [2_500, null],
      [null, 5],
    ]);
  });

  test("lets more be sold than there are rooms, and cannot go below what is sold without force", async () => {
    const type = await world.type(1);
    accepted(await create(type, 2, 3, { extraRooms: 1 }));
    await world.booked(type, 2, 1);
    const second = await world.booked(type, 2, 1);
    expect(await world.roomsOf(second)).toEqual([null]);
    expect((await world.book(type, 2, 1)).accepted).toBe(false);
    expect(await create(type, 2, 3, { extraRooms: 0 })).toMatchObject({
      refusal: { code: "in_use", detail: { nights: [{ date: "2027-06-03", available: 1, wanted: 2 }] } },
    });
    expect(await allowances(type, 2, 3)).toEqual([1]);
    accepted(await create(type, 2, 3, { extraRooms: 0 }, true));
    expect(await world.night(type, 2)).toMatchObject({ allowance: 0, sold: 2, forced: 1 });
  });
});

describe("the type's own ratio", () => {
  test("is written into all nights that no period covers, forced where more is sold", async () => {
    const type = await world.type(4, { overbookingRatio: 0.25 });
    accepted(await create(type, 5, 6, { extraRooms: 3 }));
    for (let sold = 0; sold < 5; sold += 1) await world.booked(type, 2, 1);
    const change = { ...type, version: 1, changes: { overbooking_ratio: 0 }, by: systemActor("test") };
    accepted(await inTransaction(database, (tx) => changeRoomType(tx, change, allowanceOfNights)));
    expect(await allowances(type, 4, 7)).toEqual([0, 3, 0]);
    expect(await world.night(type, 2)).toMatchObject({ sold: 5, allowance: 0, forced: 1 });
    const told = (await world.events(type.hotelId)).findLast((event) => event.type === "overbooking.changed");
    expect(told?.data).toMatchObject({ start_date: "2027-06-01", end_date: "2027-07-31", basis_points: 0 });
  });
});

describe("sale status", () => {
  test("takes nights off sale and puts them back; what is sold stays sold", async () => {
    const type = await world.type(2);
    await world.booked(type, 3, 1);
    const set = (first: number, last: number, closed: boolean) =>
      world.staff(type, (books) =>
        setSaleStatus(books, { roomTypeId: type.roomTypeId, nights: nights(first, last), closed }),
      );
    expect(accepted(await set(3, 5, true))).toBe(2);
    expect(accepted(await set(2, 5, true))).toBe(1);
    expect(await world.night(type, 3)).toMatchObject({ closed: true, sold: 1 });
    expect(await world.book(type, 3, 1)).toMatchObject({ refusal: { detail: { nights: [{ reason: "closed" }] } } });
    expect(accepted(await set(0, 10, false))).toBe(3);
    expect((await world.book(type, 3, 1)).accepted).toBe(true);
    expect(await set(55, 61, true)).toMatchObject({ refusal: { code: "outside_horizon" } });
    expect(await set(-1, 3, true)).toMatchObject({ refusal: { code: "invalid_request" } });
    const told = (await world.events(type.hotelId)).filter(
      (event) => event.type.startsWith("nights.") && event.type !== "nights.opened",
    );
    expect(told.map((event) => [event.type, event.data["start_date"], event.data["end_date"]])).toEqual([
      ["nights.closed", "2027-06-04", "2027-06-06"],
      ["nights.closed", "2027-06-03", "2027-06-04"],
      ["nights.reopened", "2027-06-03", "2027-06-06"],
    ]);
  });
});

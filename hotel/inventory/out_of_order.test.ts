import { afterAll, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { changeOutOfOrder, createOutOfOrder, endOutOfOrder, type NewOutOfOrder } from "./out_of_order.ts";
import type { OutOfOrderRow } from "./out_of_order_rows.ts";
import { retireRoom } from "./retire_rooms.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });

function asked(type: TypeInWorld, first: number, last: number, options: Partial<NewOutOfOrder> = {}): NewOutOfOrder {
  const [roomId = 0] = type.roomIds;
  return {
    roomTypeId: type.roomTypeId,
    roomId,
    nights: nights(first, last),
    reason: "paint",
    force: false,
    ...options,
  };
}

const create = (type: TypeInWorld, first: number, last: number, options: Partial<NewOutOfOrder> = {}) =>
  world.staff(type, (books) => createOutOfOrder(books, asked(type, first, last, options)));

const change = (type: TypeInWorld, row: OutOfOrderRow, first: number, last: number) =>
  world.staff(type, (books) =>
    changeOutOfOrder(books, {
      outOfOrderId: row.out_of_order_id,
      version: row.version,
      nights: nights(first, last),
      force: false,
    }),
  );

describe("taking a room out of order", () => {
  test("counts it, blocks its seat, and nobody can book it", async () => {
    const type = await world.type(2);
    const row = accepted(await create(type, 3, 5));
    expect(row).toMatchObject({
      start_date: "2027-06-04",
      end_date: "2027-06-06",
      reason: "paint",
      status: "active",
      version: 1,
    });
    expect(await world.night(type, 2)).toMatchObject({ out_of_order: 0, seats: "" });
    expect(await world.night(type, 3)).toMatchObject({ rooms: 2, out_of_order: 1, seats: "01" });
    expect(await world.night(type, 5)).toMatchObject({ out_of_order: 0 });
    expect(await world.roomsOf(await world.booked(type, 3, 1))).toEqual([type.roomIds[1]]);
    expect(await world.book(type, 4, 1)).toMatchObject({ accepted: true });
    expect(await world.book(type, 4, 1)).toMatchObject({
      refusal: { detail: { nights: [{ reason: "out_of_order" }] } },
    });
  });

  test("re-seats who is in it, and is refused when nobody can be moved", async () => {
    const type = await world.type(2);
    const stay = await world.booked(type, 3, 4);
    const [room] = await world.roomsOf(stay);
    accepted(await create(type, 4, 5, { roomId: room ?? 0 }));
    const [other] = await world.roomsOf(stay);
    expect(other).not.toBe(room);
    expect(await create(type, 4, 5, { roomId: other ?? 0 })).toMatchObject({
      refusal: { code: "in_use", detail: { stays: [{ reservation_id: stay }], nights: [{ date: "2027-06-05" }] } },
    });
    accepted(await create(type, 4, 5, { roomId: other ?? 0, force: true }));
    expect(await world.roomsOf(stay)).toEqual([other, null, other, other]);
    expect(await world.night(type, 4)).toMatchObject({ out_of_order: 2, sold: 1, forced: 1 });
  });

  test("leaves a guest in the house where they are", async () => {
    const type = await world.type(2);
    const stay = await world.booked(type, 0, 3);
    const [room = 0] = await world.roomsOf(stay);
    await moveClock(database, { to: new Date("2027-06-02T12:00:00Z") });
    try {
      expect(await create(type, 1, 2, { roomId: room ?? 0 })).toMatchObject({ refusal: { code: "in_use" } });
    } finally {
      await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
    }
  });

  test("takes a lapsed hold's room without asking anybody", async () => {
    const type = await world.type(1);
    const held = await world.booked(type, 3, 2, { holdMinutes: 1 });
    await moveClock(database, { by: 90_000 });
    accepted(await create(type, 3, 4));
    expect(await world.night(type, 3)).toMatchObject({ held: 0, out_of_order: 1, forced: 0 });
    expect(await world.roomsOf(held)).toEqual([]);
    expect((await world.events(type.hotelId)).map((event) => event.type)).toContain("hold.lapsed");
  });

  test("is refused twice on one night, for nights that have passed, and for a retired room", async () => {
    const type = await world.type(2);
    const row = accepted(await create(type, 3, 5));
    expect(await create(type, 4, 8)).toMatchObject({
      refusal: { code: "already_exists", detail: { out_of_order_ids: [row.out_of_order_id] } },
    });
    expect((await create(type, 5, 6)).accepted).toBe(true);
    expect(await create(type, -1, 2)).toMatchObject({ refusal: { code: "invalid_request" } });
    const [, roomId = 0] = type.roomIds;
    const retirement = { roomTypeId: type.roomTypeId, roomId, version: 1, from: TODAY + 10, force: false };
    accepted(await world.staff(type, (books) => retireRoom(books, retirement)));
    expect(await create(type, 9, 11, { roomId })).toMatchObject({ refusal: { code: "wrong_state" } });
    expect((await create(type, 8, 10, { roomId })).accepted).toBe(true);
  });

  test("may reach beyond the horizon", async () => {
    const type = await world.type(1);
    accepted(await create(type, 50, 400));
    expect(await world.night(type, 59)).toMatchObject({ out_of_order: 1 });
  });
});

describe("changing a period", () => {
  test("writes only the nights that differ", async () => {
    const type = await world.type(2);
    const row = accepted(await create(type, 3, 6));
    const moved = accepted(await change(type, row, 5, 8));
    expect(moved.version).toBe(2);
    const counts = await Promise.all([2, 3, 4, 5, 6, 7, 8].map((night) => world.night(type, night)));
    expect(counts.map((night) => night["out_of_order"])).toEqual([0, 0, 0, 1, 1, 1, 0]);
    expect(counts.map((night) => night["seats"])).toEqual(["", "", "", "01", "01", "01", ""]);
    expect(await change(type, row, 5, 9)).toMatchObject({ refusal: { code: "version_conflict" } });
  });

  test("another reason alone changes no night and tells nobody", async () => {
    const type = await world.type(1);
    const row = accepted(await create(type, 3, 6));
    const before = await world.events(type.hotelId);
    const { out_of_order_id: outOfOrderId, version } = row;
    const renamed = await world.staff(type, (books) =>
      changeOutOfOrder(books, { outOfOrderId, version, reason: "floor", force: false }),
    );
    expect(accepted(renamed)).toMatchObject({ reason: "floor", version: 2 });
    expect(await world.events(type.hotelId)).toEqual(before);
  });

  test("an end gives the nights back, and nothing can be done with it any more", async () => {
    const type = await world.type(1);
    const row = accepted(await create(type, 3, 6));
    const end = { outOfOrderId: row.out_of_order_id, version: 1 };
    expect(accepted(await world.staff(type, (books) => endOutOfOrder(books, end)))).toMatchObject({
      status: "ended",
      end_date: "2027-06-07",
    });
    expect(await world.night(type, 3)).toMatchObject({ out_of_order: 0, seats: "" });
    expect(await world.staff(type, (books) => endOutOfOrder(books, { ...end, version: 2 }))).toMatchObject({
      refusal: { code: "wrong_state" },
    });
  });

  test("what has passed stays as it was", async () => {
    const type = await world.type(1);
    const row = accepted(await create(type, 0, 6));
    await moveClock(database, { to: new Date("2027-06-04T12:00:00Z") });
    try {
      expect(await change(type, row, 1, 6)).toMatchObject({ refusal: { code: "invalid_request" } });
      expect(await change(type, row, 0, 2)).toMatchObject({ refusal: { code: "invalid_request" } });
      const end = { outOfOrderId: row.out_of_order_id, version: 1 };
      expect(accepted(await world.staff(type, (books) => endOutOfOrder(books, end)))).toMatchObject({
        end_date: "2027-06-04",
      });
    } finally {
      await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
    }
    const counts = await Promise.all([0, 2, 3, 5].map((night) => world.night(type, night)));
    expect(counts.map((night) => night["out_of_order"])).toEqual([1, 1, 0, 0]);
  });
});

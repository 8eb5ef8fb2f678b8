import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { addRooms } from "./add_rooms.ts";
import { createBlock } from "./blocks.ts";
import { createOutOfOrder } from "./out_of_order.ts";
import { createOverbookingPeriod } from "./overbooking.ts";
import { cutCapacity, retireRoom } from "./retire_rooms.ts";
import { describeFinding, verifyInventory } from "./verify.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });

let type: TypeInWorld;
let sold = "";
let held = "";

/** A hotel in which everything that uses a night happens at least once. */
beforeEach(async () => {
  type = await world.type(5, { overbookingRatio: 0.2 });
  const {
    roomTypeId,
    roomIds: [first = 0, second = 0],
  } = type;
  sold = await world.booked(type, 3, 4);
  held = await world.booked(type, 4, 4, { holdMinutes: 15 });
  accepted(
    await world.staff(type, (books) =>
      createBlock(books, { roomTypeId, name: "Group", nights: nights(2, 8), rooms: 1 }),
    ),
  );
  const broken = { roomTypeId, roomId: first, nights: nights(4, 55), reason: "", force: false };
  accepted(await world.staff(type, (books) => createOutOfOrder(books, broken)));
  const retirement = { roomTypeId, roomId: second, version: 1, from: TODAY + 20, force: false };
  accepted(await world.staff(type, (books) => retireRoom(books, retirement)));
  accepted(await world.staff(type, (books) => addRooms(books, roomTypeId, { count: 1 })));
  const period = { roomTypeId, nights: nights(6, 9), allowance: { extraRooms: 2 }, force: false };
  accepted(await world.staff(type, (books) => createOverbookingPeriod(books, period)));
});

const verifyIt = () => verifyInventory(database, { hotelId: type.hotelId });
const kinds = async (): Promise<string[]> => [...new Set((await verifyIt()).map((finding) => finding.kind))].toSorted();

async function corrupt(sql: string, ...values: unknown[]): Promise<void> {
  const { rowCount } = await database.pool.query(sql, values);
  if (rowCount === 0) throw new Error("nothing was corrupted");
}

const onNight = "WHERE room_type_id = $1 AND night = '2027-06-06'";

describe("a hotel in which everything was used", () => {
  test("has nothing that differs, today and later", async () => {
    expect(await verifyInventory(database)).toEqual([]);
    await moveClock(database, { by: 5 * 86_400_000 });
    try {
      expect(await verifyInventory(database)).toEqual([]);
    } finally {
      await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
    }
  });

  test("also after a forced cut", async () => {
    accepted(
      await world.staff(type, (books) =>
        cutCapacity(books, { roomTypeId: type.roomTypeId, rooms: 4, from: TODAY + 1 }),
      ),
    );
    expect(await world.night(type, 5)).toMatchObject({ rooms: 2, out_of_order: 1, forced: 2 });
    expect(await verifyIt()).toEqual([]);
  });
});

describe("a counter that was written past the protocol", () => {
  test.each([
    ["sold", "sold = sold + 1"],
    ["held", "held = 0"],
    ["blocked", "blocked = 0"],
    ["out_of_order", "out_of_order = 0"],
    ["rooms", "rooms = rooms + 1"],
    ["allowance", "allowance = allowance + 1"],
    ["forced", "forced = 1"],
  ])("is named: %s", async (kind, change) => {
    const before = await world.night(type, 5);
    await corrupt(`UPDATE room_night SET ${change} ${onNight}`, type.roomTypeId);
    const findings = await verifyIt();
    expect(findings.filter((finding) => finding.kind === kind)).toEqual([
      {
        kind,
        hotel_id: type.hotelId,
        room_type_id: type.roomTypeId,
        night: "2027-06-06",
        room_id: null,
        reservation_id: null,
        expected: String(before[kind]),
        found: String((await world.night(type, 5))[kind]),
      },
    ]);
  });

  test("is named in a sentence, and to whoever listens", async () => {
    await corrupt(`UPDATE room_night SET sold = 2 ${onNight}`, type.roomTypeId);
    const told: string[] = [];
    await verifyInventory(database, {
      hotelId: type.hotelId,
      onFinding: (finding) => told.push(describeFinding(finding)),
    });
    expect(told).toEqual([
      `sold at hotel ${type.hotelId}, room type ${type.roomTypeId}, night 2027-06-06: 2 instead of 1`,
    ]);
  });

  test("of a night that has passed is named where stays make it, and left alone where history does", async () => {
    await moveClock(database, { by: 10 * 86_400_000 });
    try {
      await corrupt(`UPDATE room_night SET rooms = rooms + 1 ${onNight}`, type.roomTypeId);
      expect(await kinds()).toEqual([]);
      await corrupt(`UPDATE room_night SET sold = sold + 1 ${onNight}`, type.roomTypeId);
      expect(await kinds()).toEqual(["sold"]);
    } finally {
      await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
    }
  });
});

describe("what a counter is made of", () => {
  test.each([
    [
      "a lost stay night",
      "DELETE FROM stay_night WHERE reservation_id = $1 AND night = '2027-06-06'",
      () => sold,
      ["seat_taken_by_nobody", "sold"],
    ],
    [
      "a night sold instead of held",
      "UPDATE stay_night SET used_as = 'sold' WHERE reservation_id = $1 AND night = '2027-06-06'",
      () => held,
      ["held", "sold"],
    ],
    ["another block", "UPDATE block SET rooms = 2 WHERE room_type_id = $1", () => type.roomTypeId, ["blocked"]],
    [
      "a block given back",
      "UPDATE block SET status = 'released' WHERE room_type_id = $1",
      () => type.roomTypeId,
      ["blocked"],
    ],
    [
      "a longer out-of-order period",
      "UPDATE out_of_order SET end_date = end_date + 1 WHERE room_type_id = $1",
      () => type.roomTypeId,
      ["out_of_order", "seat_not_taken"],
    ],
    [
      "a room retired earlier",
      "UPDATE room SET retired_from = retired_from - 1 WHERE room_type_id = $1 AND retired_from IS NOT NULL",
      () => type.roomTypeId,
      ["rooms", "seat_not_taken"],
    ],
    [
      "another ratio",
      "UPDATE room_type SET overbooking_basis_points = 4000 WHERE room_type_id = $1",
      () => type.roomTypeId,
      ["allowance"],
    ],
    [
      "another overbooking period",
      "UPDATE overbooking_period SET extra_rooms = 3 WHERE room_type_id = $1",
      () => type.roomTypeId,
      ["allowance"],
    ],
    ["a lost hold", "DELETE FROM hold WHERE reservation_id = $1", () => held, ["held_without_hold"]],
  ] as const)("%s is named", async (_, sql, subject, expected) => {
    await corrupt(sql, subject());
    expect(await kinds()).toEqual([...expected]);
  });

  test("a hold that holds nothing is named", async () => {
    await corrupt("UPDATE stay_night SET used_as = 'none', room_id = NULL WHERE reservation_id = $1", held);
    expect(await kinds()).toEqual(["held", "hold_without_nights", "seat_taken_by_nobody"]);
  });

  test("a stay night without a night is named", async () => {
    await corrupt(`DELETE FROM room_night ${onNight}`, type.roomTypeId);
    expect(await verifyIt()).toMatchObject([
      { kind: "night_missing", night: "2027-06-06" },
      { kind: "night_missing", night: "2027-06-06" },
    ]);
  });
});

describe("seats and rooms", () => {
  test("a seat that nobody takes, and one that somebody is in and that is free, are named", async () => {
    await corrupt(`UPDATE room_night SET seats = set_bit(seats, 7, 1) ${onNight}`, type.roomTypeId);
    expect(await kinds()).toEqual(["seat_taken_by_nobody"]);
    await corrupt(`UPDATE room_night SET seats = '' ${onNight}`, type.roomTypeId);
    expect(await verifyIt()).toMatchObject([{ kind: "seat_not_taken", night: "2027-06-06", found: "0" }]);
  });

  test("a stay in a room that is out of order is named, with the room", async () => {
    const [first] = type.roomIds;
    await corrupt("UPDATE stay_night SET room_id = $1 WHERE reservation_id = $2 AND night = '2027-06-06'", first, sold);
    expect((await verifyIt()).find((finding) => finding.kind === "room_used_twice")).toMatchObject({
      night: "2027-06-06",
      room_id: first,
      reservation_id: sold,
      found: "2",
    });
  });

  test("a stay in a room of another type is named", async () => {
    const other = await world.type(1, { hotelId: type.hotelId });
    await corrupt(
      "UPDATE stay_night SET room_id = $1 WHERE reservation_id = $2 AND night = '2027-06-06'",
      other.roomIds[0],
      sold,
    );
    expect(await kinds()).toContain("room_of_other_type");
  });
});

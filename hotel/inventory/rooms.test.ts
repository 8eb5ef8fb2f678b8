import { afterAll, describe, expect, test } from "vitest";
import { accepted, InventoryWorld, TODAY } from "../testing/inventory_world.ts";
import { testDatabase } from "../testing/database.ts";
import { addRooms, chooseNumbers } from "./add_rooms.ts";
import { cutCapacity, findRoom, quietestRooms, retireRoom } from "./retire_rooms.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

describe("adding rooms", () => {
  test("raises rooms and allowance from the business date on, and they can be sold at once", async () => {
    const type = await world.type(2, { overbookingRatio: 0.25 });
    expect(await world.night(type, 0)).toMatchObject({ rooms: 2, allowance: 0 });
    const rooms = accepted(await world.staff(type, (books) => addRooms(books, type.roomTypeId, { count: 2 })));
    expect(rooms.map((room) => [room.number, room.ordinal])).toEqual([
      ["3", 2],
      ["4", 3],
    ]);
    expect(await world.night(type, 0)).toMatchObject({ rooms: 4, allowance: 1, seats: "" });
    expect(await world.night(type, 59)).toMatchObject({ rooms: 4, allowance: 1 });
    for (let room = 0; room < 5; room += 1) await world.booked(type, 3, 2);
    expect((await world.book(type, 3, 1)).accepted).toBe(false);
    expect(
      (await world.events(type.hotelId)).find((event) => event.type === "rooms.added" && event.data["room_ids"]),
    ).toBeDefined();
  });

  test("is known at once to a process that had read the rooms before", async () => {
    const type = await world.type(1);
    await world.booked(type, 3, 1);
    const [added] = accepted(await world.staff(type, (books) => addRooms(books, type.roomTypeId, { count: 1 })));
    const answer = await world.book(type, 3, 1);
    expect(answer).toMatchObject({ accepted: true });
    expect(added?.ordinal).toBe(1);
  });

  test("is refused for a number that the hotel has, and changes nothing", async () => {
    const type = await world.type(2);
    const other = await world.type(1, { hotelId: type.hotelId });
    const before = await world.events(type.hotelId);
    const decision = await world.staff(other, (books) => addRooms(books, other.roomTypeId, { numbers: ["9", "2"] }));
    expect(decision).toMatchObject({ refusal: { code: "already_exists", detail: { room_numbers: ["2"] } } });
    expect(await world.night(other, 0)).toMatchObject({ rooms: 1 });
    expect(await world.events(type.hotelId)).toEqual(before);
  });

  test("chooses numbers after the highest, and refuses one given twice", () => {
    expect(accepted(chooseNumbers(["7", "A1", "12"], { count: 2 }))).toEqual(["13", "14"]);
    expect(chooseNumbers([], { numbers: ["1", "1"] })).toMatchObject({ refusal: { code: "already_exists" } });
  });
});

describe("retiring a room", () => {
  test("takes it off the nights from a date on, gives it to nobody and re-seats who was in it", async () => {
    const type = await world.type(2);
    const stay = await world.booked(type, 5, 3);
    const [room = 0] = await world.roomsOf(stay);
    const version = (await findRoom(database.pool, type.hotelId, room ?? 0))?.version ?? 0;
    const retirement = { roomTypeId: type.roomTypeId, roomId: room ?? 0, version, from: TODAY + 6, force: false };
    const { rooms } = accepted(await world.staff(type, (books) => retireRoom(books, retirement)));
    expect(rooms[0]).toMatchObject({ retired_from: "2027-06-07", version: version + 1 });
    expect(new Set(await world.roomsOf(stay))).toEqual(new Set(type.roomIds.filter((id) => id !== room)));
    expect(await world.night(type, 5)).toMatchObject({ rooms: 2, sold: 1 });
    expect(await world.night(type, 6)).toMatchObject({ rooms: 1, sold: 1, seats: "03" });
    expect((await world.book(type, 6, 1)).accepted).toBe(false);
    expect((await world.book(type, 5, 1)).accepted).toBe(true);
    const types = (await world.events(type.hotelId)).map((event) => event.type);
    expect(types).toContain("room.retired");
    expect(types).toContain("reservation.reseated");
  });

  test("is refused while a pinned stay is in it, naming the stay; with force the stay loses its room", async () => {
    const type = await world.type(2);
    const stay = await world.booked(type, 5, 3);
    await world.pin(stay);
    const [room = 0] = await world.roomsOf(stay);
    const retirement = { roomTypeId: type.roomTypeId, roomId: room ?? 0, version: 1, from: TODAY + 6, force: false };
    const before = [await world.night(type, 6), await world.events(type.hotelId)];
    expect(await world.staff(type, (books) => retireRoom(books, retirement))).toMatchObject({
      refusal: { code: "in_use", detail: { stays: [{ reservation_id: stay, stay_no: 1, room_id: room }], nights: [] } },
    });
    expect([await world.night(type, 6), await world.events(type.hotelId)]).toEqual(before);

    const forced = await world.staff(type, (books) => retireRoom(books, { ...retirement, force: true }));
    expect(accepted(forced).forced).toEqual([]);
    expect(await world.roomsOf(stay)).toEqual([room, null, null]);
    const { rows } = await database.pool.query(
      "SELECT pinned FROM stay_night WHERE reservation_id = $1 ORDER BY night",
      [stay],
    );
    expect(rows.map((row) => row.pinned)).toEqual([true, false, false]);
    expect((await world.events(type.hotelId)).at(-1)).toMatchObject({ type: "reservation.room_moved" });
  });

  test("is refused when the nights are sold out, naming them; with force they are forced and drain first", async () => {
    const type = await world.type(2);
    const stays = [await world.booked(type, 5, 1), await world.booked(type, 5, 1)];
    const retirement = {
      roomTypeId: type.roomTypeId,
      roomId: type.roomIds[0] ?? 0,
      version: 1,
      from: TODAY,
      force: false,
    };
    expect(await world.staff(type, (books) => retireRoom(books, retirement))).toMatchObject({
      refusal: { code: "in_use", detail: { nights: [{ date: "2027-06-06", available: 1, wanted: 2 }] } },
    });
    const forced = accepted(await world.staff(type, (books) => retireRoom(books, { ...retirement, force: true })));
    expect(forced.forced).toMatchObject([{ night: TODAY + 5, wanted: 2 }]);
    expect(await world.night(type, 5)).toMatchObject({ rooms: 1, sold: 2, forced: 1 });
    const rooms = (await Promise.all(stays.map((stay) => world.roomsOf(stay)))).flat();
    expect(rooms.filter((room) => room === null)).toHaveLength(1);
    await world.cancel(type, stays[rooms.indexOf(null)] ?? "");
    expect(await world.night(type, 5)).toMatchObject({ sold: 1, forced: 0 });
    expect((await world.book(type, 5, 1)).accepted).toBe(false);
  });

  test("needs the newest version, a night that has not passed, and a room that is not retired", async () => {
    const type = await world.type(1);
    const base = { roomTypeId: type.roomTypeId, roomId: type.roomIds[0] ?? 0, version: 1, from: TODAY, force: false };
    const attempt = (change: object) => world.staff(type, (books) => retireRoom(books, { ...base, ...change }));
    expect(await attempt({ version: 2 })).toMatchObject({
      refusal: { code: "version_conflict", detail: { version: 1 } },
    });
    expect(await attempt({ from: TODAY - 1 })).toMatchObject({ refusal: { code: "invalid_request" } });
    expect(await attempt({ roomId: 999_999 })).toMatchObject({ refusal: { code: "not_found" } });
    expect((await attempt({})).accepted).toBe(true);
    expect(await attempt({ version: 2 })).toMatchObject({ refusal: { code: "wrong_state" } });
  });

  test("re-seats by moving somebody else where no room is simply free", async () => {
    const type = await world.type(3);
    // Rooms by night 5..8: a stay over all of it, one in the first half, one in the second half.
    const long = await world.booked(type, 5, 4);
    const early = await world.booked(type, 5, 2);
    const late = await world.booked(type, 7, 2);
    const [roomOfLong = 0] = await world.roomsOf(long);
    const [earlyRoom] = await world.roomsOf(early);
    const [lateRoom] = await world.roomsOf(late);
    if (earlyRoom === lateRoom) {
      const free = type.roomIds.find((id) => id !== earlyRoom && id !== roomOfLong);
      await database.pool.query("UPDATE stay_night SET room_id = $2 WHERE reservation_id = $1", [late, free]);
      await reseat(type, late);
    }
    const retirement = { roomTypeId: type.roomTypeId, roomId: roomOfLong ?? 0, version: 1, from: TODAY, force: false };
    accepted(await world.staff(type, (books) => retireRoom(books, retirement)));
    const rooms = (await Promise.all([long, early, late].map((stay) => world.roomsOf(stay)))).flat();
    expect(rooms).not.toContain(roomOfLong);
    expect(rooms).not.toContain(null);
  });
});

describe("a cut of capacity", () => {
  test("retires the quietest rooms by force and says so", async () => {
    const type = await world.type(3);
    const stays = [await world.booked(type, 5, 1), await world.booked(type, 5, 1), await world.booked(type, 5, 1)];
    const cut = { roomTypeId: type.roomTypeId, rooms: 2, from: TODAY + 2 };
    const result = accepted(await world.staff(type, (books) => cutCapacity(books, cut)));
    expect(result.rooms).toHaveLength(2);
    expect(await world.night(type, 5)).toMatchObject({ rooms: 1, sold: 3, forced: 2 });
    expect(await world.night(type, 1)).toMatchObject({ rooms: 3, forced: 0 });
    const rooms = (await Promise.all(stays.map((stay) => world.roomsOf(stay)))).flat();
    expect(rooms.filter((room) => room === null)).toHaveLength(2);
    expect((await world.events(type.hotelId)).find((event) => event.type === "capacity.cut")?.data).toEqual({
      room_type_id: type.roomTypeId,
      start_date: "2027-06-03",
      end_date: "2027-07-31",
      rooms: 2,
      forced: true,
    });
  });

  test("is refused for more rooms than there are", async () => {
    const type = await world.type(1);
    const cut = { roomTypeId: type.roomTypeId, rooms: 2, from: TODAY };
    expect(await world.staff(type, (books) => cutCapacity(books, cut))).toMatchObject({
      refusal: { code: "not_found" },
    });
  });

  test("prefers rooms in which nobody is booked and that are in order, the newest first", () => {
    const term = (roomId: number, ...outOfOrder: { arrival: number; departure: number }[]) => ({
      roomId,
      ordinal: roomId,
      retiredFrom: undefined,
      outOfOrder,
    });
    const terms = [
      term(1),
      term(2),
      term(3),
      term(4),
      term(5, { arrival: 1, departure: 9 }),
      term(6, { arrival: 1, departure: 5 }),
    ];
    const occupants = [
      { roomId: 2, nights: [5, 6] },
      { roomId: 1, nights: [5] },
    ];
    expect(quietestRooms(terms, occupants, { count: 6, from: 5 })).toEqual([6, 4, 3, 1, 2, 5]);
    expect(quietestRooms(terms, occupants, { count: 2, from: 5 })).toEqual([6, 4]);
  });
});

/** Sets the seat bits of a type's nights by the rows, after a test has moved somebody by hand. */
async function reseat(
  type: { readonly hotelId: number; readonly roomTypeId: number },
  reservationId: string,
): Promise<void> {
  await database.pool.query(
    `UPDATE room_night n
        SET seats = (SELECT decode(lpad(to_hex(sum(1 << r.ordinal)::int), 2, '0'), 'hex')
                       FROM stay_night s JOIN room r USING (hotel_id, room_id)
                      WHERE s.hotel_id = n.hotel_id AND s.room_type_id = n.room_type_id AND s.night = n.night)
      WHERE n.hotel_id = $1 AND n.room_type_id = $2
        AND n.night IN (SELECT night FROM stay_night WHERE reservation_id = $3)`,
    [type.hotelId, type.roomTypeId, reservationId],
  );
}

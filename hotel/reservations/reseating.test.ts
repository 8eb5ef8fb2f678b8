import { beforeEach, expect, test } from "vitest";
import { book, bookRoom, changeOf, reservationIdOf, type WantedRoom } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { openClient } from "../database/database.ts";
import { moveClock } from "../events/clock.ts";
import { readSeats } from "./admission/read_seats.ts";
import { deskCommand } from "./decisions/desk.ts";
import { moveTo } from "./decisions/rooms.ts";

const database = await testDatabase();
const { admission, failures } = openAdmission(database);

beforeEach(() => setNoon(database));

test("a hold that lapses in the same transaction is in nobody's way", async () => {
  const hotel = await openHotel(database, { rooms: [2] });
  const early = await booked(hotel, { from: 1 });
  await admission.submit(bookRoom(hotel, { from: 2 }, { holdMinutes: 15 }));
  const late = await booked(hotel, { from: 3 });
  const beside = await told(hotel, { from: 2 }, 1, true);
  const [first, second] = typeOf(hotel).roomIds;
  expect([await roomsOf(early), await roomsOf(late), await roomsOf(beside)]).toEqual([[first], [first], [second]]);
  await moveClock(database, { by: 16 * 60_000 });
  expect(await roomsOf(await booked(hotel, { from: 1, nights: 3 }))).toEqual([first, first, first]);
  expect([await roomsOf(early), await roomsOf(late)]).toEqual([[second], [second]]);
  expect([await faultsIn(database.pool), failures]).toEqual([[], []]);
});

test("a hold that was taken away in the same transaction sits nowhere", async () => {
  const hotel = await openHotel(database, { rooms: [2] });
  const held = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 2 }, { holdMinutes: 15 })));
  const kept = await booked(hotel, { from: 2 });
  const { hotelId, today } = hotel;
  const { roomTypeId } = typeOf(hotel);
  const client = await openClient(database);
  const seatedWithout = async (gone: readonly string[]): Promise<Set<string>> => {
    const reaped = gone.map((id) => ({ hotel_id: hotelId, room_type_id: roomTypeId, reservation_id: id }));
    const { rows } = await readSeats(client, [{ hotelId, roomTypeId, from: today + 1, to: today + 4 }], reaped);
    return new Set(rows.map((row) => row.reservation_id));
  };
  expect(await seatedWithout([])).toEqual(new Set([held, kept]));
  expect(await seatedWithout([held])).toEqual(new Set([kept]));
  await client.end();
});

test("who is in the way of those who are in the way is looked for beyond the nights of the request", async () => {
  const hotel = await openHotel(database, { rooms: [3] });
  const inTheWay = await told(hotel, { from: 2, nights: 4 }, 0, false);
  await told(hotel, { from: 1 }, 1, true);
  const farther = await told(hotel, { from: 5, nights: 3 }, 1, false);
  await told(hotel, { from: 2 }, 2, true);
  const [first, second] = typeOf(hotel).roomIds;
  expect(await roomsOf(await booked(hotel, { from: 1, nights: 2 }))).toEqual([first, first]);
  expect(new Set(await roomsOf(inTheWay))).toEqual(new Set([second]));
  expect(new Set(await roomsOf(farther))).not.toContain(second);
  expect([await faultsIn(database.pool), failures]).toEqual([[], []]);
});

test("a stay that makes place for two stays of one request moves once", async () => {
  const hotel = await openHotel(database, { rooms: [3] });
  const moved = await told(hotel, { from: 2, nights: 2 }, 0, false);
  await told(hotel, { from: 4 }, 1, true);
  await told(hotel, { from: 1 }, 2, true);
  await told(hotel, { from: 4 }, 2, true);
  const stays = [
    { from: 2, nights: 4 },
    { from: 1, nights: 3 },
  ];
  const reservationId = reservationIdOf(await admission.submit(book(hotel, { stays })));
  const [first, second, third] = typeOf(hotel).roomIds;
  expect(await roomsOf(reservationId)).toEqual([first, first, first, first, second, second, second]);
  expect(await roomsOf(moved)).toEqual([third, third]);
  expect([await faultsIn(database.pool), failures]).toEqual([[], []]);
});

async function booked(hotel: TestHotel, room: WantedRoom): Promise<string> {
  return reservationIdOf(await admission.submit(bookRoom(hotel, room)));
}

/** Books a room and moves the guest to the room at this place; pinned: the guest is told it. */
async function told(hotel: TestHotel, room: WantedRoom, place: number, pin: boolean): Promise<string> {
  const reservationId = await booked(hotel, room);
  const { roomTypeId, roomIds } = typeOf(hotel);
  const move = moveTo({ roomTypeId, roomId: roomIds[place], pin });
  const command = deskCommand(move, { ...changeOf(hotel, reservationId), stayNos: [] });
  expect(reservationIdOf(await admission.submit(command))).toBe(reservationId);
  return reservationId;
}

async function roomsOf(reservationId: string): Promise<(number | null)[]> {
  const { rows } = await database.pool.query<{ room_id: number | null }>(
    "SELECT room_id FROM stay_night WHERE reservation_id = $1 AND used_as <> 'none' ORDER BY stay_no, night",
    [reservationId],
  );
  return rows.map((row) => row.room_id);
}

import { beforeAll, expect, test } from "vitest";
import { bookRoom, changeOf, kindOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import type { Answer } from "./admission/command.ts";
import { checkIn } from "./decisions/arrival.ts";
import { extendUntil } from "./decisions/departure.ts";
import { deskCommand, type DeskAction } from "./decisions/desk.ts";
import { modifyCommand, type StayChange } from "./decisions/modify.ts";
import { moveTo } from "./decisions/rooms.ts";

const database = await testDatabase();
const { admission } = openAdmission(database);

beforeAll(() => setNoon(database));

test("is extended in the type it occupies, at the price of the type it booked", async () => {
  const { hotel, id } = await upgraded();
  await database.pool.query("UPDATE room_type SET base_price_minor = 50000 WHERE room_type_id = $1", [
    typeOf(hotel, 1).roomTypeId,
  ]);
  expect(kindOf(await atDesk(hotel, id, checkIn))).toBe("accepted");
  const answer = await atDesk(hotel, id, extendUntil(hotel.today + 3, false, 540), hotel.today + 3);
  expect(answer).toMatchObject({ accepted: true, reply: { body: { total_price: 300 } } });
  expect(await typesOf(id)).toEqual([1, 1, 1].map((place) => typeOf(hotel, place).roomTypeId));
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("is changed without a word about its type: it stays where it is, and new nights are of the type it booked", async () => {
  const { hotel, id } = await upgraded();
  expect(kindOf(await modify(hotel, id, { stayNo: 1, guests: 2 }))).toBe("accepted");
  expect(kindOf(await modify(hotel, id, { stayNo: 1, departure: hotel.today + 3, allowSplit: true }))).toBe("accepted");
  expect(await typesOf(id)).toEqual([1, 1, 0].map((place) => typeOf(hotel, place).roomTypeId));
  expect(await faultsIn(database.pool)).toEqual([]);
});

/** A reservation of the first type that was moved to the second one. */
async function upgraded(): Promise<{ hotel: TestHotel; id: string }> {
  const hotel = await openHotel(database, { rooms: [1, 1] });
  const id = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 0, nights: 2 })));
  const { roomTypeId } = typeOf(hotel, 1);
  const action = moveTo({ roomTypeId, roomId: undefined, pin: false });
  const command = deskCommand(
    action,
    { ...changeOf(hotel, id), stayNos: [] },
    { reach: { roomTypeIds: [roomTypeId] } },
  );
  expect(kindOf(await admission.submit(command))).toBe("accepted");
  return { hotel, id };
}

function atDesk(hotel: TestHotel, id: string, action: DeskAction, to?: number): Promise<Answer> {
  const more = to === undefined ? {} : { reach: { roomTypeIds: [], to } };
  return admission.submit(deskCommand(action, { ...changeOf(hotel, id), stayNos: [] }, more));
}

function modify(hotel: TestHotel, id: string, change: StayChange): Promise<Answer> {
  return admission.submit(modifyCommand({ ...changeOf(hotel, id), stays: [change], horizonDays: 540 }));
}

async function typesOf(id: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ room_type_id: number }>(
    "SELECT room_type_id FROM stay_night WHERE reservation_id = $1 AND used_as <> 'none' ORDER BY night",
    [id],
  );
  return rows.map((row) => row.room_type_id);
}

import { beforeEach, expect, test } from "vitest";
import { book, bookRoom, changeOf, kindOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { moveClock } from "../events/clock.ts";
import { expireCommand } from "./decisions/cancel.ts";
import { confirmCommand } from "./decisions/confirm.ts";

const database = await testDatabase();
const { admission, failures } = openAdmission(database);
const both = [{ from: 1 }, { from: 1, type: 1 }];

beforeEach(() => setNoon(database));

test.each([
  ["confirmed late", (hotel: TestHotel, id: string) => confirmCommand(changeOf(hotel, id))],
  ["swept", (hotel: TestHotel, id: string) => expireCommand(changeOf(hotel, id))],
  ["in the way of a guest who wants both types", (hotel: TestHotel) => book(hotel, { stays: both })],
  ["in the way of a guest who wants one of them", (hotel: TestHotel) => bookRoom(hotel, { from: 1, type: 1 })],
])("a hold on two room types that has run out is taken back once: %s", async (_, command) => {
  const hotel = await openHotel(database, { rooms: [1, 1] });
  const id = reservationIdOf(await admission.submit(book(hotel, { stays: both, holdMinutes: 15 })));
  await moveClock(database, { by: 16 * 60_000 });
  expect(kindOf(await admission.submit(command(hotel, id)))).toBe("accepted");
  expect([await faultsIn(database.pool), failures]).toEqual([[], []]);
});

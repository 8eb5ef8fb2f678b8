import { beforeEach, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { startPeriodic } from "../events/periodic.ts";
import { pickupOfNights, type PickupNightRow } from "../rates/pickup_counts.ts";
import { storeTerms } from "../rates/plans/stored_terms.ts";
import { bookRoom, changeOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { paperTerms } from "../testing/paper_rates.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { nightOf } from "../vocabulary/night.ts";
import { cancelCommand } from "./decisions/cancel.ts";
import { countPickup, pickupTask } from "./pickup_task.ts";

const database = await testDatabase();
const { admission } = openAdmission(database);
const DAY = 86_400_000;

beforeEach(async () => {
  await database.pool.query("TRUNCATE pickup_night");
  await database.pool.query("DELETE FROM rate_plan");
  await setNoon(database);
});

test("rooms taken within each window are counted by night, held ones too, cancelled ones not", async () => {
  const hotel = await openHotel(database, { rooms: [5] });
  await askFor(hotel, 1, 3);
  await admission.submit(bookRoom(hotel, { from: 10, nights: 2 }));
  await moveClock(database, { by: 2 * DAY });
  await admission.submit(bookRoom(hotel, { from: 11 }, { holdMinutes: 15 }));
  const answer = await admission.submit(bookRoom(hotel, { from: 11 }));
  await admission.submit(cancelCommand({ ...changeOf(hotel, reservationIdOf(answer)), waiveFee: false }));
  expect(await countPickup(database, null)).toBeNull();
  expect(await counted(hotel)).toEqual([
    { night: 10, days: 3, rooms: 1 },
    { night: 11, days: 1, rooms: 1 },
    { night: 11, days: 3, rooms: 2 },
  ]);
});

test("what is no longer young, or no longer asked for, is taken away; every change is told once", async () => {
  const hotel = await openHotel(database, { rooms: [5] });
  await askFor(hotel, 1);
  await admission.submit(bookRoom(hotel, { from: 10, nights: 2 }));
  await countPickup(database, null);
  await countPickup(database, null);
  expect(await told(hotel)).toEqual([{ from: 10, to: 12 }]);
  await moveClock(database, { by: 2 * DAY });
  await countPickup(database, null);
  expect(await counted(hotel)).toEqual([]);
  expect(await told(hotel)).toHaveLength(2);
  await admission.submit(bookRoom(hotel, { from: 20 }));
  await countPickup(database, null);
  expect(await counted(hotel)).toHaveLength(1);
  await database.pool.query("UPDATE rate_plan SET status = 'retired' WHERE hotel_id = $1", [hotel.hotelId]);
  await countPickup(database, null);
  expect(await counted(hotel)).toEqual([]);
});

test("hotels that do not ask are not counted; many that do are counted page by page", async () => {
  const quiet = await openHotel(database);
  await admission.submit(bookRoom(quiet, { from: 3 }));
  const asking: TestHotel[] = [];
  for (let index = 0; index < 50; index += 1) asking.push(await openHotel(database));
  for (const hotel of asking) await askFor(hotel, 7);
  const last = await openHotel(database);
  await askFor(last, 7);
  await admission.submit(bookRoom(last, { from: 3 }));
  const runner = startPeriodic(database, [pickupTask]);
  await runner.runNow(pickupTask.name);
  await runner.stop();
  expect(await counted(last)).toEqual([{ night: 3, days: 7, rooms: 1 }]);
  expect(await counted(quiet)).toEqual([]);
  expect(await countPickup(database, null)).toBe(String(asking.at(-1)?.hotelId));
});

const PLAN = `
  WITH book AS (INSERT INTO rate_book (hotel_id) VALUES ($1) RETURNING hotel_id)
  INSERT INTO rate_plan (hotel_id, code, name, terms) SELECT hotel_id, 'pickup', 'Pickup', $2 FROM book`;

async function askFor(hotel: TestHotel, ...windows: number[]): Promise<void> {
  const rules = windows.map((days) => ({
    name: "pickup",
    when: { pickup: { days, minRooms: 1 } },
    adjustment: { basisPoints: 500 },
  }));
  await database.pool.query(PLAN, [hotel.hotelId, storeTerms(paperTerms({ dynamic: { rules } }))]);
}

async function counted(hotel: TestHotel): Promise<object[]> {
  const all = await database.pool.query("SELECT FROM pickup_night WHERE hotel_id = $1", [hotel.hotelId]);
  const { roomTypeId } = typeOf(hotel);
  const touch = { hotelId: hotel.hotelId, roomTypeId, from: hotel.today - 10, to: hotel.today + 90 };
  const { rows } = await database.pool.query<PickupNightRow>(pickupOfNights([touch]));
  expect(rows).toHaveLength(all.rowCount ?? 0);
  return rows
    .map(({ night, days, rooms }) => ({ night: nightOf(night) - hotel.today, days, rooms }))
    .toSorted((one, other) => one.night - other.night || one.days - other.days);
}

async function told(hotel: TestHotel): Promise<object[]> {
  const { rows } = await database.pool.query<{ from: number; to: number }>(
    `SELECT (data ->> 'start_date')::date - $2::date AS from, (data ->> 'end_date')::date - $2::date AS to
       FROM outbox WHERE hotel_id = $1 AND type = 'pickup.counted' ORDER BY event_id`,
    [hotel.hotelId, "2027-06-01"],
  );
  return rows;
}

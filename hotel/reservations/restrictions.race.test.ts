import { beforeAll, expect, test } from "vitest";
import { bookRoom, tally } from "../testing/bookings.ts";
import { holdHotel, openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { setNight } from "../testing/rated_hotel.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon } from "../testing/world.ts";

// The control stands in restrictions_guards_off.race.test.ts.

const database = await testDatabase();

beforeAll(() => setNoon(database));

test("a booking that waited for a night to be closed finds it closed", async () => {
  const hotel = await openHotel(database, { rooms: [5] });
  const { admission } = openAdmission(database);
  const locks = await holdHotel(database, hotel);
  const closing = setNight(database, hotel, 1, { closed: true });
  await locks.waitedFor(1);
  const booking = admission.submit(bookRoom(hotel, { from: 1 }));
  await locks.waitedFor(2);
  await locks.release();
  await closing;
  expect(await booking).toMatchObject({
    refusal: { code: "restricted", detail: { restrictions: [{ date: "2027-06-02", rule: "closed" }] } },
  });
  expect(await admission.submit(bookRoom(hotel, { from: 2 }))).toMatchObject({ accepted: true });
});

test("a sell limit is reached exactly, however many processes sell at once", async () => {
  const hotel = await openHotel(database, { rooms: [10] });
  await setNight(database, hotel, 1, { sell_limit: 4 });
  const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];
  const bookings = Array.from({ length: 12 }, () => bookRoom(hotel, { from: 1 }));
  expect(tally(await submitAtOnce(processes, bookings))).toEqual({ accepted: 4, restricted: 8 });
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("within one batch, too: each booking counts for the next", async () => {
  const hotel = await openHotel(database, { rooms: [10] });
  await setNight(database, hotel, 1, { sell_limit: 3 });
  const one = openAdmission(database, { lanes: 1 });
  const locks = await holdHotel(database, hotel);
  const answers = submitAtOnce(
    [one],
    Array.from({ length: 6 }, () => bookRoom(hotel, { from: 1 })),
  );
  await locks.waitedFor(1);
  await locks.release();
  expect(tally(await answers)).toEqual({ accepted: 3, restricted: 3 });
});

test("a hold that ran out does not count against the limit", async () => {
  const hotel = await openHotel(database, { rooms: [10] });
  await setNight(database, hotel, 1, { sell_limit: 1 });
  const { admission } = openAdmission(database);
  expect(await admission.submit(bookRoom(hotel, { from: 1 }, { holdMinutes: 0 }))).toMatchObject({ accepted: true });
  expect(await admission.submit(bookRoom(hotel, { from: 1 }))).toMatchObject({ accepted: true });
  expect(await admission.submit(bookRoom(hotel, { from: 1 }))).toMatchObject({ refusal: { code: "restricted" } });
});

test("a limit for one plan leaves the others alone", async () => {
  const hotel = await openHotel(database, { rooms: [10] });
  await setNight(database, hotel, 1, { rate_plan_id: 7, sell_limit: 0 });
  const { admission } = openAdmission(database);
  expect(await admission.submit(bookRoom(hotel, { from: 1 }))).toMatchObject({ accepted: true });
});

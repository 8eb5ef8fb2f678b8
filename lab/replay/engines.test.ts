import { expect, inject, test } from "vitest";
import type { Database } from "../../hotel/database/database.ts";
import { testDatabase, urlOfTestDatabase } from "../../hotel/testing/database.ts";
import { parseNight } from "../../hotel/vocabulary/night.ts";
import { buildWorld } from "../bench/world.ts";
import { seeded } from "../load/random.ts";
import { openBackstage } from "./backstage.ts";
import type { Ending, IntendedBooking } from "./intended_booking.ts";
import { Replay } from "./replay.ts";
import { planTypes } from "./room_counts.ts";
import { scheduleOf } from "./schedule.ts";
import { startHotel } from "./started_hotel.ts";

const FIRST_DAY = parseNight("2016-02-20") ?? 0;
const BOOKINGS = 120;
const ROOMS = 2;

/** Bookings for two small hotels over the end of February and the change to summer time, more than they can take. */
function someBookings(seed: number): IntendedBooking[] {
  const draw = seeded(seed);
  const letters = ["A", "A", "A", "D"];
  const endings: Ending[] = ["stayed", "stayed", "cancelled", "no_show"];
  return Array.from({ length: BOOKINGS }, (_, index) => {
    const arrival = FIRST_DAY + 5 + draw(35);
    const bookingDay = Math.max(FIRST_DAY, arrival - draw(20));
    const departure = arrival + 1 + draw(5);
    const ending = endings[draw(endings.length)] ?? "stayed";
    const cancelDay = bookingDay + draw(arrival - bookingDay + 1);
    const reservedType = letters[draw(letters.length)] ?? "A";
    return {
      line: index + 2,
      hotel: draw(2) === 0 ? "City" : "Resort",
      reservedType,
      assignedType: draw(4) === 0 ? "D" : reservedType,
      bookingDay,
      arrival,
      departure,
      guests: 1 + draw(2),
      nightlyMinor: 5000 + draw(5000),
      ending,
      endingDay: ending === "cancelled" ? cancelDay : ending === "no_show" ? arrival + 1 : departure,
    };
  });
}

async function replayOn(database: Database, direct: boolean): Promise<Replay> {
  const bookings = someBookings(inject("seed"));
  const types = planTypes(bookings, ROOMS);
  // The server of the tests runs without fsync, which the engine would refuse.
  const engine = await startHotel(database, { firstDay: FIRST_DAY, direct, settings: { UNSAFE_DATABASE: "on" } });
  try {
    await engine.open(types);
    const replay = new Replay(engine, types);
    await replay.run(scheduleOf(bookings, FIRST_DAY), () => undefined);
    expect(await engine.verify()).toEqual([]);
    return replay;
  } finally {
    await engine.close();
  }
}

const ways = [
  { way: "the use cases", direct: true, database: await testDatabase() },
  { way: "the API", direct: false, database: await testDatabase() },
];

test.each(ways)("$way decide as the counts do", async ({ database, direct }) => {
  const { comparison, statistics, asked } = await replayOn(database, direct);
  expect(comparison.mismatches).toEqual([]);
  expect(asked).toBe(BOOKINGS);
  const refused = statistics.months.flatMap((month) => [...month.refused.keys()]);
  expect(refused).toContain("no_availability");
});

test("the check sees a counter that is wrong", async () => {
  const database = await testDatabase();
  const backstage = await openBackstage(urlOfTestDatabase(database), FIRST_DAY, 30);
  const world = { hotels: 1, typesPerHotel: 1, roomsPerType: 2, firstNight: FIRST_DAY, nights: 30 };
  await buildWorld(database.pool, world);
  expect(await backstage.verify()).toEqual([]);
  await database.pool.query("UPDATE room_night SET sold = 1 WHERE night = '2016-03-01'");
  const faults = await backstage.verify();
  expect(faults).toContain("1 nights have another counter than stay nights");
  expect(faults).toContain("sold at hotel 1, room type 1, night 2016-03-01: 1 instead of 0");
  await backstage.close();
});

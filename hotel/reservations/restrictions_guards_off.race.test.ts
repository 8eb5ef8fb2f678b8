import { beforeAll, expect, test, vi } from "vitest";
import type * as AdmissionLock from "../inventory/admission_lock.ts";
import { bookRoom } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { setNight } from "../testing/rated_hotel.ts";
import { openHotel, setNoon } from "../testing/world.ts";

// The control of the sell limit: the statement that locks room types only reads them.
vi.mock("../inventory/admission_lock.ts", async (original) => {
  const { withoutLock } = await import("../testing/without_lock.ts");
  return withoutLock(await original<typeof AdmissionLock>());
});

const database = await testDatabase();
const MOST_ROUNDS = 60;

beforeAll(async () => {
  await setNoon(database);
  // Else the counters would stop some of them.
  await database.pool.query("ALTER TABLE room_night DROP CONSTRAINT room_night_never_oversold");
  await database.pool.query("DROP INDEX stay_night_room_once");
});

test("control: without the lock more rooms are sold than the limit allows", async () => {
  const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];
  let most = 0;
  for (let round = 1; round <= MOST_ROUNDS && most <= 2; round += 1) {
    const hotel = await openHotel(database, { rooms: [10], nights: 3 });
    await setNight(database, hotel, 1, { sell_limit: 2 });
    const answers = await submitAtOnce(
      processes,
      Array.from({ length: 9 }, () => bookRoom(hotel, { from: 1 })),
    );
    most = Math.max(most, answers.filter(({ accepted }) => accepted).length);
  }
  expect(most).toBeGreaterThan(2);
});

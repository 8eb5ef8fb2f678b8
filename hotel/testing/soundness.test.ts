import { beforeAll, expect, test } from "vitest";
import { brokenPromises } from "./acknowledged.ts";
import { bookRoom, reservationIdOf } from "./bookings.ts";
import type { LoadedBooking } from "./booking_load.ts";
import { openAdmission, submitAtOnce } from "./contention.ts";
import { testDatabase } from "./database.ts";
import { faultsIn } from "./soundness.ts";
import { openHotel, setNoon } from "./world.ts";

// What judges the races must itself be able to say no.
const database = await testDatabase();
const acknowledged: LoadedBooking[] = [];

beforeAll(async () => {
  await setNoon(database);
  const hotel = await openHotel(database, { rooms: [3], overbookingBasisPoints: 10_000 });
  const processes = [openAdmission(database)];
  const [first] = await submitAtOnce(processes, [bookRoom(hotel, { from: 1, nights: 2 }, { key: "first" })]);
  await submitAtOnce(processes, [bookRoom(hotel, { from: 1 }), bookRoom(hotel, { from: 1 }, { holdMinutes: 10 })]);
  acknowledged.push({ key: "first", body: {}, status: 201, reservationId: reservationIdOf(first) });
});

test("nothing is wrong with what admission wrote", async () => {
  expect(await faultsIn(database.pool)).toEqual([]);
});

test.each([
  ["a counter differs from the stay nights", "UPDATE room_night SET sold = sold + 1 WHERE sold = 2"],
  ["a counter differs from the stay nights", "UPDATE stay_night SET used_as = 'none', room_id = NULL"],
  ["a night is oversold", "UPDATE room_night SET allowance = 0; DELETE FROM room WHERE ordinal > 0"],
  [
    "a room is given twice",
    "DROP INDEX stay_night_room_once; UPDATE stay_night SET room_id = (SELECT min(room_id) FROM room)",
  ],
  [
    "a stay is in a room of another type or hotel",
    "UPDATE stay_night SET room_id = 1000000 + stay_no WHERE used_as = 'held'",
  ],
  [
    "a seat map differs from the stay nights",
    "UPDATE room_night SET seats = '\\x06' WHERE get_bit(seats || '\\x00', 0) = 1",
  ],
  ["a night is used in a way that its reservation is not", "UPDATE reservation SET status = 'cancelled'"],
  ["a stay uses another number of nights than it is long", "UPDATE stay SET end_date = end_date + 1"],
  ["a hold and held nights do not belong together", "DELETE FROM hold"],
  ["a key has no effect", "UPDATE idempotency_key SET reservation_id = gen_random_uuid()"],
])("found: %s (%s)", async (fault, damage) => {
  const faults = await damaged(damage, (db) => faultsIn(db));
  expect(faults.filter((found) => found.startsWith(`${fault}:`))).not.toEqual([]);
});

test.each([
  ["booked without a key", "UPDATE idempotency_key SET reservation_id = NULL", "nobody asked for it"],
  ["lost", "DELETE FROM idempotency_key", "an acknowledged booking is lost"],
  ["cancelled by nobody", "UPDATE reservation SET status = 'cancelled'", "nobody cancelled it"],
  ["not told in the ledger", "DELETE FROM outbox", "not told once"],
])("a broken promise is found: %s", async (_, damage, problem) => {
  const broken = await damaged(damage, (db) => brokenPromises(db, acknowledged));
  expect(broken.some((found) => found.startsWith(problem))).toBe(true);
});

/** What a check says after some damage, which is undone again. */
async function damaged(
  damage: string,
  check: (db: Parameters<typeof faultsIn>[0]) => Promise<string[]>,
): Promise<string[]> {
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(damage);
    return await check(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

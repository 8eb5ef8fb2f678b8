import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bookRoom, changeOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { holdRows, openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { cancelCommand } from "./decisions/cancel.ts";

const database = await testDatabase();
const MOST_ATTEMPTS = 5;
let hotel: TestHotel;

// A sequence is not rolled back: it counts the attempts, also those that failed.
const FAIL_FIRST = `
  CREATE SEQUENCE attempt;
  CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('attempt') <= TG_ARGV[0]::int THEN
        RAISE EXCEPTION 'made to fail' USING ERRCODE = TG_ARGV[1];
      END IF;
      RETURN NULL;
    END $$`;

beforeAll(async () => {
  await setNoon(database);
  await database.pool.query(FAIL_FIRST);
});

beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [3], nights: 5 });
  await database.pool.query("DROP TRIGGER IF EXISTS fail_first ON reservation; ALTER SEQUENCE attempt RESTART");
});

describe.each([
  ["a serialization failure", "40001"],
  ["a deadlock", "40P01"],
  ["a statement that was cancelled", "57014"],
  ["a server that is going down", "57P01"],
])("%s (%s)", (_, code) => {
  test("is tried again, and the whole batch succeeds", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const first = await admission.submit(bookRoom(hotel, { from: 3 }));
    await failAttempts(2, code);
    const answers = await Promise.all([1, 1, 1, 1].map((from) => admission.submit(bookRoom(hotel, { from }))));
    expect(kindOf(first)).toBe("accepted");
    expect(answers.map(kindOf)).toEqual(["accepted", "accepted", "accepted", "no_availability"]);
    expect(failures.map(({ kind }) => kind)).toEqual(["world", "world"]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test(`is given up after ${MOST_ATTEMPTS} attempts: everybody is told, nothing is written, the lane goes on`, async () => {
    const { admission } = openAdmission(database, { lanes: 1 });
    await failAttempts(1_000, code);
    const answers = await Promise.all([1, 1].map((from) => admission.submit(bookRoom(hotel, { from }))));
    expect(tally(answers)).toEqual({ overloaded: 2 });
    expect(await attempts()).toBe(2 * MOST_ATTEMPTS);
    await database.pool.query("DROP TRIGGER fail_first ON reservation");
    expect(kindOf(await admission.submit(bookRoom(hotel, { from: 1 })))).toBe("accepted");
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

test("a circle of waits with somebody who locks in another order ends, and both get what they wanted", async () => {
  const { admission } = openAdmission(database, { lanes: 1 });
  const booked = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 1 })));
  const lockReservation = "SELECT 1 FROM reservation WHERE reservation_id = $1 FOR NO KEY UPDATE";
  const other = await holdRows(database, lockReservation, [booked]);
  const answer = admission.submit(cancelCommand({ ...changeOf(hotel, booked), waiveFee: true }));
  await other.waitedFor(1);
  await other.alsoLock("SELECT 1 FROM admission WHERE hotel_id = $1 FOR NO KEY UPDATE", [hotel.hotelId]);
  await other.release();
  expect(kindOf(await answer)).toBe("accepted");
  expect(await faultsIn(database.pool)).toEqual([]);
});

async function failAttempts(count: number, code: string): Promise<void> {
  await database.pool.query(`
    CREATE TRIGGER fail_first AFTER INSERT ON reservation
      FOR EACH STATEMENT EXECUTE FUNCTION fail_first('${count}', '${code}')`);
}

async function attempts(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>("SELECT last_value AS count FROM attempt");
  return rows[0]?.count ?? 0;
}

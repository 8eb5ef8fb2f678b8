import { beforeAll, describe, expect, test } from "vitest";
import { bookRoom, kindOf, tally } from "../testing/bookings.ts";
import { countWaiting, holdHotel, openAdmission, type WatchedAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";

// Somebody else, a long command of the staff for example, holds a hotel's admission locks on a connection of
// their own. Both hotels of a test are in the only lane.
const database = await testDatabase();

beforeAll(() => setNoon(database));

describe("while somebody else holds a hotel's locks", () => {
  test("the others of its lane are served; its own requests afterwards, in order, and none is lost", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const [locked, free] = [await openHotel(database, { rooms: [3] }), await openHotel(database, { rooms: [10] })];
    const locks = await holdHotel(database, locked);
    // The first is in the lane's transaction when the second and third arrive and wait behind it.
    const early = [1, 2, 3].map(() => admission.submit(bookRoom(locked, { from: 1 })));
    const others = [1, 2, 3].map(() => admission.submit(bookRoom(free, { from: 1 })));
    await setAside({ failures });
    const late = [1, 2, 3].map(() => admission.submit(bookRoom(locked, { from: 1 })));
    expect(tally(await Promise.all(others))).toEqual({ accepted: 3 });
    const still = await Promise.all([1, 2].map(() => admission.submit(bookRoom(free, { from: 2 }))));
    expect(tally(still)).toEqual({ accepted: 2 });
    await locks.waitedFor(1);
    await locks.release();
    const answers = await Promise.all([...early, ...late]);
    const won = ["accepted", "accepted", "accepted"];
    const lost = ["no_availability", "no_availability", "no_availability"];
    expect(answers.map(kindOf)).toEqual([...won, ...lost]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("the hotel is back in its lane once its queue has run empty", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const [locked, free] = [await openHotel(database, { rooms: [3] }), await openHotel(database, { rooms: [3] })];
    const locks = await holdHotel(database, locked);
    const waiting = admission.submit(bookRoom(locked, { from: 1 }));
    await setAside({ failures });
    await locks.waitedFor(1);
    await locks.release();
    await waiting;
    const both = [locked, free].map((hotel) => admission.submit(bookRoom(hotel, { from: 2 })));
    expect(tally(await Promise.all(both))).toEqual({ accepted: 2 });
    expect(admission.queueLength).toBe(0);
    expect(failures.filter(({ kind }) => kind !== "locked")).toEqual([]);
  });

  test("whoever waits longer than the patience gets `overloaded`, and nothing of theirs is booked later", async () => {
    const { admission } = openAdmission(database, { lanes: 1, patienceMs: 300 });
    const locked = await openHotel(database, { rooms: [5] });
    const locks = await holdHotel(database, locked);
    const began = performance.now();
    const answers = await Promise.all([1, 2, 3].map(() => admission.submit(bookRoom(locked, { from: 1 }))));
    expect(tally(answers)).toEqual({ overloaded: 3 });
    expect(performance.now() - began).toBeLessThan(300 + LONGEST_LOCK_WAIT_MS);
    await locks.release();
    expect(kindOf(await admission.submit(bookRoom(locked, { from: 1 })))).toBe("accepted");
    expect(await soldIn(locked)).toBe(1);
  });

  test("many locked hotels share few connections: nobody is refused, and those set free do not wait for the others", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const hotels = await Promise.all(Array.from({ length: 12 }, () => openHotel(database, { rooms: [2] })));
    const locks = await Promise.all(hotels.map((hotel) => holdHotel(database, hotel)));
    const answers = hotels.map((hotel) => [1, 2, 3].map(() => admission.submit(bookRoom(hotel, { from: 1 }))));
    // The first hotel of the first batch, then all others of the second.
    await expect.poll(() => failures.filter(({ kind }) => kind === "locked").length).toBeGreaterThanOrEqual(2);
    await locks.at(0)?.waitedFor(1);
    const waiting = await countWaiting(database);
    await Promise.all(locks.slice(1).map((lock) => lock.release()));
    const free = await Promise.all(answers.slice(1).map((own) => Promise.all(own)));
    expect(free.map((own) => own.map(kindOf))).toEqual(free.map(() => ["accepted", "accepted", "no_availability"]));
    await locks.at(0)?.release();
    expect((await Promise.all(answers[0] ?? [])).map(kindOf)).toEqual(["accepted", "accepted", "no_availability"]);
    expect(waiting).toBeLessThanOrEqual(MOST_LANES);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("a closing admission still answers who waits for the lock", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const locked = await openHotel(database, { rooms: [1] });
    const locks = await holdHotel(database, locked);
    const waiting = [1, 2].map(() => admission.submit(bookRoom(locked, { from: 1 })));
    await setAside({ failures });
    const closed = admission.close();
    await locks.waitedFor(1);
    await locks.release();
    expect((await Promise.all(waiting)).map(kindOf)).toEqual(["accepted", "no_availability"]);
    await closed;
  });
});

/** One lane of the process, and those of hotels set aside. */
const MOST_LANES = 1 + 4;
const LONGEST_LOCK_WAIT_MS = 1_200;

/** Waits until the lane has noticed that a hotel is locked. */
async function setAside({ failures }: Pick<WatchedAdmission, "failures">): Promise<void> {
  await expect.poll(() => failures.map(({ kind }) => kind), { interval: 5 }).toContain("locked");
}

async function soldIn({ hotelId }: TestHotel): Promise<number> {
  const { rows } = await database.pool.query<{ sold: number }>(
    "SELECT sum(sold)::int AS sold FROM room_night WHERE hotel_id = $1",
    [hotelId],
  );
  return rows[0]?.sold ?? 0;
}

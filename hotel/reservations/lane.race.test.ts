import { beforeAll, describe, expect, test } from "vitest";
import { bookRoom, bookingRequest, kindOf, tally } from "../testing/bookings.ts";
import { holdHotel, openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import type { Command } from "./admission/command.ts";
import { bookCommand } from "./decisions/book.ts";

const database = await testDatabase();
let hotel: TestHotel;

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [100] });
});

describe("a poisoned request fails alone, its neighbours succeed", () => {
  test.each([
    ["a decision that throws", () => poisoned(new Error("a bug in a rule"))],
    ["a decision that throws a TypeError", () => poisoned(new TypeError("a bug in a rule"))],
    ["a write that violates a constraint", () => bookRoom(hotel, { from: 1 }, { guestName: "" })],
  ])("%s", async (_, poison) => {
    const { admission, batches } = openAdmission(database, { lanes: 1 });
    const first = admission.submit(bookRoom(hotel, { from: 1 }));
    const before = [1, 2].map(() => admission.submit(bookRoom(hotel, { from: 1 })));
    const bad = admission.submit(poison());
    const after = [1, 2].map(() => admission.submit(bookRoom(hotel, { from: 1 })));
    await expect(bad).rejects.toBeInstanceOf(Error);
    expect(tally(await Promise.all([first, ...before, ...after]))).toEqual({ accepted: 5 });
    expect(batches).toContain(1);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("and is not retried", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    await expect(admission.submit(poisoned(new Error("a bug in a rule")))).rejects.toThrow("a bug in a rule");
    expect(failures).toHaveLength(1);
  });
});

describe("a request for a room type of another hotel", () => {
  test("finds none, sells none, and does not disturb those of the other hotel", async () => {
    const { admission, failures } = openAdmission(database, { lanes: 1 });
    const other = await openHotel(database);
    const foreign = (): Command =>
      bookCommand({ ...bookingRequest(hotel, { stays: [{ from: 3 }] }), hotelId: other.hotelId });
    const answers = await Promise.all([
      admission.submit(bookRoom(hotel, { from: 2 })),
      admission.submit(bookRoom(hotel, { from: 3 })),
      admission.submit(foreign()),
      admission.submit(bookRoom(hotel, { from: 3 })),
      admission.submit(foreign()),
    ]);
    expect(answers.map(kindOf)).toEqual(["accepted", "accepted", "not_found", "accepted", "not_found"]);
    expect(failures).toEqual([]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

describe("a caller who hung up", () => {
  test("while queued is skipped, the others are served", async () => {
    const { admission } = openAdmission(database, { lanes: 1 });
    const gone = { aborted: false };
    const night = { from: 5 };
    const first = admission.submit(bookRoom(hotel, night));
    const left = admission.submit(bookRoom(hotel, night), { signal: gone });
    const last = admission.submit(bookRoom(hotel, night));
    gone.aborted = true;
    expect((await Promise.all([first, left, last])).map(kindOf)).toEqual(["accepted", "overloaded", "accepted"]);
    expect(await soldOn(night.from)).toBe(2);
  });

  test("before an idle lane got to it does not stop the lane", async () => {
    const { admission } = openAdmission(database, { lanes: 1 });
    const left = await admission.submit(bookRoom(hotel, { from: 6 }), { signal: { aborted: true } });
    expect(kindOf(left)).toBe("overloaded");
    const answer = Promise.race([admission.submit(bookRoom(hotel, { from: 6 })), turnsOfTheLoop(2_000)]);
    expect(await answer).toMatchObject({ accepted: true });
  });
});

test("a full queue refuses at once, and what is queued is served", async () => {
  const { admission } = openAdmission(database, { lanes: 1, longestQueue: 3 });
  const locks = await holdHotel(database, hotel);
  const running = admission.submit(bookRoom(hotel, { from: 7 }));
  await locks.waitedFor(1);
  const queued = [1, 2, 3].map(() => admission.submit(bookRoom(hotel, { from: 7 })));
  expect(kindOf(await admission.submit(bookRoom(hotel, { from: 7 })))).toBe("overloaded");
  await locks.release();
  expect(tally(await Promise.all([running, ...queued]))).toEqual({ accepted: 4 });
  expect(await soldOn(7)).toBe(4);
});

test("an admission that is closed decides what waits and refuses what comes", async () => {
  const { admission } = openAdmission(database);
  const waiting = Array.from({ length: 20 }, () => admission.submit(bookRoom(hotel, { from: 8 })));
  const closed = admission.close();
  expect(kindOf(await admission.submit(bookRoom(hotel, { from: 8 })))).toBe("overloaded");
  expect(tally(await Promise.all(waiting))).toEqual({ accepted: 20 });
  await closed;
  expect(await soldOn(8)).toBe(20);
});

function poisoned(error: Error): Command {
  return {
    ...bookRoom(hotel, { from: 1 }),
    decide: () => {
      throw error;
    },
  };
}

async function soldOn(day: number): Promise<number> {
  const { rows } = await database.pool.query<{ sold: number }>(
    "SELECT sold FROM room_night WHERE hotel_id = $1 AND night = $2::date + $3::int",
    [hotel.hotelId, "2027-06-01", day],
  );
  return rows[0]?.sold ?? 0;
}

async function turnsOfTheLoop(turns: number): Promise<string> {
  for (let turn = 0; turn < turns; turn += 1) await database.pool.query("SELECT 1");
  return "the lane did not answer";
}

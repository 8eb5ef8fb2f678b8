import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bookRoom, changeOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { openCommitProxy } from "../testing/commit_proxy.ts";
import { holdHotel, openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { CommitInDoubt } from "./admission/batch.ts";
import { cancelCommand } from "./decisions/cancel.ts";

// COMMIT was sent and its answer did not come: done or not done. Two rooms, so that a second attempt that forgot
// the first could book again, and would be seen.
const database = await testDatabase();
const proxy = await openCommitProxy(database);
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [2], nights: 5 });
});

describe.each([
  ["before COMMIT reached the server", "cut_before", 1],
  ["after COMMIT was carried out", "cut_after", 2],
] as const)("the connection breaks %s", (_, fate, reached) => {
  test("the booking is made once, with the id of the first attempt, and the answer says so", async () => {
    const { admission, failures, batches } = openAdmission(proxy.database, { lanes: 1 });
    const commits = proxy.commits;
    proxy.next(fate);
    const command = bookRoom(hotel, { from: 1 });
    const answer = await admission.submit(command);
    expect(kindOf(answer)).toBe("accepted");
    expect(failures.map(({ kind }) => kind)).toEqual(["in_doubt"]);
    expect(await reservations()).toEqual([reservationIdOf(answer)]);
    expect(proxy.commits - commits).toBe(reached);
    expect(batches).toEqual([1]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("a whole batch keeps its answers: winners won, losers lost, keys repeated", async () => {
    const { admission } = openAdmission(proxy.database, { lanes: 1 });
    const first = admission.submit(bookRoom(hotel, { from: 3 }));
    const key = { key: `batch ${fate}` };
    const batch = [1, 1, 2, 2, 2].map((from) => admission.submit(bookRoom(hotel, { from })));
    const repeated = [1, 2, 3].map(() => admission.submit(bookRoom(hotel, { from: 4 }, key)));
    await first.finally(() => proxy.next(fate));
    expect(tally(await Promise.all(batch))).toEqual({ accepted: 4, no_availability: 1 });
    expect(tally(await Promise.all(repeated))).toEqual({ accepted: 1, replayed: 2 });
    expect(await reservations()).toHaveLength(6);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("the last room stays with whom it was given to", async () => {
    const { admission } = openAdmission(proxy.database, { lanes: 1 });
    await admission.submit(bookRoom(hotel, { from: 1 }));
    proxy.next(fate);
    const answer = await admission.submit(bookRoom(hotel, { from: 1 }));
    expect(kindOf(answer)).toBe("accepted");
    expect(kindOf(await admission.submit(bookRoom(hotel, { from: 1 })))).toBe("no_availability");
    expect(await reservations()).toContain(reservationIdOf(answer));
  });

  test("a cancellation is done once and answered", async () => {
    const { admission } = openAdmission(proxy.database, { lanes: 1 });
    const booked = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 1 })));
    proxy.next(fate);
    const answer = await admission.submit(cancelCommand({ ...changeOf(hotel, booked), waiveFee: false }));
    expect(answer).toMatchObject({ accepted: true, reply: { body: { status: "cancelled" } } });
    expect(await eventsOf(booked)).toEqual(["reservation.confirmed", "reservation.cancelled"]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

test("the answers to several COMMITs in a row are lost: still once", async () => {
  const { admission } = openAdmission(proxy.database, { lanes: 1 });
  proxy.next("cut_before", "cut_before", "cut_after");
  expect(kindOf(await admission.submit(bookRoom(hotel, { from: 1 })))).toBe("accepted");
  expect(await reservations()).toHaveLength(1);
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("the COMMIT that vouches for the first is lost before it arrives: the witness of the first still tells", async () => {
  const { admission, failures } = openAdmission(proxy.database, { lanes: 1 });
  proxy.next("cut_after", "cut_before");
  const answer = await admission.submit(bookRoom(hotel, { from: 1 }));
  expect(kindOf(answer)).toBe("accepted");
  expect(failures.map(({ kind }) => kind)).toEqual(["in_doubt", "in_doubt"]);
  expect(await reservations()).toEqual([reservationIdOf(answer)]);
  expect(await faultsIn(database.pool)).toEqual([]);
});

describe("COMMIT is still on its way when the connection breaks", () => {
  test("the next attempt waits behind it for longer than a lane waits, and finds it done", async () => {
    const { admission, failures } = openAdmission(proxy.database, { lanes: 1 });
    await admission.submit(bookRoom(hotel, { from: 1 }));
    proxy.next("hold");
    const answer = admission.submit(bookRoom(hotel, { from: 1 }));
    await expect.poll(() => failures.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["in_doubt", "locked"]));
    proxy.deliver();
    expect(kindOf(await answer)).toBe("accepted");
    expect(await reservations()).toHaveLength(2);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("and never arrives within the patience: the caller is told that nobody knows, not that it failed", async () => {
    const { admission } = openAdmission(proxy.database, { lanes: 1, patienceMs: 400 });
    proxy.next("hold");
    const answer = admission.submit(bookRoom(hotel, { from: 1 }));
    await expect(answer).rejects.toBeInstanceOf(CommitInDoubt);
    proxy.deliver();
    await expect.poll(reservations).toHaveLength(1);
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

test("a COMMIT with the warning of a cancelled wait for the standby is not acknowledged before another one went through", async () => {
  const { admission, failures } = openAdmission(proxy.database, { lanes: 1 });
  await admission.submit(bookRoom(hotel, { from: 1 }));
  const commits = proxy.commits;
  proxy.next("warn");
  expect(kindOf(await admission.submit(bookRoom(hotel, { from: 2 })))).toBe("accepted");
  expect(failures.map(({ kind }) => kind)).toEqual(["in_doubt"]);
  // Synchronous replication waits for all that was written before: a commit that waits vouches for the one that did not.
  expect(proxy.commits - commits).toBe(2);
  expect(await reservations()).toHaveLength(2);
});

describe("the connection breaks before COMMIT", () => {
  test("while idle: the next request does not notice", async () => {
    const { admission } = openAdmission(proxy.database, { lanes: 1 });
    await admission.submit(bookRoom(hotel, { from: 1 }));
    proxy.cutAll();
    expect(kindOf(await admission.submit(bookRoom(hotel, { from: 1 })))).toBe("accepted");
    expect(await reservations()).toHaveLength(2);
  });

  test("while it waits for a lock: it is tried again", async () => {
    const { admission, failures } = openAdmission(proxy.database, { lanes: 1 });
    const locks = await holdHotel(database, hotel);
    const answers = [1, 2].map((from) => admission.submit(bookRoom(hotel, { from })));
    await locks.waitedFor(1);
    proxy.cutAll();
    await expect.poll(() => failures.map(({ kind }) => kind)).toContain("world");
    await locks.release();
    expect(tally(await Promise.all(answers))).toEqual({ accepted: 2 });
    expect(await reservations()).toHaveLength(2);
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

async function reservations(): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    "SELECT reservation_id AS id FROM reservation WHERE hotel_id = $1 ORDER BY reservation_id",
    [hotel.hotelId],
  );
  return rows.map(({ id }) => id);
}

async function eventsOf(reservationId: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ type: string }>(
    "SELECT type FROM outbox WHERE reservation_id = $1 ORDER BY tx, event_id",
    [reservationId],
  );
  return rows.map(({ type }) => type);
}

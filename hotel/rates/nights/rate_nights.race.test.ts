import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../database/transaction.ts";
import { openNewRoomType } from "../../inventory/open_new_room_type.ts";
import { lockRoomTypes } from "../../inventory/under_admission.ts";
import { bookRoom, tally } from "../../testing/bookings.ts";
import { holdHotel, holdRows, openAdmission } from "../../testing/contention.ts";
import { testDatabase } from "../../testing/database.ts";
import { interruptedAfter } from "../../testing/interrupted.ts";
import { faultsIn } from "../../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight } from "../../vocabulary/night.ts";
import type { Decision } from "../../vocabulary/refusal.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { readBookVersion } from "./edit_facts.ts";
import { editRateNights, type EditDone } from "./edit_rate_nights.ts";
import type { EditBody } from "./schemas.ts";

const database = await testDatabase({ poolSize: 30 });
const by = systemActor("test");
const ROUNDS = 10;
const EDITORS = 6;
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [20, 20, 20], nights: 30 });
});

const withoutLock: LockRoomTypes = () => Promise.resolve();
const times = <Value>(count: number, work: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => work(index));

function edit(
  version: number,
  more: Partial<EditBody>,
  lock = lockRoomTypes as LockRoomTypes,
): Promise<Decision<EditDone>> {
  const wanted = { hotelId: hotel.hotelId, version, body: bodyOf(more), by };
  // One attempt: a deadlock must be seen here, and not be repeated away.
  return inTransaction(database, (tx) => editRateNights(tx, wanted, lock), { attempts: 1 });
}

function bodyOf(more: Partial<EditBody>): EditBody {
  const dates = { start_date: formatNight(hotel.today), end_date: formatNight(hotel.today + 20) };
  return { ...dates, room_type_ids: "all", rate_plan_ids: [0], ...more };
}

function outcomes(decisions: readonly Decision<EditDone>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const decision of decisions) {
    const kind = decision.accepted ? "accepted" : decision.refusal.code;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function prices(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ price: number; cells: number }>(
    `SELECT price_minor AS price, count(*)::int AS cells FROM rate_night WHERE hotel_id = $1 GROUP BY price_minor`,
    [hotel.hotelId],
  );
  return Object.fromEntries(rows.map(({ price, cells }) => [price, cells]));
}

describe("edits at once", () => {
  test("of one version: one is written whole, the others are told; also the very first of a hotel", async () => {
    for (const version of times(ROUNDS, (round) => round)) {
      const decisions = await Promise.all(
        times(EDITORS, (editor) => edit(version, { set: { price: 100 * (version + 1) + editor } })),
      );
      expect(outcomes(decisions)).toEqual({ accepted: 1, version_conflict: EDITORS - 1 });
      const winner = decisions.findIndex(({ accepted }) => accepted);
      expect(await prices()).toEqual({ [100 * (100 * (version + 1) + winner)]: 60 });
    }
    expect(await readBookVersion(database.pool, hotel.hotelId)).toBe(ROUNDS);
  });

  test("of different room types have one version too, and no lock of theirs makes a circle", async () => {
    const types = hotel.types.map(({ roomTypeId }) => roomTypeId);
    for (const version of times(ROUNDS, (round) => round)) {
      const decisions = await Promise.all(
        times(EDITORS, (editor) => {
          const [first = 0, second = 0] = [types[editor % 3], types[(editor + 1) % 3]];
          return edit(version, { room_type_ids: [second, first], set: { price: version * EDITORS + editor } });
        }),
      );
      expect(outcomes(decisions)).toEqual({ accepted: 1, version_conflict: EDITORS - 1 });
    }
  });

  test("that meet at the book, each with the locks of its own room type: the second is told", async () => {
    expect(await edit(0, { set: { price: 1 } })).toMatchObject({ accepted: true });
    const book = await holdRows(database, "SELECT 1 FROM rate_book WHERE hotel_id = $1 FOR NO KEY UPDATE", [
      hotel.hotelId,
    ]);
    const waiting = hotel.types.map(({ roomTypeId }) => edit(1, { room_type_ids: [roomTypeId], set: { price: 2 } }));
    await book.waitedFor(waiting.length);
    await book.release();
    expect(outcomes(await Promise.all(waiting))).toEqual({ accepted: 1, version_conflict: 2 });
    expect(await prices()).toEqual({ 100: 40, 200: 20 });
  });

  test("that read again and repeat lose nothing: each rise of the price counts", async () => {
    expect(await edit(0, { set: { price: 100 } })).toMatchObject({ accepted: true });
    await Promise.all(
      times(EDITORS, async () => {
        for (;;) {
          const version = await readBookVersion(database.pool, hotel.hotelId);
          const decision = await edit(version, { change: { amount: 1 } });
          if (decision.accepted) return;
        }
      }),
    );
    expect(await prices()).toEqual({ [100 * (100 + EDITORS)]: 60 });
  });
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
  "a room type that is opened after statement %i of an edit of all",
  (statements) => {
    test("is changed only if it was locked", async () => {
      const locked: number[] = [];
      const noting: LockRoomTypes = (tx, hotelId, roomTypeIds) => {
        locked.push(...roomTypeIds);
        return lockRoomTypes(tx, hotelId, roomTypeIds);
      };
      const interrupted = interruptedAfter(database, statements, openAnother);
      const wanted = { hotelId: hotel.hotelId, version: 0, body: bodyOf({ set: { price: 80 } }), by };
      const decision = await inTransaction(interrupted, (tx) => editRateNights(tx, wanted, noting));
      expect(decision).toMatchObject({ accepted: true });
      const { rows } = await database.pool.query<{ id: number }>(
        "SELECT DISTINCT room_type_id AS id FROM rate_night WHERE hotel_id = $1",
        [hotel.hotelId],
      );
      expect(locked).toEqual(expect.arrayContaining(rows.map(({ id }) => id)));
      expect(rows.length).toBeGreaterThanOrEqual(hotel.types.length);
    });

    function openAnother(): Promise<unknown> {
      const roomType = { name: "Another", max_occupancy: 2, price_per_night: 90 };
      const asked = { hotelId: hotel.hotelId, roomType, rooms: { count: 1 }, horizonDays: 30, by };
      return inTransaction(database, (tx) => openNewRoomType(tx, asked));
    }
  },
);

describe("an edit while guests book", () => {
  test("waits for whoever decides under the lock of a type, and they for it: no deadlock, nothing oversold", async () => {
    const processes = times(2, () => openAdmission(database));
    for (const version of times(ROUNDS, (round) => round)) {
      const [edits, ...answers] = await Promise.all([
        Promise.all(times(2, (editor) => edit(version, { set: { price: 10 * version + editor + 1 } }))),
        ...times(30, (index) =>
          processes[index % 2]?.admission.submit(
            bookRoom(hotel, { from: index % 7, nights: 1 + (index % 3), type: (index + version) % 3 }),
          ),
        ),
      ]);
      expect(outcomes(edits)).toEqual({ accepted: 1, version_conflict: 1 });
      const known = tally(answers.filter((answer) => answer !== undefined));
      expect(Object.keys(known).filter((kind) => kind !== "accepted" && kind !== "no_availability")).toEqual([]);
    }
    const codes = processes.flatMap(({ failures }) =>
      failures.map(({ error }) => String((error as { code?: string }).code)),
    );
    // 55P03: a lane does not wait long for a hotel that somebody else has locked. It goes aside, and no guest notices.
    expect(codes.filter((code) => code !== "55P03")).toEqual([]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("writes nothing as long as somebody decides by what is in force", async () => {
    const booking = await holdHotel(database, hotel);
    const waiting = edit(0, { set: { closed: true } });
    await booking.waitedFor(1);
    expect(await prices()).toEqual({});
    await booking.release();
    expect(await waiting).toMatchObject({ accepted: true, value: { changedCells: 60 } });
  });

  test("control: without the lock it changes what somebody is deciding by", async () => {
    const booking = await holdHotel(database, hotel);
    expect(await edit(0, { set: { price: 70 } }, withoutLock)).toMatchObject({ accepted: true });
    expect(await prices()).toEqual({ 7000: 60 });
    await booking.release();
  });
});

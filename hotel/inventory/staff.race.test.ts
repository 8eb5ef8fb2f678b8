import { afterAll, describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { answerOnce } from "../http/answer_once.ts";
import { verifyEverything } from "../reservations/verify.ts";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { addRooms } from "./add_rooms.ts";
import { openBooks } from "./admission_books.ts";
import type { LockedType } from "./admission_lock.ts";
import { createBlock } from "./blocks.ts";
import { extendHorizon } from "./horizon.ts";
import { createOutOfOrder } from "./out_of_order.ts";
import { cutCapacity, retireRoom } from "./retire_rooms.ts";
import type { AdmissionWork } from "./under_admission.ts";

const database = await testDatabase({ poolSize: 20 });
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const ROUNDS = 5;
const CLIENTS = 8;
const times = <Value>(count: number, work: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => work(index));
const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });

const block = (type: TypeInWorld, night: number) => (books: Parameters<AdmissionWork<unknown>>[0]) =>
  createBlock(books, { roomTypeId: type.roomTypeId, name: "Group", nights: nights(night, night + 1), rooms: 1 });

const outOfOrder =
  (type: TypeInWorld, room: number, night: number) => (books: Parameters<AdmissionWork<unknown>>[0]) => {
    const place = { roomTypeId: type.roomTypeId, roomId: type.roomIds[room] ?? 0, nights: nights(night, night + 1) };
    return createOutOfOrder(books, { ...place, reason: "", force: false });
  };

/**
 * The control: the same command with its lock taken away. Between its reading and its writing somebody else does
 * something, as it would without the lock.
 */
function withoutLock(
  type: TypeInWorld,
  work: AdmissionWork<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<Decision<unknown>> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<LockedType>(
      "SELECT hotel_id, room_type_id, rooms_version FROM admission WHERE room_type_id = $1",
      [type.roomTypeId],
    );
    const books = await openBooks(tx, rows, { withSeats: true, by: systemActor("control") });
    const decision = await work(books);
    await meanwhile();
    if (decision.accepted) await books.write();
    return decision;
  });
}

describe("the last room", () => {
  test("goes to one block or one guest, whoever comes first", async () => {
    const type = await world.type(1);
    for (const night of times(ROUNDS, (round) => 3 + round)) {
      const answers = await Promise.all([
        ...times(CLIENTS, () => world.book(type, night, 1)),
        ...times(CLIENTS, () => world.staff(type, block(type, night))),
      ]);
      expect(answers.filter((answer) => answer.accepted)).toHaveLength(1);
      const codes = answers.flatMap((answer) => (answer.accepted ? [] : [answer.refusal.code]));
      expect(new Set(codes)).toEqual(new Set(["no_availability"]));
    }
    expect(await verifyEverything(database, { hotelId: type.hotelId })).toEqual([]);
  });

  test("control: without the lock of the block only the database's CHECK is left, and it fires", async () => {
    const type = await world.type(1);
    await expect(withoutLock(type, block(type, 3), () => world.booked(type, 3, 1))).rejects.toMatchObject({
      code: "23514",
      constraint: "room_night_never_oversold",
    });
    expect(await verifyEverything(database, { hotelId: type.hotelId })).toEqual([]);
  });

  test("is slept in or out of order, not both", async () => {
    const type = await world.type(1);
    for (const night of times(ROUNDS, (round) => 3 + round)) {
      const answers = await Promise.all([
        ...times(CLIENTS, () => world.book(type, night, 1)),
        world.staff(type, outOfOrder(type, 0, night)),
      ]);
      expect(answers.filter((answer) => answer.accepted)).toHaveLength(1);
    }
    expect(await verifyEverything(database, { hotelId: type.hotelId })).toEqual([]);
  });

  test("control: without the lock of the out-of-order period the CHECK fires", async () => {
    const type = await world.type(1);
    await expect(withoutLock(type, outOfOrder(type, 0, 3), () => world.booked(type, 3, 1))).rejects.toMatchObject({
      constraint: "room_night_never_oversold",
    });
  });
});

describe("a room that goes out of order while guests book", () => {
  test("is nobody's: whoever sat there was given another", async () => {
    const type = await world.type(4);
    for (const night of times(ROUNDS, (round) => 3 + round)) {
      const answers = await Promise.all([
        ...times(3, () => world.book(type, night, 1)),
        ...times(2, (room) => world.staff(type, outOfOrder(type, room, night))),
        ...times(3, () => world.book(type, night, 1)),
      ]);
      expect(answers.filter((answer) => answer.accepted)).toHaveLength(4);
    }
    expect(await verifyEverything(database, { hotelId: type.hotelId })).toEqual([]);
  });

  test("control: without the lock somebody sits in it, no constraint sees that, and the verification does", async () => {
    const type = await world.type(2);
    accepted(await withoutLock(type, outOfOrder(type, 0, 3), () => world.booked(type, 3, 1)));
    const kinds = (await verifyEverything(database, { hotelId: type.hotelId })).map((finding) => finding.kind);
    expect(kinds).toContain("room_used_twice");
  });
});

describe("rooms that come and go", () => {
  test("guests, a retirement, a cut and new rooms at once leave everything adding up", async () => {
    const type = await world.type(6);
    const { roomTypeId } = type;
    const retirement = { roomTypeId, roomId: type.roomIds[0] ?? 0, version: 1, from: TODAY + 2, force: false };
    const cut = { roomTypeId, rooms: 2, from: TODAY + 4 };
    const answers = await Promise.all([
      ...times(8, (index) => world.book(type, 1 + (index % 4), 3)),
      world.staff(type, (books) => retireRoom(books, retirement)),
      ...times(8, (index) => world.book(type, 2 + (index % 4), 2)),
      world.staff(type, (books) => cutCapacity(books, cut)),
      ...times(2, () => world.staff(type, (books) => addRooms(books, roomTypeId, { count: 1 }))),
      ...times(8, (index) => world.book(type, 3 + (index % 2), 1)),
    ]);
    expect(answers.filter((answer) => answer.accepted).length).toBeGreaterThan(3);
    expect(await verifyEverything(database, { hotelId: type.hotelId })).toEqual([]);
  });

  test("a room added while the horizon moves on is in the new nights", async () => {
    const types = await Promise.all(times(4, () => world.type(1)));
    await Promise.all([
      ...types.map((type) => world.staff(type, (books) => addRooms(books, type.roomTypeId, { count: 1 }))),
      ...times(3, () => extendHorizon(database, { horizonDays: 65, chunk: 2 })),
    ]);
    for (const type of types) expect(await world.night(type, 64)).toMatchObject({ rooms: 2 });
    expect(await verifyEverything(database)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ kind: "rooms" })]),
    );
  });

  test("control: new nights made of a list of rooms that was read before the lock miss the room", async () => {
    const type = await world.type(1);
    await inTransaction(database, async (tx) => {
      const {
        rows: [list],
      } = await tx.query<{ rooms: number }>("SELECT count(*) AS rooms FROM room WHERE room_type_id = $1", [
        type.roomTypeId,
      ]);
      accepted(await world.staff(type, (books) => addRooms(books, type.roomTypeId, { count: 1 })));
      await tx.query(
        "INSERT INTO room_night (hotel_id, room_type_id, night, rooms) VALUES ($1, $2, '2027-08-15', $3)",
        [type.hotelId, type.roomTypeId, list?.rooms],
      );
    });
    const findings = await verifyEverything(database, { hotelId: type.hotelId });
    expect(findings).toMatchObject([{ kind: "rooms", night: "2027-08-15", expected: "2", found: "1" }]);
  });
});

test("the same key from 10 connections at once makes one block", async () => {
  const type = await world.type(20);
  const claim = { hotelId: type.hotelId, principal: "staff:1", key: "one block", fingerprint: Buffer.from("same") };
  const answers = await Promise.all(
    times(10, () =>
      world.staff(type, (books) =>
        answerOnce(books.tx, claim, async () => {
          const made = await block(type, 3)(books);
          return made.accepted ? { accepted: true, value: { status: 201, body: made.value } } : made;
        }),
      ),
    ),
  );
  const values = answers.map(accepted);
  expect(values.filter((value) => !value.replayed)).toHaveLength(1);
  expect(new Set(values.map((value) => value.body.block_id)).size).toBe(1);
  expect(await world.night(type, 3)).toMatchObject({ blocked: 1 });
});

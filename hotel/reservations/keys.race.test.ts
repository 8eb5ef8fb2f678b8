import { beforeAll, describe, expect, test } from "vitest";
import { book, bookRoom, changeOf, claimOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { holdHotel, openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { shuffled } from "../testing/order.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { cancelCommand } from "./decisions/cancel.ts";

const database = await testDatabase();
const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];
const REPEATS = 20;

beforeAll(() => setNoon(database));

describe("the same idempotency key from 20 connections at once", () => {
  test("with the same content: one booking, 19 repeats of its answer", async () => {
    const hotel = await openHotel(database, { rooms: [50] });
    for (let round = 1; round <= 10; round += 1) {
      const commands = Array.from({ length: REPEATS }, () =>
        bookRoom(hotel, { from: round }, { key: `same ${round}` }),
      );
      const answers = await submitAtOnce(processes, commands);
      expect(tally(answers)).toEqual({ accepted: 1, replayed: REPEATS - 1 });
      const bodies = new Set(answers.map((answer) => (answer.accepted ? JSON.stringify(answer.reply) : "")));
      expect(bodies.size).toBe(1);
      expect(await bookingsOf(hotel)).toBe(round);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("with another content each: one booking, the others are told that the key was used", async () => {
    const hotel = await openHotel(database, { rooms: [50] });
    const commands = Array.from({ length: REPEATS }, (_, from) => bookRoom(hotel, { from }, { key: "different" }));
    expect(tally(await submitAtOnce(processes, commands))).toEqual({
      accepted: 1,
      idempotency_key_reused: REPEATS - 1,
    });
    expect(await bookingsOf(hotel)).toBe(1);
  });
});

describe("a key that arrives for two room types in two processes, which no admission lock orders", () => {
  test("is used once, for whichever came first", async () => {
    for (let round = 1; round <= 10; round += 1) {
      const hotel = await openHotel(database, { rooms: [5, 5], nights: 3 });
      const commands = [0, 1].map((type) => bookRoom(hotel, { from: 1, type }, { key: `two types ${round}` }));
      const locks = await holdHotel(database, hotel);
      const answers = submitAtOnce(processes, shuffled(commands, round));
      await locks.waitedFor(2);
      await locks.release();
      expect(tally(await answers)).toEqual({ accepted: 1, idempotency_key_reused: 1 });
      expect(await bookingsOf(hotel)).toBe(1);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("many keys in opposite orders: no circle of waits, each key one booking", async () => {
    const hotel = await openHotel(database, { rooms: [40, 40] });
    const keys = Array.from({ length: 20 }, (_, place) => `circle ${place}`);
    const [one, other] = [openAdmission(database, { lanes: 1 }), openAdmission(database, { lanes: 1 })];
    const wish = (type: number) => (key: string) => book(hotel, { stays: [{ from: 1, type }], key });
    const answers = await Promise.all([
      submitAtOnce([one], keys.map(wish(0))),
      submitAtOnce([other], keys.toReversed().map(wish(1))),
    ]);
    expect(tally(answers.flat())).toEqual({ accepted: keys.length, idempotency_key_reused: keys.length });
    expect(await bookingsOf(hotel)).toBe(keys.length);
    expect([one, other].flatMap(({ failures }) => failures).filter(({ kind }) => kind === "poisoned")).toEqual([]);
  });
});

test("a refusal for lack of rooms is not remembered: the same key succeeds once a room is free", async () => {
  const hotel = await openHotel(database);
  const [booked] = await submitAtOnce(processes, [bookRoom(hotel, { from: 1 })]);
  const wish = () => bookRoom(hotel, { from: 1 }, { key: "patient" });
  expect(tally(await submitAtOnce(processes, [wish(), wish(), wish()]))).toEqual({ no_availability: 3 });
  await submitAtOnce(processes, [cancelCommand({ ...changeOf(hotel, reservationIdOf(booked)), waiveFee: false })]);
  expect(tally(await submitAtOnce(processes, [wish(), wish(), wish()]))).toEqual({ accepted: 1, replayed: 2 });
});

test("a repeated cancellation with a key gives the same answer, and the key of one call is no key of another", async () => {
  const hotel = await openHotel(database);
  const [booked] = await submitAtOnce(processes, [bookRoom(hotel, { from: 1 }, { key: "one key" })]);
  const claim = { principal: "public", key: "one key", fingerprint: Buffer.from("cancel") };
  const cancel = () => cancelCommand({ ...changeOf(hotel, reservationIdOf(booked)), waiveFee: false }, claim);
  expect((await submitAtOnce(processes, [cancel()])).map(kindOf)).toEqual(["idempotency_key_reused"]);
  const other = { ...claim, key: "another key" };
  const again = () => cancelCommand({ ...changeOf(hotel, reservationIdOf(booked)), waiveFee: false }, other);
  const answers = await submitAtOnce(processes, Array.from({ length: REPEATS }, again));
  expect(tally(answers)).toEqual({ accepted: 1, replayed: REPEATS - 1 });
});

test("the same key twice in one batch: the second is answered as the first", async () => {
  const hotel = await openHotel(database, { rooms: [5] });
  const { admission, batches, failures } = openAdmission(database, { lanes: 1 });
  const keys = [{}, { key: "twice" }, { key: "twice" }];
  const wishes = keys.map((key) => bookRoom(hotel, { from: 1 }, key));
  const answers = await Promise.all(wishes.map((wish) => admission.submit(wish)));
  expect(tally(answers)).toEqual({ accepted: 2, replayed: 1 });
  expect([batches, failures]).toEqual([[1, 2], []]);
});

test("the same key of several principals stands for as many requests, also in one batch", async () => {
  const hotel = await openHotel(database, { rooms: [5] });
  const { admission, batches } = openAdmission(database, { lanes: 1 });
  const wishes = ["public", "partner:1", "partner:2", "staff:1"].map((principal) => ({
    ...bookRoom(hotel, { from: 1 }),
    key: { ...claimOf("everybody's", "one room"), principal },
  }));
  expect(tally(await Promise.all(wishes.map((wish) => admission.submit(wish))))).toEqual({ accepted: wishes.length });
  expect(batches).toContain(wishes.length - 1);
  expect(await bookingsOf(hotel)).toBe(wishes.length);
});

async function bookingsOf({ hotelId }: TestHotel): Promise<number> {
  const { rows } = await database.pool.query<{ bookings: number }>(
    "SELECT count(*)::int AS bookings FROM reservation WHERE hotel_id = $1",
    [hotelId],
  );
  return rows[0]?.bookings ?? 0;
}

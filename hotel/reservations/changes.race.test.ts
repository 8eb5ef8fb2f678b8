import { beforeAll, describe, expect, test } from "vitest";
import { bookRoom, changeOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { shuffled } from "../testing/order.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import type { Answer, Command } from "./admission/command.ts";
import { checkIn } from "./decisions/arrival.ts";
import { cancelCommand } from "./decisions/cancel.ts";
import { deskCommand } from "./decisions/desk.ts";
import { modifyCommand } from "./decisions/modify.ts";
import { moveTo, pinned } from "./decisions/rooms.ts";

const database = await testDatabase();
const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];
const ROUNDS = 15;

beforeAll(() => setNoon(database));

describe("a booking that two people work on at once", () => {
  test("cancel against change: the booking ends cancelled, the change came before or is refused", async () => {
    const hotel = await openHotel(database);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const booked = await bookedIn(hotel, { from: 1, nights: 2 });
      const [cancelled, changed] = await race(cancel(hotel, booked), change(hotel, booked, 2, 5), round);
      expect(kindOf(cancelled)).toBe("accepted");
      expect(kindOf(changed)).toMatch(/^(accepted|wrong_state)$/);
      expect(await nightsOf(booked)).toEqual([]);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("two changes of the version both have read: one is done, the other is told", async () => {
    const hotel = await openHotel(database);
    const booked = await bookedIn(hotel, { from: 1, nights: 2 });
    for (let version = 1; version <= ROUNDS; version += 1) {
      const place = 5 * (version % 5) + 1;
      const wishes = [
        change(hotel, booked, place, place + 2, version),
        change(hotel, booked, place + 2, place + 5, version),
      ];
      const answers = await submitAtOnce(processes, shuffled(wishes, version));
      expect(tally(answers)).toEqual({ accepted: 1, version_conflict: 1 });
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("two changes without a version: both are done, one after the other", async () => {
    const hotel = await openHotel(database);
    const booked = await bookedIn(hotel, { from: 1 });
    for (let round = 1; round <= ROUNDS; round += 1) {
      const [short, long] = [change(hotel, booked, 10, 12), change(hotel, booked, 11, 15)];
      expect((await race(short, long, round)).map(kindOf)).toEqual(["accepted", "accepted"]);
      expect([
        [10, 11],
        [11, 12, 13, 14],
      ]).toContainEqual(await nightsOf(booked));
      expect(kindOf(await submitOne(change(hotel, booked, 1, 2)))).toBe("accepted");
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("cancel against check-in: exactly one of them", async () => {
    const hotel = await openHotel(database, { rooms: [ROUNDS] });
    for (let round = 1; round <= ROUNDS; round += 1) {
      const booked = await bookedIn(hotel, { from: 0, nights: 2 });
      const [cancelled, arrived] = await race(cancel(hotel, booked), arrive(hotel, booked), round);
      expect([kindOf(cancelled), kindOf(arrived)].toSorted()).toEqual(["accepted", "wrong_state"]);
      expect(await nightsOf(booked)).toEqual(arrived.accepted ? [0, 1] : []);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

describe("two bookings that want each other's nights", () => {
  test("cannot swap in a full room, and both stay as they were", async () => {
    const hotel = await openHotel(database);
    const [early, late] = [
      await bookedIn(hotel, { from: 1, nights: 2 }),
      await bookedIn(hotel, { from: 3, nights: 2 }),
    ];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const answers = await race(change(hotel, early, 3, 5), change(hotel, late, 1, 3), round);
      expect(answers.map(kindOf)).toEqual(["no_availability", "no_availability"]);
      expect([await nightsOf(early), await nightsOf(late)]).toEqual([
        [1, 2],
        [3, 4],
      ]);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("a full house shifts stays onto their own nights, at once with others who want them", async () => {
    const hotel = await openHotel(database);
    for (let round = 0; round < 10; round += 1) {
      const from = 1 + 5 * round;
      const booked = await bookedIn(hotel, { from, nights: 3 });
      const [shifted, other] = await race(change(hotel, booked, from + 1, from + 4), bookRoom(hotel, { from }), round);
      expect(kindOf(shifted)).toBe("accepted");
      expect(kindOf(other)).toMatch(/^(accepted|no_availability)$/);
      expect(await nightsOf(booked)).toEqual([from + 1, from + 2, from + 3]);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

describe("rooms", () => {
  test("re-seating against pins: a room that was told to a guest stays theirs", async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const hotel = await openHotel(database, { rooms: [2], nights: 6 });
      const [one, two] = await twoHalves(hotel);
      const commands = [pin(hotel, one), pin(hotel, two), bookRoom(hotel, { from: 1, nights: 2 })];
      const order = shuffled(commands, round);
      const answers = await submitAtOnce(processes, order);
      const [pinnedOne, pinnedTwo, wanted] = commands.map((command) => answers[order.indexOf(command)]);
      expect([pinnedOne, pinnedTwo].map((answer) => answer?.accepted)).toEqual([true, true]);
      expect(wanted === undefined ? "" : kindOf(wanted)).toMatch(/^(accepted|no_single_room)$/);
      expect(await roomsOf(one)).toEqual(await roomsTold(one));
      expect(await roomsOf(two)).toEqual(await roomsTold(two));
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("re-seating stops at pins that came before it, and makes room without them", async () => {
    const hotel = await openHotel(database, { rooms: [2] });
    const [one, two] = await twoHalves(hotel);
    await submitAtOnce(processes, [pin(hotel, one), pin(hotel, two)]);
    const wanted = bookRoom(hotel, { from: 1, nights: 2 });
    expect(kindOf(await submitOne(wanted))).toBe("no_single_room");
    expect(kindOf(await submitOne(pin(hotel, two, false)))).toBe("accepted");
    expect(kindOf(await submitOne(wanted))).toBe("accepted");
    expect(await roomsOf(one)).toEqual([typeOf(hotel).roomIds[0]]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("moving into a room against bookings of it: the room is given once", async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const hotel = await openHotel(database, { rooms: [2], nights: 6 });
      const booked = await bookedIn(hotel, { from: 1, nights: 2 });
      const free = typeOf(hotel).roomIds[1] ?? 0;
      const commands = [move(hotel, booked, free), bookRoom(hotel, { from: 2 }), bookRoom(hotel, { from: 1 })];
      const order = shuffled(commands, round);
      const answers = await submitAtOnce(processes, order);
      const [moved, ...others] = commands.map((command) => answers[order.indexOf(command)]);
      expect(others.map((answer) => answer?.accepted)).toEqual([true, true]);
      expect(moved === undefined ? "" : kindOf(moved)).toMatch(/^(accepted|room_not_free)$/);
      const [stayed] = typeOf(hotel).roomIds;
      const isMoved = moved?.accepted === true;
      expect([[free, free], ...(isMoved ? [] : [[stayed, stayed]])]).toContainEqual(await roomsOf(booked));
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});

/** Two one-night stays, one after the other, in different rooms: a two-night stay fits only if one of them moves. */
async function twoHalves(hotel: TestHotel): Promise<[string, string]> {
  const one = await bookedIn(hotel, { from: 1 });
  const two = await bookedIn(hotel, { from: 2 });
  const [first, second] = typeOf(hotel).roomIds;
  expect(kindOf(await submitOne(move(hotel, one, first ?? 0)))).toBe("accepted");
  expect(kindOf(await submitOne(move(hotel, two, second ?? 0)))).toBe("accepted");
  return [one, two];
}

function cancel(hotel: TestHotel, reservationId: string): Command {
  return cancelCommand({ ...changeOf(hotel, reservationId), waiveFee: true });
}

function change(hotel: TestHotel, reservationId: string, from: number, to: number, expectedVersion?: number): Command {
  const stays = [{ stayNo: 1, arrival: hotel.today + from, departure: hotel.today + to }];
  const version = expectedVersion === undefined ? {} : { expectedVersion };
  return modifyCommand({ ...changeOf(hotel, reservationId), ...version, stays, horizonDays: 540 });
}

function arrive(hotel: TestHotel, reservationId: string): Command {
  return deskCommand(checkIn, { ...changeOf(hotel, reservationId), stayNos: [] });
}

function pin(hotel: TestHotel, reservationId: string, on = true): Command {
  return deskCommand(pinned(on), { ...changeOf(hotel, reservationId), stayNos: [] });
}

function move(hotel: TestHotel, reservationId: string, roomId: number): Command {
  const { roomTypeId } = typeOf(hotel);
  const to = moveTo({ roomTypeId, roomId, pin: false });
  return deskCommand(to, { ...changeOf(hotel, reservationId), stayNos: [] }, { reach: { roomTypeIds: [roomTypeId] } });
}

async function bookedIn(hotel: TestHotel, room: { from: number; nights?: number }): Promise<string> {
  return reservationIdOf(await submitOne(bookRoom(hotel, room)));
}

async function submitOne(command: Command): Promise<Answer> {
  const [answer] = await submitAtOnce(processes, [command]);
  if (answer === undefined) throw new Error("there is no answer");
  return answer;
}

/** The answers to two commands that are submitted at once, in either order, to different processes. */
async function race(one: Command, other: Command, round: number): Promise<[Answer, Answer]> {
  const order = shuffled([one, other], round);
  const answers = await submitAtOnce(processes, order);
  const [first, second] = [answers[order.indexOf(one)], answers[order.indexOf(other)]];
  if (first === undefined || second === undefined) throw new Error("there is no answer");
  return [first, second];
}

/** The nights that a reservation uses, in days after the first of the hotel. */
async function nightsOf(reservationId: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ day: number }>(
    `SELECT night - '2027-06-01'::date AS day FROM stay_night
      WHERE reservation_id = $1 AND used_as <> 'none' ORDER BY night`,
    [reservationId],
  );
  return rows.map(({ day }) => day);
}

async function roomsOf(reservationId: string): Promise<(number | null)[]> {
  const { rows } = await database.pool.query<{ room_id: number | null }>(
    "SELECT room_id FROM stay_night WHERE reservation_id = $1 AND used_as <> 'none' ORDER BY night",
    [reservationId],
  );
  return rows.map((row) => row.room_id);
}

/** The rooms that the guest was told: those of the event of pinning. */
async function roomsTold(reservationId: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ data: { stays: { room_id: number }[] } }>(
    "SELECT data FROM outbox WHERE reservation_id = $1 AND type = 'reservation.pinned'",
    [reservationId],
  );
  return rows.flatMap(({ data }) => data.stays.map((stay) => stay.room_id));
}

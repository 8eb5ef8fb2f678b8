import { expect, test } from "vitest";
import type { Anomaly } from "../anomaly.ts";
import { describeAnomaly } from "../anomaly.ts";
import { checkAcknowledged } from "./acknowledged.ts";
import { checkGroups } from "./groups.ts";
import { checkInvented } from "./invented.ts";
import { KeyCheck } from "./keys.ts";
import { checkReads, checkSearches } from "./reads.ts";
import { checkRealTime } from "./real_time.ts";
import { checkRefusals } from "./refusals.ts";
import { checkRows } from "./rows.ts";
import {
  GIVEN,
  NIGHT,
  ONE_ROOM,
  sampleEpoch,
  sampleEvent,
  sampleOperation,
  sampleSeen,
  TWO_ROOMS,
} from "./sample_epoch.ts";
import { ToldCheck } from "./told.ts";

const messages = (anomalies: readonly Anomaly[]): string[] => anomalies.map(({ message }) => message);

test("double booking: two guests were told that they have the only room", () => {
  const anna = sampleOperation(1, [1, 3], { seen: sampleSeen("a") });
  const ben = sampleOperation(2, [2, 4], { seen: sampleSeen("b") });
  expect(messages(new ToldCheck(ONE_ROOM).check({ operations: [anna, ben] }))).toEqual([
    "more than 1 guests were told that they have a room on 1/5/100",
  ]);
});

test("no double booking: Anna has asked to cancel before Ben was accepted", () => {
  const anna = sampleOperation(1, [1, 2], { seen: sampleSeen("a") });
  const cancel = sampleOperation(2, [3, Infinity], { kind: "cancel", reservationId: "a", outcome: "unknown" });
  const ben = sampleOperation(3, [4, 5], { seen: sampleSeen("b") });
  expect(new ToldCheck(ONE_ROOM).check({ operations: [anna, cancel, ben] })).toEqual([]);
});

test("double booking in the ledger: too many guests, and one room twice", () => {
  const { found } = sampleEpoch(
    [sampleOperation(1, [1, 3]), sampleOperation(2, [2, 4])],
    [sampleEvent(1, 1, {}), sampleEvent(2, 2, { reservationId: "b" })],
  );
  expect(messages(found)).toEqual(["1/5/100 has 2 guests in 1 rooms", "1/5/100 room 1 is given twice"]);
  expect(describeAnomaly(found[0] ?? fail())).toContain('ledger    {"position":2');
});

test("not a double booking: a guest made place, and another hotel's event stands between the two", () => {
  const other = { hotelId: 2, sequence: 1, reservationId: "c", stays: [] };
  const moved = { type: "reservation.reseated", reservationId: "a", stays: [], before: [GIVEN], after: [inRoom(2)] };
  const events = [
    sampleEvent(1, 1, {}),
    sampleEvent(2, 2, { reservationId: "b", sequence: 2 }),
    sampleEvent(3, 3, other),
    sampleEvent(4, 2, { ...moved, sequence: 3 }),
  ];
  expect(messages(sampleEpoch([], events, TWO_ROOMS).found)).toEqual([]);
  expect(messages(sampleEpoch([], events.slice(0, 3), TWO_ROOMS).found)).toEqual(["1/5/100 room 1 is given twice"]);
});

test("lost: accepted, and nowhere in the ledger", () => {
  const { epoch } = sampleEpoch([sampleOperation(1, [1, 2], { seen: sampleSeen("a") })], []);
  expect(messages(checkAcknowledged(epoch))).toEqual(["an acknowledged operation is lost"]);
});

test("lost: a cancellation was accepted of what was never cancelled", () => {
  const booking = sampleOperation(1, [1, 2], { seen: sampleSeen("a") });
  const seen = { reservationId: "a", status: "cancelled", version: undefined, rooms: undefined };
  const cancel = sampleOperation(2, [3, 4], { kind: "cancel", reservationId: "a", rooms: [], seen });
  const { epoch } = sampleEpoch([booking, cancel], [sampleEvent(1, 1, {})]);
  expect(checkAcknowledged(epoch).map(({ operations }) => operations)).toEqual([[cancel]]);
});

test("not lost: what is confirmed already need not be confirmed again", () => {
  const booking = sampleOperation(1, [1, 2], { seen: sampleSeen("a") });
  const confirm = sampleOperation(2, [3, 4], { kind: "confirm", reservationId: "a", seen: sampleSeen("a") });
  const { epoch } = sampleEpoch([booking, confirm], [sampleEvent(1, 1, {})]);
  expect(checkAcknowledged(epoch)).toEqual([]);
});

test("an answer that tells of another night than the ledger", () => {
  const rooms = [{ ...NIGHT, from: 101, to: 102, stayNo: 1, status: "expected" }];
  const booking = sampleOperation(1, [1, 2], { seen: sampleSeen("a", { rooms }) });
  const { epoch } = sampleEpoch([booking], [sampleEvent(1, 1, {})]);
  expect(messages(checkAcknowledged(epoch))).toEqual(["the reservation never stood as the answer says"]);
});

test.each([
  ["no client sent it", [], "no operation of this epoch, and no unknown one before, has caused it"],
  ["it was refused", [sampleOperation(1, [1, 2], { outcome: "refused" })], "refused, and done all the same"],
  [
    "it only asked to look",
    [sampleOperation(1, [1, 2], { kind: "read" })],
    "a read cannot cause reservation.confirmed",
  ],
  [
    "it asked for another night",
    [sampleOperation(1, [1, 2], { rooms: [{ ...NIGHT, from: 99 }] })],
    "other rooms or nights than were asked for",
  ],
])("invented: %s", (_why, operations, message) => {
  const { epoch } = sampleEpoch(operations, [sampleEvent(1, 1, {})]);
  expect(messages(checkInvented(epoch))).toEqual([message]);
});

test("not invented: an operation whose answer was lost may have done it", () => {
  const unknown = sampleOperation(1, [1, Infinity], { outcome: "unknown", status: 0 });
  const { epoch } = sampleEpoch([unknown], [sampleEvent(1, 1, {})]);
  expect(checkInvented(epoch)).toEqual([]);
});

test("key twice: the first attempt and its repeat both made a reservation", () => {
  const first = sampleOperation(1, [1, Infinity], { outcome: "unknown" });
  const repeat = sampleOperation(2, [2, 3], { key: 1, seen: sampleSeen("b") });
  const { epoch } = sampleEpoch([first, repeat], [sampleEvent(1, 1, {}), sampleEvent(2, 2, { reservationId: "b" })]);
  expect(messages(new KeyCheck().check(epoch))).toEqual(["one key took effect twice"]);
});

test("key twice: answered with two reservations, one of them in an earlier epoch", () => {
  const keys = new KeyCheck();
  keys.check(sampleEpoch([sampleOperation(1, [1, 2], { seen: sampleSeen("a") })], []).epoch);
  const repeat = sampleOperation(2, [3, 4], { key: 1, replayed: true, seen: sampleSeen("b") });
  expect(messages(keys.check(sampleEpoch([repeat], []).epoch))).toEqual(["one key was answered with two reservations"]);
});

test.each([
  ["a repeat of what was accepted is refused because the house is full", { code: "no_availability" }, 1],
  ["a repeat that came too early to know", { code: "no_availability", invoked: 1 }, 0],
  ["a repeat that nobody had time for", { code: "overloaded" }, 0],
  ["another request under the key", { code: "idempotency_key_reused", kind: "reuse" }, 0],
] as const)("refused under a used key: %s", (_why, differing, anomalies) => {
  const first = sampleOperation(1, [1, 2], { seen: sampleSeen("a") });
  const repeat = sampleOperation(2, [3, 4], { key: 1, outcome: "refused", ...differing });
  expect(new KeyCheck().check(sampleEpoch([first, repeat], []).epoch)).toHaveLength(anomalies);
});

test("always sold out: the night was free all the time", () => {
  const refused = { outcome: "refused", code: "no_availability", fullNights: [{ roomTypeId: 5, night: 100 }] } as const;
  const { epoch } = sampleEpoch([sampleOperation(1, [1, 2], refused)], []);
  expect(messages(checkRefusals(epoch))).toEqual(["1/5/100 is said to be full: of 1 rooms 0 were used at most"]);
});

test.each([
  ["Ben was refused while Anna's booking was on its way", [2, 4], 0],
  ["Ben was refused before Anna had asked", [1, 2], 1],
])("sold out: %s", (_why, [invoked, completed], anomalies) => {
  const refused = { outcome: "refused", code: "no_availability", fullNights: [{ roomTypeId: 5, night: 100 }] } as const;
  const anna = sampleOperation(1, [3, 5]);
  const ben = sampleOperation(2, [invoked ?? 0, completed ?? 0], refused);
  const { epoch } = sampleEpoch([anna, ben], [sampleEvent(1, 1, {})]);
  expect(checkRefusals(epoch)).toHaveLength(anomalies);
});

test.each([
  ["wrong_state", "cancel", "a cancel was possible in every state that it may have met"],
  ["hold_expired", "confirm", "the hold had not run out"],
  ["idempotency_key_reused", "book", "the key was never used for anything else"],
  ["not_found", "read", "nothing that was asked for can be refused with not_found"],
] as const)("refused without reason: %s", (code, kind, message) => {
  const booking = sampleOperation(1, [1, 2]);
  const refused = sampleOperation(2, [3, 4], { kind, code, outcome: "refused", reservationId: "a" });
  const { epoch } = sampleEpoch([booking, refused], [sampleEvent(1, 1, {})]);
  expect(messages(checkRefusals(epoch))).toEqual([message]);
});

test.each([
  ["nobody was there", 0, 1],
  ["somebody sat in one of the two rooms on one night", 1, 1],
  ["two sat there on different nights, perhaps in different rooms", 2, 0],
])("no single room, though %s", (_who, here, anomalies) => {
  const guests = [
    sampleEvent(1, 1, {}),
    sampleEvent(2, 2, { reservationId: "b", stays: [{ ...inRoom(2), from: 101, to: 102 }] }),
  ];
  const before = [sampleOperation(1, [1, 2]), sampleOperation(2, [3, 4])];
  const rooms = [{ ...NIGHT, from: 100, to: 102 }];
  const refused = sampleOperation(3, [5, 6], { rooms, outcome: "refused", code: "no_single_room" });
  const { epoch } = sampleEpoch([...before, refused], guests.slice(0, here), TWO_ROOMS);
  expect(checkRefusals(epoch)).toHaveLength(anomalies);
});

test("stale read: it shows what was cancelled before it began", () => {
  const booking = sampleOperation(1, [1, 2]);
  const cancel = sampleOperation(2, [3, 4], { kind: "cancel" });
  const late = sampleOperation(3, [5, 6], { kind: "read", seen: sampleSeen("a") });
  const early = sampleOperation(4, [3, 6], { kind: "read", seen: sampleSeen("a") });
  const { epoch } = sampleEpoch(
    [booking, cancel, late, early],
    [sampleEvent(1, 1, {}), sampleEvent(2, 2, { type: "reservation.cancelled" })],
  );
  expect(checkReads(epoch).map(({ operations }) => operations)).toEqual([[late]]);
});

test("invented rooms: a search may be late, but finds no more rooms than there are", () => {
  const searchFor = (rooms: number): ReturnType<typeof sampleOperation> =>
    sampleOperation(2, [3, 4], { kind: "search", found: new Map([[5, rooms]]) });
  const judged = (rooms: number): string[] =>
    messages(checkSearches(sampleEpoch([sampleOperation(1, [1, 2]), searchFor(rooms)], [sampleEvent(1, 1, {})]).epoch));
  expect(judged(1)).toEqual([]);
  expect(judged(2)).toEqual(["found 2 rooms of type 5, which has 1"]);
});

test("half group: the ledger has one of two rooms, and a reader is shown one", () => {
  const group = sampleOperation(1, [1, 2], { rooms: [NIGHT, { ...NIGHT, from: 101, to: 102 }] });
  const { epoch } = sampleEpoch([group], [sampleEvent(1, 1, {})]);
  expect(messages(checkGroups(epoch))).toEqual(["1 of 2 rooms"]);
  const rooms = [1, 2].map((stayNo) => ({ ...NIGHT, stayNo, status: stayNo === 1 ? "expected" : "cancelled" }));
  const read = sampleOperation(2, [3, 4], { kind: "read", seen: sampleSeen("a", { rooms }) });
  expect(messages(checkGroups(sampleEpoch([read], []).epoch))).toEqual([
    "shown with 2 of 2 rooms, which are expected and cancelled",
  ]);
});

test("real time: what was answered before the other was sent stands after it", () => {
  const operations = [sampleOperation(1, [1, 2]), sampleOperation(2, [3, 4])];
  const events = [sampleEvent(1, 2, {}), sampleEvent(2, 1, { reservationId: "b" })];
  expect(messages(checkRealTime(sampleEpoch(operations, events).epoch))).toEqual([
    "operation 1 was answered before 2 was sent, and stands after it",
  ]);
});

test.each([
  [[{ type: "reservation.cancelled" }], "reservation.cancelled of a reservation that is none"],
  [[{}, {}], "reservation.confirmed of a reservation that is confirmed"],
  [[{ fromHold: true }], "reservation.confirmed says from_hold true of a reservation that is none"],
  [[{}, { type: "reservation.expired" }], "reservation.expired of a reservation that is confirmed"],
])("illegal life %#", (lives, message) => {
  const events = lives.map((life, index) => sampleEvent(index + 1, index + 1, life));
  expect(messages(sampleEpoch([], events).found)).toContain(message);
});

test("a gap in the ledger", () => {
  expect(messages(sampleEpoch([], [sampleEvent(1, 1, { sequence: 2 })]).found)).toEqual([
    "place 1 of the hotel, 1 of all, is missing",
  ]);
});

test("conservation: rows that are another thing than the ledger", () => {
  const { epoch } = sampleEpoch([], [sampleEvent(1, 1, {})]);
  const row = { reservationId: "a", status: "confirmed", version: 1, nights: [GIVEN], usedAs: ["sold"], totalMinor: 0 };
  const night = { name: "1/5/100", sold: 1, held: 0, limit: 1 };
  const found = (differing: object, differingRow: object = {}): string[] =>
    messages(
      checkRows(epoch.replay, {
        reservations: new Map([["a", { ...row, ...differingRow }]]),
        nights: [night],
        soldUnder: [],
        count: 1,
        ...differing,
      }),
    );
  expect(found({})).toEqual([]);
  expect(found({ count: 2 })).toEqual(["there are 2 reservations, and the ledger tells of 1"]);
  expect(found({ reservations: new Map() })).toEqual(["reservation a is in the ledger and has no row"]);
  expect(found({ nights: [{ ...night, sold: 0 }] })).toEqual(["1/5/100 counts 0 sold and 0 held; the ledger 1 and 0"]);
  expect(found({ nights: [{ ...night, sold: 2 }] })).toEqual(["1/5/100 is used 2 times, its limit is 1"]);
  expect(found({}, { status: "cancelled" })).toEqual([
    "reservation a is cancelled in version 1; by the ledger confirmed in 1",
  ]);
  expect(found({}, { nights: [] })).toEqual(["reservation a uses other nights than the ledger says"]);
  expect(found({}, { usedAs: ["held"] })).toEqual(["reservation a is confirmed and uses nights as held"]);
});

function inRoom(roomId: number): typeof GIVEN {
  return { ...GIVEN, roomId };
}

function fail(): never {
  throw new Error("nothing was found");
}

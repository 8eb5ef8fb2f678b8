import { describe, expect, test } from "vitest";
import { CommitInDoubt } from "../../../hotel/reservations/admission/batch.ts";
import type { Answer } from "../../../hotel/reservations/admission/command.ts";
import { refuse } from "../../../hotel/vocabulary/refusal.ts";
import type { RefusalCode } from "../../../hotel/vocabulary/refusal_codes.ts";
import type { TryOutcome } from "../callers.ts";
import type { Wish } from "../requests.ts";
import { TODAY } from "../today.ts";
import { answerFaults, type JudgedTry } from "./answer_faults.ts";
import { eventFaults, type CommittedEvent } from "./event_faults.ts";
import { reasonsToRefuse } from "./reasons.ts";
import type { CommittedState } from "./state.ts";
import { stateFaults } from "./state_faults.ts";

// One room of one type, sold for one night: the state that is right, and what each way of being wrong is called.
const RIGHT: CommittedState = {
  now: 0,
  nights: [
    {
      hotelId: 1,
      roomTypeId: 11,
      night: TODAY,
      rooms: 1,
      outOfOrder: 0,
      blocked: 0,
      sold: 1,
      held: 0,
      allowance: 0,
      forced: 0,
      closed: false,
      seats: Buffer.from([1]),
    },
  ],
  stayNights: [
    {
      hotelId: 1,
      reservationId: "a",
      stayNo: 1,
      night: TODAY,
      roomTypeId: 11,
      roomId: 110,
      priceMinor: 1,
      usedAs: "sold",
      pinned: false,
    },
  ],
  stays: [
    {
      hotelId: 1,
      reservationId: "a",
      stayNo: 1,
      roomTypeId: 11,
      from: TODAY,
      to: TODAY + 1,
      guests: 1,
      status: "expected",
      ratePlanId: 0,
      rate: null,
    },
  ],
  reservations: [
    {
      hotelId: 1,
      reservationId: "a",
      confirmationCode: "",
      status: "confirmed",
      paymentStatus: "none",
      userId: null,
      guestId: null,
      source: "web",
      currency: "EUR",
      totalMinor: 1,
      feeMinor: null,
      freeUntil: 0,
      lateFee: "none",
      expiresAt: null,
      version: 1,
      createdAt: 0,
      updatedAt: 0,
      channel: "",
    },
  ],
  holds: [],
  keys: [],
  rooms: [{ roomTypeId: 11, roomId: 110, ordinal: 0 }],
  rateBooks: [],
  ratePlans: [],
  rateNights: [],
};

const NO_BYTES = Buffer.alloc(0);
const changed = <Row>(rows: readonly Row[], change: Partial<Row>): Row[] => rows.map((row) => ({ ...row, ...change }));

describe("a committed state", () => {
  test("that is right has no faults", () => {
    expect(stateFaults(RIGHT)).toEqual([]);
  });

  test.each<[string, Partial<CommittedState>, RegExp]>([
    ["a counter too low", { nights: changed(RIGHT.nights, { sold: 0 }) }, /counters/],
    ["a seat that is not taken", { nights: changed(RIGHT.nights, { seats: NO_BYTES }) }, /seats/],
    ["force", { nights: changed(RIGHT.nights, { forced: 1 }) }, /forced/],
    ["more sold than there is", { nights: changed(RIGHT.nights, { rooms: 0 }) }, /oversold/],
    ["a room given twice", { stayNights: [...RIGHT.stayNights, ...RIGHT.stayNights] }, /given twice/],
    ["a room kept by nobody", { stayNights: changed(RIGHT.stayNights, { usedAs: "none" }) }, /kept by nobody/],
    ["a room of another type", { rooms: changed(RIGHT.rooms, { roomTypeId: 12 }) }, /of another type/],
    ["a stay without its nights", { stayNights: [] }, /its night/],
    [
      "a cancelled one that keeps its nights",
      { reservations: changed(RIGHT.reservations, { status: "cancelled" }) },
      /is cancelled/,
    ],
    [
      "nights beyond the dates",
      { stays: changed(RIGHT.stays, { from: TODAY + 1, to: TODAY + 2 }) },
      /beyond its dates/,
    ],
    ["no stays", { stays: [] }, /has no stays/],
    ["rows of nobody", { reservations: [] }, /which is not there/],
    ["held nights without a hold", { stayNights: changed(RIGHT.stayNights, { usedAs: "held" }) }, /without a hold/],
    [
      "a hold that holds nothing",
      { holds: [{ hotelId: 1, roomTypeId: 11, expiresAt: 5, reservationId: "a" }] },
      /holds nothing/,
    ],
    [
      "a key of nothing",
      {
        keys: [
          { hotelId: 1, principal: "", key: "k", fingerprint: NO_BYTES, reservationId: "b", status: 1, reply: "" },
        ],
      },
      /the key "k"/,
    ],
  ])("with %s is found", (_, change, words) => {
    expect(stateFaults({ ...RIGHT, ...change }).join("\n")).toMatch(words);
  });
});

const event = (change: Partial<CommittedEvent>): CommittedEvent => ({
  eventId: 1,
  commit: 1,
  hotelId: 1,
  type: "reservation.confirmed",
  version: 1,
  reservationId: "a",
  actor: "guest",
  via: "web",
  requestId: "0.0",
  at: 0,
  data: {},
  ...change,
});

describe("the events", () => {
  test("of a life that was so have no faults", () => {
    expect(eventFaults([event({})], RIGHT.reservations)).toEqual([]);
  });

  test.each<[string, readonly CommittedEvent[], RegExp]>([
    ["none of a reservation", [], /its events say nothing/],
    ["one of nobody", [event({}), event({ reservationId: "b" })], /which is not there/],
    ["an end without a beginning", [event({ type: "reservation.cancelled" })], /where it was nothing/],
    ["another end than the row has", [event({ type: "reservation.held" })], /is confirmed, its events say pending/],
    [
      "one too many for the version",
      [event({}), event({ eventId: 2, type: "reservation.modified" })],
      /has version 1 after 2/,
    ],
    [
      "not in the order of the commits",
      [event({ commit: 2 }), event({ eventId: 2, type: "reservation.reseated" })],
      /order/,
    ],
    [
      "a hold that lapsed too soon",
      [event({ type: "reservation.held" }), event({ eventId: 2, type: "hold.lapsed" })],
      /before its time/,
    ],
  ])("%s: found", (_, events, words) => {
    expect(eventFaults(events, RIGHT.reservations).join("\n")).toMatch(words);
  });
});

const ROOM = { roomTypeId: 11, from: 0, nights: 1 };
const BOOK: Wish = { kind: "book", hotelId: 1, rooms: [ROOM] };
const callOf = (wish: Wish): JudgedTry["call"] => ({ wish, process: 0, isKeyed: true, isPatient: true });
const accepted = (replayed: boolean, body: Record<string, unknown> = {}): Answer => ({
  accepted: true,
  replayed,
  reply: { status: 201, body },
});
const refusal = (code: RefusalCode): TryOutcome => ({ kind: "answered", answer: refuse(code, "") });
const tried = (outcome: TryOutcome | undefined, more: Partial<JudgedTry> = {}): JudgedTry => ({
  of: { caller: 0, number: 0 },
  requestId: "0.0",
  call: callOf(BOOK),
  outcome,
  reasons: new Set<string>(),
  ...more,
});
const judged = (tries: readonly JudgedTry[], events: readonly CommittedEvent[] = []): string =>
  answerFaults(tries, { events, keys: [], isDisturbed: false }).join("\n");

describe("an answer", () => {
  test("that is true has no faults", () => {
    expect(judged([tried({ kind: "answered", answer: accepted(false) })], [event({})])).toBe("");
    expect(judged([tried(refusal("no_availability"), { reasons: new Set(["no_availability"]) })])).toBe("");
    const doubt = new CommitInDoubt({ batchId: "", settled: [] }, undefined);
    expect(judged([tried({ kind: "failed", error: doubt })])).toBe("");
  });

  test.each<[string, readonly JudgedTry[], readonly CommittedEvent[], RegExp]>([
    ["accepted, and nothing was done", [tried({ kind: "answered", answer: accepted(false) })], [], /not carried out/],
    ["refused, and done", [tried(refusal("no_availability"))], [event({})], /and carried out/],
    ["refused without a reason", [tried(refusal("no_availability"))], [], /without a reason/],
    ["too slow for no reason", [tried(refusal("overloaded"))], [], /without a reason: overloaded/],
    ["never given", [tried(undefined)], [], /never answered/],
    [
      "an error that is not a doubt",
      [tried({ kind: "failed", error: new Error("23505") })],
      [],
      /failed: Error: 23505/,
    ],
    ["done twice", [tried({ kind: "lost" })], [event({}), event({ eventId: 2 })], /carried out 2 times/],
    [
      "something else was done",
      [tried({ kind: "lost" })],
      [event({ type: "reservation.cancelled" })],
      /something else/,
    ],
    ["a repeat of nothing", [tried({ kind: "answered", answer: accepted(true) })], [], /otherwise than the first/],
    [
      "a repeat that was carried out",
      [tried({ kind: "answered", answer: accepted(true) })],
      [event({})],
      /called a repeat/,
    ],
    [
      "a key used by two requests",
      [tried({ kind: "lost" }), tried({ kind: "lost" }, { requestId: "0.1" })],
      [event({}), event({ requestId: "0.1" })],
      /the key of caller 0 was used 2 times/,
    ],
  ])("%s: found", (_, tries, events, words) => {
    expect(judged(tries, events)).toMatch(words);
  });
});

describe("a reason to refuse", () => {
  const asking = (wish: Wish, submittedNow = 0): Parameters<typeof reasonsToRefuse>[0] => ({
    call: callOf(wish),
    reservationId: "a",
    submittedNow,
  });
  const free: CommittedState = { ...RIGHT, stayNights: [] };
  const held: CommittedState = {
    ...RIGHT,
    stayNights: changed(RIGHT.stayNights, { usedAs: "held", reservationId: "h" }),
    holds: [{ hotelId: 1, roomTypeId: 11, expiresAt: 100, reservationId: "h" }],
  };
  const book = { ...asking(BOOK), reservationId: "new" };

  test("is a full night, a hold that had not run out, a state that forbids it, nothing to be found", () => {
    expect(reasonsToRefuse(book, RIGHT)).toEqual(["no_availability"]);
    expect(reasonsToRefuse(book, held)).toEqual(["no_availability"]);
    expect(reasonsToRefuse(asking({ kind: "decline", of: 0 }), RIGHT)).toEqual(["wrong_state"]);
    expect(reasonsToRefuse({ ...asking({ kind: "cancel", of: 0 }), reservationId: "b" }, RIGHT)).toEqual(["not_found"]);
    expect(reasonsToRefuse(asking({ kind: "confirm", of: 0 }), RIGHT)).toEqual(["unchanged"]);
  });

  test("is not a free night, a hold that had run out before, or the own reservation", () => {
    expect(reasonsToRefuse(book, free)).toEqual([]);
    expect(reasonsToRefuse({ ...book, submittedNow: 100 }, held)).toEqual([]);
    expect(reasonsToRefuse(asking({ kind: "modify", of: 0, to: ROOM }), RIGHT)).toEqual([]);
  });
});

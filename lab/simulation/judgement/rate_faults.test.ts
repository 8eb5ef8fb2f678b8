import { expect, test } from "vitest";
import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import { flexibleTerms, PLANS } from "../rates/planned_rates.ts";
import type { HoldCells, RateNightCells, StayCells, StayNightCells } from "../store/tables.ts";
import { TODAY } from "../today.ts";
import type { CommittedEvent } from "./event_faults.ts";
import { rateFaults } from "./rate_faults.ts";
import type { CommittedState } from "./state.ts";

// A hotel whose flexible plan adds 15.00 to the base price of 100.00; the saver costs 10 % less.
const EMPTY: CommittedState = {
  now: 0,
  nights: [],
  stayNights: [],
  reservations: [],
  stays: [],
  holds: [],
  keys: [],
  rooms: [],
  rateBooks: [{ hotelId: 1, version: 1, defaultRatePlanId: PLANS.flexible }],
  ratePlans: [
    { hotelId: 1, ratePlanId: PLANS.flexible, parentRatePlanId: null, terms: flexibleTerms(1_500), version: 1 },
  ],
  rateNights: [],
};

test.each<[string, number, number, Partial<RateNightCells>, string[]]>([
  ["the base price", PLANS.standard, 10_000, {}, []],
  ["the flexible plan", PLANS.flexible, 11_500, {}, []],
  ["the saver", PLANS.saver, 10_350, {}, []],
  ["a price that was set", PLANS.standard, 9_000, { ratePlanId: PLANS.standard, priceMinor: 9_000 }, []],
  ["yesterday's price", PLANS.flexible, 11_400, {}, ["costs 11400, by the rates in force 11500"]],
  ["a closed night", PLANS.flexible, 11_500, { closed: true }, ["is sold and is closed"]],
  [
    "a night closed for its parent",
    PLANS.saver,
    10_350,
    { closed: true, ratePlanId: PLANS.flexible },
    ["is sold and is closed"],
  ],
  ["a night closed for another plan", PLANS.standard, 10_000, { closed: true, ratePlanId: PLANS.flexible }, []],
])("a guest buys %s", (_what, ratePlanId, priceMinor, set, faults) => {
  const after = withGuests([{ name: "a", ratePlanId, priceMinor }], [setting(set)]);
  const found = rateFaults({ before: EMPTY, after, fresh: [sale("a")], decidedAt: 0 });
  expect(found).toEqual(faults.map((fault) => `night ${TODAY} of a ${fault}`));
});

test("a change keeps the price of a night that it had", () => {
  const before = withGuests([{ name: "a", ratePlanId: PLANS.flexible, priceMinor: 9_000 }], []);
  const change = { ...sale("a"), type: "reservation.modified" };
  expect(rateFaults({ before, after: before, fresh: [change], decidedAt: 0 })).toEqual([]);
  expect(rateFaults({ before: EMPTY, after: before, fresh: [change], decidedAt: 0 })).toHaveLength(1);
});

test("a limit of one: the second guest is one too many, but those who were there before it stay", () => {
  const limit = [setting({ sellLimit: 1 })];
  const guest = (name: string): Guest => ({ name, ratePlanId: PLANS.standard, priceMinor: 10_000 });
  const one = withGuests([guest("a")], limit);
  const two = withGuests([guest("a"), guest("b")], limit);
  const found = [`night ${TODAY} of type 11 sells 1 of every plan, and sold 2`];
  expect(rateFaults({ before: one, after: two, fresh: [sale("b")], decidedAt: 0 })).toEqual(found);
  expect(rateFaults({ before: two, after: two, fresh: [], decidedAt: 0 })).toEqual([]);
  const plan = [setting({ sellLimit: 1, ratePlanId: PLANS.flexible })];
  expect(rateFaults({ before: one, after: { ...two, rateNights: plan }, fresh: [], decidedAt: 0 })).toEqual([]);
});

test("a hold that has run out does not fill a limit", () => {
  const limit = [setting({ sellLimit: 1 })];
  const held: Guest = { name: "a", ratePlanId: PLANS.standard, priceMinor: 10_000, usedAs: "held" };
  const hold: HoldCells = { hotelId: 1, roomTypeId: 11, expiresAt: 5, reservationId: "a" };
  const before = { ...withGuests([held], limit), holds: [hold] };
  const after = { ...withGuests([held, { ...held, name: "b", usedAs: "sold" }], limit), holds: [hold] };
  expect(rateFaults({ before, after: { ...after, now: 6 }, fresh: [], decidedAt: 6 })).toEqual([]);
  expect(rateFaults({ before, after: { ...after, now: 4 }, fresh: [], decidedAt: 4 })).toHaveLength(1);
});

interface Guest {
  readonly name: string;
  readonly ratePlanId: number;
  readonly priceMinor: number;
  readonly usedAs?: string;
}

function withGuests(guests: readonly Guest[], rateNights: readonly RateNightCells[]): CommittedState {
  return { ...EMPTY, rateNights, stays: guests.map(stayOf), stayNights: guests.map(nightOf) };
}

function stayOf({ name, ratePlanId }: Guest): StayCells {
  const place = { hotelId: 1, reservationId: name, stayNo: 1, roomTypeId: 11, from: TODAY, to: TODAY + 1 };
  return { ...place, guests: 1, status: "expected", ratePlanId, rate: null };
}

function nightOf({ name, priceMinor, usedAs = "sold" }: Guest): StayNightCells {
  const place = { hotelId: 1, reservationId: name, stayNo: 1, night: TODAY, roomTypeId: 11, roomId: null };
  return { ...place, priceMinor, usedAs, pinned: false };
}

function setting(set: Partial<RateNightCells>): RateNightCells {
  const nothing = { ratePlanId: EVERY_PLAN, priceMinor: null, closed: null, sellLimit: null };
  return { hotelId: 1, roomTypeId: 11, night: TODAY, ...nothing, ...set };
}

function sale(reservationId: string): CommittedEvent {
  return {
    eventId: 1,
    hotelId: 1,
    type: "reservation.confirmed",
    version: 1,
    reservationId,
    actor: "guest",
    via: "web",
    requestId: "0.0",
    at: 0,
    data: { from_hold: false },
    commit: 1,
  };
}

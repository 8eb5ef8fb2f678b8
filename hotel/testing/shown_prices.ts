import { expect } from "vitest";
import type { Offer } from "../rates/offers.ts";
import type { Answered, Body } from "./rate_calls.ts";

/** A quote and a booking without one: the same price and terms, or the same refusal. */
export function saySameOfAsk(quoted: Answered, booked: Answered, rooms: number): void {
  const says = JSON.stringify([quoted.body, booked.body]);
  if (booked.status === 201) {
    expect(quoted.status, says).toBe(200);
    agreeOnTerms(quoted, booked);
    return linesAddUp(booked);
  }
  // A quote promises no particular room.
  if (refusalOf(booked) === "no_single_room") return expect(quoted.status, says).toBe(200);
  // A full night is refused by sight, without looking at what was set for single nights: then the next reason is told.
  if (refusalOf(quoted) === "restricted" && (rooms > 1 || refusalOf(booked) === "no_availability")) return;
  expect(refusalOf(quoted), says).toBe(refusalOf(booked));
}

/** A search finds the offers that the tables make, plan by plan. */
export function foundAlike(searched: readonly Offer[], offers: readonly Offer[]): void {
  expect(searched).toEqual(offers);
}

/** A booking with a quote pays what was quoted; only a room or a place within a sell limit may be gone. */
export function keptPromise(quoted: Answered, booked: Answered): void {
  if (booked.status === 201) {
    agreeOnTerms(quoted, booked);
    return linesAddUp(booked);
  }
  const restrictions = (booked.body["restrictions"] ?? []) as Body[];
  const rules = [...new Set(restrictions.map(({ rule }) => rule))];
  expect([refusalOf(booked), ...rules], JSON.stringify(booked.body)).toBeOneOf([
    ["restricted", "sell_limit"],
    ["no_single_room"],
  ]);
}

/** What is not offered cannot be booked. */
export function notBooked(answer: Answered): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(409);
}

/** What is offered has its price in a quote; undefined: there is no room. */
export function quotedFor(answer: Answered, price: number | undefined): void {
  if (price === undefined) expect(refusalOf(answer)).toBe("no_availability");
  else expect(answer.body["total_price"], JSON.stringify(answer.body)).toBe(price);
}

/** Whether what was offered has been booked, for its price; not when no room was free for all nights. */
export function isBookedFor(answer: Answered, price: number): boolean {
  if (refusalOf(answer) === "no_single_room") return false;
  expect(answer.body["total_price"], JSON.stringify(answer.body)).toBe(price);
  return true;
}

function refusalOf({ body }: Answered): unknown {
  return body["error"];
}

/** The total of a reservation is the sum of the lines that are shown with it, to the cent. */
export function linesAddUp({ body }: Answered): void {
  const all = staysOf(body);
  const kept = all.filter(({ status }) => status !== "cancelled");
  const priced = kept.length === 0 ? all : kept;
  const says = JSON.stringify(body);
  for (const stay of priced) expect(linesOf(body, stay), says).toBe(cents(stay["total_price"]));
  const sum = priced.reduce((total, stay) => total + linesOf(body, stay), 0);
  expect(sum, says).toBe(cents(body["total_price"]));
}

/** What a booking shows is what the quote showed, room by room: nights, charges, total, and terms. */
function agreeOnTerms(quoted: Answered, booked: Answered): void {
  expect(booked.body["total_price"]).toBe(quoted.body["total_price"]);
  const [offered, sold] = [staysOf(quoted.body), staysOf(booked.body)];
  expect(sold).toHaveLength(offered.length);
  for (const [index, one] of offered.entries()) {
    const other = sold[index] ?? {};
    expect(nightlyOf(booked.body, other)).toEqual(one["nightly"]);
    for (const name of SAME) expect(other[name], name).toEqual(one[name]);
    for (const policy of ["cancellation_policy", "payment_policy"]) {
      const [said, done] = [one[policy] as Body, other[policy] as Body];
      expect({ ...done, ...INSTANTS }, policy).toEqual({ ...said, ...INSTANTS });
      // What counts from the moment of booking is some milliseconds later.
      for (const name of Object.keys(INSTANTS)) {
        const [first, second] = [said[name], done[name]].map((text) =>
          typeof text === "string" ? Date.parse(text) : 0,
        );
        expect(Math.abs(Number(first) - Number(second)), `${name}: ${JSON.stringify([said, done])}`).toBeLessThan(
          60_000,
        );
      }
    }
  }
}

/** Fee and refund of a cancellation are the total together, and the fee is no more than it. */
export function settlesUp(before: Answered, cancelled: Answered): void {
  const fee = cents(cancelled.body["fee_amount"]);
  const total = cents(before.body["total_price"]);
  expect(fee).toBeGreaterThanOrEqual(0);
  expect(fee).toBeLessThanOrEqual(total);
  expect(fee + cents(cancelled.body["refund_amount"])).toBe(total);
}

const SAME = ["total_price", "charges", "rate_plan_id", "rate_plan_code", "meal_plan", "adults", "children"] as const;
const INSTANTS = { free_until: undefined, free_until_local: undefined, due_at: undefined };

function linesOf(body: Body, stay: Body): number {
  const nights = nightlyOf(body, stay).reduce((sum, { price }) => sum + cents(price), 0);
  const charges = (stay["charges"] as Body[]).filter(({ included }) => included !== true);
  return charges.reduce((sum, { amount }) => sum + cents(amount), nights);
}

function nightlyOf(body: Body, stay: Body): Body[] {
  const own = (body["nightly"] as Body[]).filter(({ stay_no: stayNo }) => stayNo === stay["stay_no"]);
  return own.map(({ date, price }) => ({ date, price }));
}

function staysOf(body: Body): Body[] {
  return body["stays"] as Body[];
}

function cents(amount: unknown): number {
  return Math.round(Number(amount) * 100);
}

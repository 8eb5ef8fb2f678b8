import fc from "fast-check";
import { MOST_RANDOM_PLANS, RANDOM_CODES, RANDOM_NIGHTS, someNights, type RandomNights } from "./random_hotel_rates.ts";
import type { Body } from "./rate_calls.ts";

/** Which plan somebody names: by its place among the hotel's, the standard plan, one that does not exist, or none at all. */
export type PlanNamed = number | "standard" | "unknown" | undefined;

/** One room that somebody asks for; nights are counted from the business date. */
export interface AskedRoom {
  readonly type: number;
  readonly from: number;
  readonly length: number;
  readonly adults: number;
  readonly children: readonly number[];
  readonly plan: PlanNamed;
  readonly extras: readonly { readonly code: string; readonly quantity: number }[];
}

/** Who asks: what they say of themselves opens plans to them. */
export interface AskingBuyer {
  readonly member: boolean;
  readonly channel: string | undefined;
  readonly promo_code: string | undefined;
  readonly company: string | undefined;
}

/** What somebody wants to know the price of, or to book. */
export interface RandomAsk {
  readonly rooms: readonly AskedRoom[];
  readonly buyer: AskingBuyer;
  readonly hold: boolean;
}

/** A change of rates. */
export type RateEdit =
  | { readonly kind: "nights"; readonly nights: RandomNights }
  | { readonly kind: "plan"; readonly place: number; readonly percent: number }
  | { readonly kind: "fee"; readonly amount: number };

/** One thing that happens at the hotel. */
export type RatedStep =
  | { readonly does: "ask"; readonly ask: RandomAsk }
  | { readonly does: "quote_kept"; readonly ask: RandomAsk; readonly edit: RateEdit }
  | { readonly does: "offers"; readonly ask: RandomAsk; readonly pick: number }
  | { readonly does: "change"; readonly pick: number; readonly change: Body; readonly type: number | undefined }
  | { readonly does: "move"; readonly pick: number; readonly from: number; readonly length: number }
  | { readonly does: "desk"; readonly pick: number; readonly action: string }
  | { readonly does: "cancel" | "confirm"; readonly pick: number }
  | { readonly does: "edit"; readonly edit: RateEdit }
  | { readonly does: "pass"; readonly hours: number };

const seldom = fc.nat(4).map((luck) => luck === 0);
const someType = fc.nat(1);
const someFrom = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, fc.nat(RANDOM_NIGHTS));
const someLength = fc.integer({ min: 1, max: 4 });

const someRoom: fc.Arbitrary<AskedRoom> = fc.record({
  type: someType,
  from: someFrom,
  length: someLength,
  adults: fc.integer({ min: 1, max: 3 }),
  children: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(fc.nat(15), { maxLength: 2 })),
  plan: fc.oneof(
    { weight: 4, arbitrary: fc.nat(MOST_RANDOM_PLANS - 1) },
    { weight: 2, arbitrary: fc.constantFrom("standard" as const, undefined) },
    { weight: 1, arbitrary: fc.constant("unknown" as const) },
  ),
  extras: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.constantFrom(
      [{ code: "parking", quantity: 1 }],
      [
        { code: "breakfast", quantity: 1 },
        { code: "parking", quantity: 2 },
      ],
      [{ code: "parking", quantity: 3 }],
    ),
  ),
});

const someBuyer: fc.Arbitrary<AskingBuyer> = fc.record({
  member: seldom,
  channel: fc.constantFrom(undefined, undefined, undefined, RANDOM_CODES.channel),
  promo_code: fc.constantFrom(undefined, RANDOM_CODES.promo, "wrong"),
  company: fc.constantFrom(undefined, undefined, RANDOM_CODES.company),
});

const someAsk: fc.Arbitrary<RandomAsk> = fc.record({
  rooms: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(someRoom) },
    { weight: 1, arbitrary: fc.array(someRoom, { minLength: 2, maxLength: 3 }) },
    // Alike, so that they are in each other's way.
    { weight: 1, arbitrary: someRoom.map((room) => [room, room]) },
  ),
  buyer: someBuyer,
  hold: seldom,
});

const someEdit: fc.Arbitrary<RateEdit> = fc.oneof(
  fc.record({ kind: fc.constant("nights" as const), nights: someNights() }),
  fc.record({
    kind: fc.constant("plan" as const),
    place: fc.nat(MOST_RANDOM_PLANS - 1),
    percent: fc.integer({ min: -50, max: 80 }),
  }),
  fc.record({ kind: fc.constant("fee" as const), amount: fc.nat(40) }),
);

const pick = fc.nat(30);
const guests = fc.record(
  { adults: fc.integer({ min: 1, max: 3 }), children: fc.array(fc.nat(15), { maxLength: 2 }) },
  { requiredKeys: [] },
);

/** What happens at a hotel, most of it about prices. */
export const someStep: fc.Arbitrary<RatedStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant("ask" as const), ask: someAsk }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("quote_kept" as const), ask: someAsk, edit: someEdit }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("offers" as const), ask: someAsk, pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("change" as const),
      pick,
      change: guests,
      type: fc.option(someType, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("move" as const), pick, from: someFrom, length: someLength }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("desk" as const),
      pick,
      action: fc.constantFrom("check-in", "check-in", "check-out", "extension", "room", "no-show", "reinstatement"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom("cancel" as const, "confirm" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("edit" as const), edit: someEdit }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("pass" as const), hours: fc.constantFrom(1, 5, 26) }) },
);

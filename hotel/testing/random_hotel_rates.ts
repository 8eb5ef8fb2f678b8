import fc from "fast-check";
import type { Body } from "./rate_calls.ts";

/** A plan as the API takes it, and from which of the plans before it it is derived. */
export interface RandomPlan {
  readonly fields: Body;
  readonly parent:
    | { readonly place: number | "standard"; readonly change: Body; readonly inherits: boolean }
    | undefined;
}

/** Something set for nights of the calendar. */
export interface RandomNights {
  readonly from: number;
  readonly nights: number;
  /** The place of a plan, the standard plan, or every plan. */
  readonly plan: number | "standard" | "every";
  /** Of a restriction: a channel, or all. */
  readonly channel: string | undefined;
  readonly set: Body;
}

/** Everything that a hotel has decided about its rates. */
export interface RandomHotelRates {
  readonly book: Body;
  /** In an order in which they can be entered. */
  readonly plans: readonly RandomPlan[];
  readonly nights: readonly RandomNights[];
}

/** The codes that open random plans. */
export const RANDOM_CODES = { promo: "spring", company: "acme", channel: "agency" } as const;

/** Nights, counted from the hotel's today, that random rates and stays are about. */
export const RANDOM_NIGHTS = 12;

/** How many plans a random hotel has at most. */
export const MOST_RANDOM_PLANS = 4;

/** Such that many stays are sold and some are not, at prices with cents. */
export function someHotelRates(): fc.Arbitrary<RandomHotelRates> {
  return fc.record({
    book: fc.record({
      child_bands: fc.constant([
        { band: "infant", min_age: 0, max_age: 2 },
        { band: "child", min_age: 3, max_age: 11 },
      ]),
      taxes: fc
        .array(someTax(), { maxLength: 4 })
        .map((taxes) => taxes.map((tax, no) => ({ ...tax, code: `tax${no}` }))),
      extras: fc.constant([
        { code: "parking", name: "Parking", price: 12.35, per: "night", product: "extra", most_quantity: 2 },
        { code: "breakfast", name: "Breakfast", price: 9.99, per: "person_night", product: "meal" },
      ]),
      restrictions: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(someRestriction(), { maxLength: 2 })),
    }),
    plans: fc
      .integer({ min: 1, max: MOST_RANDOM_PLANS })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => somePlan(place)))),
    nights: fc.array(someNights(), { maxLength: 4 }),
  });
}

/** Something that a hotel sets for some nights. */
export function someNights(): fc.Arbitrary<RandomNights> {
  const range = { from: fc.nat(RANDOM_NIGHTS), nights: fc.integer({ min: 1, max: 4 }) };
  const planPlace = fc.oneof(fc.nat(MOST_RANDOM_PLANS - 1), fc.constant("standard" as const));
  return fc.oneof(
    fc.record({ ...range, plan: planPlace, channel: fc.constant(undefined), set: fc.record({ price: someAmount }) }),
    fc.record({
      ...range,
      plan: fc.oneof(planPlace, fc.constant("every" as const)),
      channel: fc.constantFrom(undefined, undefined, "web", RANDOM_CODES.channel),
      set: someRule,
    }),
  );
}

const someAmount = fc.integer({ min: 0, max: 30_000 }).map((cents) => cents / 100);
const someSmallAmount = fc.integer({ min: 0, max: 3_500 }).map((cents) => cents / 100);
const somePercent = fc.integer({ min: -4_000, max: 4_000 }).map((hundredths) => ({ percent: hundredths / 100 }));
const someChange: fc.Arbitrary<Body> = fc.oneof(
  somePercent,
  fc.integer({ min: -4_000, max: 4_000 }).map((cents) => ({ amount: cents / 100 })),
);
const someDays = fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], { minLength: 1 });

const someRule: fc.Arbitrary<Body> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((rooms): Body => ({ sell_limit: rooms })),
  fc.constantFrom<Body>(
    { closed: true },
    { closed_to_arrival: true },
    { closed_to_departure: true },
    { min_stay_arrival: 2 },
    { max_stay_through: 3 },
    { min_advance_days: 2 },
    { same_day_cutoff_hour: 14 },
    { stay_pattern: "NYY" },
  ),
);

function someRestriction(): fc.Arbitrary<Body> {
  return fc
    .record({ weekdays: someDays, channel: fc.constantFrom(undefined, "web"), rule: someRule })
    .map(({ weekdays, channel, rule }) => ({ weekdays, ...(channel === undefined ? {} : { channel }), ...rule }));
}

function someTax(): fc.Arbitrary<Body> {
  const name = "A tax";
  return fc.oneof(
    fc.record({
      kind: fc.constant("vat"),
      name: fc.constant(name),
      percent: fc.constantFrom(6, 8.87, 19),
      products: fc.subarray(["room", "meal", "extra", "fee"], { minLength: 1 }),
      included: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("city_tax"),
      name: fc.constant(name),
      per_person_night: someSmallAmount,
      from_age: fc.constantFrom(0, 13),
      most_nights: fc.constantFrom(2, 7),
    }),
    fc.record({ kind: fc.constant("city_tax"), name: fc.constant(name), percent: fc.constantFrom(2.5, 5) }),
    fc.record({
      kind: fc.constant("fee"),
      name: fc.constant(name),
      amount: someSmallAmount,
      per: fc.constantFrom("stay", "night", "person", "person_night"),
    }),
  );
}

function somePlan(place: number): fc.Arbitrary<RandomPlan> {
  const parent = fc.record({ place: fc.nat(Math.max(0, place - 1)), change: someChange, inherits: fc.boolean() });
  const fields = fc.record({
    code: fc.constant(`plan${place}`),
    name: fc.constant(`Plan ${place}`),
    audience: fc.constantFrom<Body>(
      { kind: "public" },
      { kind: "public" },
      { kind: "members" },
      { kind: "promo_code", code: RANDOM_CODES.promo },
      { kind: "company", code: RANDOM_CODES.company },
      { kind: "channel", channel: RANDOM_CODES.channel },
    ),
    prices: fc.array(
      fc.oneof(
        fc.record({ weekdays: someDays, price: someAmount }),
        fc.tuple(someDays, someChange).map(([weekdays, change]) => ({ weekdays, ...change })),
      ),
      { maxLength: 3 },
    ),
    occupancy: fc.record({
      included_adults: fc.constantFrom(1, 2),
      single_use: somePercent,
      extra_adult: someSmallAmount,
      children: fc
        .subarray(["infant", "child"])
        .chain((bands) => fc.tuple(...bands.map((band) => someSmallAmount.map((price): Body => ({ band, price }))))),
    }),
    length_discounts: fc.array(
      somePercent.map((change) => ({ min_nights: 3, ...change })),
      { maxLength: 1 },
    ),
    lead_discounts: fc.array(
      somePercent.map((change) => ({ name: "early", min_days: 5, ...change })),
      { maxLength: 1 },
    ),
    dynamic: fc.record({ rules: fc.array(someDemandRule(), { maxLength: 2 }) }),
    extras: fc.constantFrom<Body[]>(
      [],
      [],
      [{ code: "breakfast", included: true }],
      [{ code: "breakfast", included: false }],
    ),
    cancellation: someCancellation,
    payment: fc.constantFrom<Body>(
      { kind: "pay_at_hotel" },
      { kind: "prepay" },
      { kind: "deposit", share: "percent", percent: 33.33, days_before: 3 },
      { kind: "deposit", share: "first_night", days_before: 0 },
    ),
    restrictions: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(someRestriction(), { maxLength: 1 })),
  });
  return fc.record({ fields, parent: place === 0 ? fc.constant(undefined) : fc.option(parent, { nil: undefined }) });
}

function someDemandRule(): fc.Arbitrary<Body> {
  const when = fc.constantFrom<Body>(
    { min_occupancy: 30 },
    { min_occupancy: 60 },
    { max_occupancy: 25 },
    { max_lead_days: 2 },
  );
  return fc.tuple(when, someChange).map(([condition, change]) => ({ name: "demand", when: condition, ...change }));
}

const someFee = fc.constantFrom<Body>(
  { kind: "none" },
  { kind: "first_night" },
  { kind: "percent", percent: 33.33 },
  { kind: "full_stay" },
);

const someCancellation: fc.Arbitrary<Body | null> = fc.oneof(
  fc.constant(null),
  someFee.map((fee) => ({ kind: "non_refundable", fee })),
  fc
    .tuple(fc.nat(4), someFee, someFee)
    .map(([days, late, noShow]) => ({ kind: "free_until", before_days: days, late_fee: late, no_show_fee: noShow })),
);

import fc from "fast-check";
import { WEEKDAY_NAMES } from "../rates/book/weekday_names.ts";
import type { RateBookFields } from "../rates/plans/book_schemas.ts";
import type { RatePlanFields } from "../rates/plans/schemas.ts";
import { decimalPlaces, toDecimal, type Currency } from "../vocabulary/money.ts";
import { formatNight } from "../vocabulary/night.ts";

/** The room types that random rates speak of. */
export const RANDOM_TYPES: readonly number[] = [1, 2, 3];

/** Currencies with no, two and three decimals. */
export const RANDOM_CURRENCIES: readonly Currency[] = ["JPY", "EUR", "KWD"];

/** A plan as the API takes it, with every kind of rule; it can be read, though it may refer to what the book has not. */
export function anyPlanFields(currency: Currency): fc.Arbitrary<RatePlanFields> {
  const price = priceIn(currency);
  const change = changeIn(currency);
  const priceRule = fc.tuple(
    anyScope,
    fc.oneof(
      change,
      price.map((amount) => ({ price: amount })),
    ),
  );
  return fc.record<RatePlanFields>({
    code: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,39}$/),
    name: fc.constantFrom("Flexible", "Été à la mer"),
    room_type_ids: fc.oneof(fc.constant(null), anyTypes),
    meal_plan: fc.constantFrom("room_only", "breakfast", "half_board", "full_board", "all_inclusive"),
    audience: fc.constantFrom(
      { kind: "public" as const },
      { kind: "members" as const },
      { kind: "promo_code" as const, code: "spring" },
      { kind: "channel" as const, channel: "web" },
      { kind: "company" as const, code: "acme" },
    ),
    basis: fc.oneof(
      fc.constant({ kind: "base" as const }),
      fc.tuple(change, fc.boolean()).map(([off, inherits]) => ({
        kind: "derived" as const,
        rate_plan_id: 7,
        ...off,
        inherits_restrictions: inherits,
      })),
    ),
    prices: fc.array(
      priceRule.map(([scope, rule]) => ({ ...scope, ...rule })),
      { maxLength: 4 },
    ),
    occupancy: fc.record(
      {
        included_adults: fc.integer({ min: 1, max: 4 }),
        single_use: change,
        extra_adult: price,
        children: fc.array(fc.record({ band: fc.constantFrom("infant", "child"), price }), { maxLength: 2 }),
      },
      { requiredKeys: ["included_adults", "extra_adult", "children"] },
    ),
    length_discounts: fc.array(
      fc.tuple(fc.integer({ min: 2, max: 90 }), change).map(([min_nights, off]) => ({ min_nights, ...off })),
      { maxLength: 3 },
    ),
    lead_discounts: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 90 }), change).map(([min_days, off]) => ({ name: "early", min_days, ...off })),
      { maxLength: 3 },
    ),
    dynamic: anyDynamic(currency),
    extras: fc.array(fc.record({ code: fc.constantFrom("cot", "parking"), included: fc.boolean() }), { maxLength: 2 }),
    cancellation: fc.constantFrom(
      null,
      { kind: "non_refundable" as const, fee: { kind: "full_stay" as const } },
      {
        kind: "free_until" as const,
        before_days: 3,
        late_fee: { kind: "percent" as const, percent: 12.25 },
        no_show_fee: { kind: "full_stay" as const },
      },
      {
        kind: "free_until" as const,
        before_hours: 36,
        late_fee: { kind: "first_night" as const },
        no_show_fee: { kind: "none" as const },
      },
    ),
    payment: fc.oneof(
      fc.constantFrom({ kind: "pay_at_hotel" as const }, { kind: "prepay" as const }, { kind: "guarantee" as const }),
      price.map((amount) => ({ kind: "deposit" as const, share: "amount" as const, amount, days_before: 14 })),
      fc.constant({ kind: "deposit" as const, share: "percent" as const, percent: 30, days_before: 0 }),
    ),
    restrictions: fc.array(anyRestriction, { maxLength: 3 }),
  });
}

/** A book as the API takes it. */
export function anyBookFields(currency: Currency): fc.Arbitrary<RateBookFields> {
  const price = priceIn(currency);
  return fc.record<RateBookFields>({
    default_rate_plan_id: fc.constant(0),
    standard_plan_sold: fc.boolean(),
    child_bands: fc.constantFrom(
      [],
      [
        { band: "infant", min_age: 0, max_age: 2 },
        { band: "child", min_age: 3, max_age: 12 },
      ],
    ),
    taxes: fc.tuple(price, anyScope).map(([amount, scope]) => [
      { kind: "vat" as const, code: "vat", name: "VAT", percent: 6, products: ["room" as const], included: true },
      { kind: "city_tax" as const, code: "city", name: "City", per_person_night: amount, from_age: 13, most_nights: 7 },
      { kind: "city_tax" as const, code: "share", name: "Share", percent: 2.5, from_age: 0, scope },
      { kind: "fee" as const, code: "cleaning", name: "Cleaning", amount, per: "stay" as const },
    ]),
    extras: price.map((amount) => [
      { code: "cot", name: "Cot", price: amount, per: "night" as const, product: "extra" as const },
      {
        code: "breakfast",
        name: "Breakfast",
        price: amount,
        per: "person_night" as const,
        product: "meal" as const,
        most_quantity: 4,
        room_type_ids: [2, 3],
      },
    ]),
    restrictions: fc.array(anyRestriction, { maxLength: 3 }),
  });
}

const anyTypes = fc.subarray([...RANDOM_TYPES], { minLength: 1 });

const anyNight = fc.integer({ min: 20_000, max: 22_000 });

const anyScope = fc
  .record(
    {
      season: fc.tuple(anyNight, fc.integer({ min: 0, max: 200 })),
      weekdays: fc.subarray([...WEEKDAY_NAMES], { minLength: 1 }),
      room_type_ids: anyTypes,
    },
    { requiredKeys: [] },
  )
  .map(({ season, ...scope }) => ({
    ...scope,
    ...(season === undefined ? {} : { from: formatNight(season[0]), until: formatNight(season[0] + season[1]) }),
  }));

const anyRestriction = fc
  .tuple(
    anyScope,
    fc.record(
      {
        channel: fc.constantFrom("web", "desk"),
        closed: fc.boolean(),
        closed_to_arrival: fc.boolean(),
        closed_to_departure: fc.boolean(),
        max_stay_arrival: fc.integer({ min: 2, max: 90 }),
        min_stay_through: fc.constant(1),
        max_stay_through: fc.integer({ min: 1, max: 90 }),
        min_advance_days: fc.integer({ min: 0, max: 7 }),
        max_advance_days: fc.integer({ min: 7, max: 1_100 }),
        same_day_cutoff_hour: fc.integer({ min: 0, max: 23 }),
        sell_limit: fc.nat({ max: 100_000 }),
        stay_pattern: fc.stringMatching(/^[YN]{1,14}$/),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([scope, restriction]) => ({ ...scope, min_stay_arrival: 2, ...restriction }));

function anyDynamic(currency: Currency): fc.Arbitrary<RatePlanFields["dynamic"]> {
  const when = fc.constantFrom(
    { min_occupancy: 80 },
    { max_occupancy: 30, max_lead_days: 3 },
    { pickup: { days: 3, min_rooms: 5 } },
    { min_lead_days: 60 },
  );
  const rule = fc
    .tuple(anyScope, when, changeIn(currency))
    .map(([scope, condition, change]) => ({ name: "demand", ...scope, when: condition, ...change }));
  const bounds = fc.tuple(priceIn(currency), priceIn(currency)).map((two) => two.toSorted((one, other) => one - other));
  return fc.tuple(fc.array(rule, { maxLength: 3 }), fc.option(bounds)).map(([rules, pair]) => ({
    rules,
    ...(pair?.[0] === undefined || pair[1] === undefined ? {} : { floor: pair[0], ceiling: pair[1] }),
  }));
}

function priceIn(currency: Currency): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 1_000_000_000 }).map((minor) => toDecimal(minor, currency));
}

function changeIn(currency: Currency): fc.Arbitrary<{ percent: number } | { amount: number }> {
  const unit = 10 ** decimalPlaces(currency);
  return fc.oneof(
    fc.integer({ min: -10_000, max: 100_000 }).map((basisPoints) => ({ percent: basisPoints / 100 })),
    fc.integer({ min: -500_000, max: 500_000 }).map((minor) => ({ amount: minor / unit })),
  );
}

import fc from "fast-check";
import type { RateBook } from "../rates/book/rate_book.ts";
import type { RateNight } from "../rates/book/rate_night.ts";
import type { Adjustment, DemandRule, OccupancyPrices, PriceRule, RatePlan } from "../rates/book/rate_plan.ts";
import type { RuleScope } from "../rates/book/scope.ts";
import type { Buyer, Party, RateFacts, StayAsk } from "../rates/stay_ask.ts";
import { paperBook, paperEntry, paperPlan } from "./paper_rates.ts";

/** The first of the nights that random stays use and random rules are about. */
export const FIRST_NIGHT = 20_000;
const NIGHTS = 28;
const ROOM_TYPES = [1, 2];
const AGE_BANDS = [
  { band: "infant", minAge: 0, maxAge: 2 },
  { band: "child", minAge: 3, maxAge: 11 },
];

/** Somebody without a code. */
export const anybody: Buyer = { channel: "web", member: false };

/** A share or an amount, on or off, sometimes more than all. */
export const someAdjustment: fc.Arbitrary<Adjustment> = fc.oneof(
  fc.record({ basisPoints: fc.integer({ min: -11_000, max: 12_000 }) }),
  fc.record({ amountMinor: fc.integer({ min: -9_000, max: 9_000 }) }),
);
const someShareOff = fc.record({ basisPoints: fc.integer({ min: -9_000, max: 0 }) });
const somePrice = fc.integer({ min: 0, max: 40_000 });
const someNight = fc.integer({ min: FIRST_NIGHT, max: FIRST_NIGHT + NIGHTS });

const someScope: fc.Arbitrary<RuleScope> = fc.record(
  {
    from: someNight,
    until: someNight,
    weekdays: fc.integer({ min: 1, max: 127 }),
    roomTypeIds: fc.subarray(ROOM_TYPES, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

const somePriceRule: fc.Arbitrary<PriceRule> = fc
  .tuple(someScope, fc.oneof(fc.record({ priceMinor: somePrice }), someAdjustment))
  .map(([scope, change]) => ({ ...scope, ...change }));

const someCondition: fc.Arbitrary<DemandRule["when"]> = fc.record(
  {
    minOccupancy: fc.integer({ min: 0, max: 11_000 }),
    maxOccupancy: fc.integer({ min: 0, max: 11_000 }),
    pickup: fc.record({ days: fc.integer({ min: 1, max: 30 }), minRooms: fc.integer({ min: 0, max: 5 }) }),
    minLeadDays: fc.nat(60),
    maxLeadDays: fc.nat(60),
  },
  { requiredKeys: [] },
);

const someDemandRule: fc.Arbitrary<DemandRule> = fc
  .tuple(someScope, someCondition, someAdjustment)
  .map(([scope, when, adjustment]) => ({ name: "rule", ...scope, when, adjustment }));

/** Prices for guests of which none is paid for coming, and one alone pays no more than two. */
export const someOccupancy: fc.Arbitrary<OccupancyPrices> = fc.record(
  {
    includedAdults: fc.integer({ min: 1, max: 3 }),
    singleUse: someShareOff,
    extraAdultMinor: fc.nat(5_000),
    children: fc
      .subarray(AGE_BANDS)
      .chain((bands) =>
        fc.tuple(...bands.map(({ band }) => fc.record({ band: fc.constant(band), priceMinor: fc.nat(3_000) }))),
      ),
  },
  { requiredKeys: ["includedAdults", "extraAdultMinor", "children"] },
);

const someBounds = fc.record({ floorMinor: somePrice, ceilingMinor: somePrice }, { requiredKeys: [] });

/** A plan that takes its price from one with a smaller id, the standard plan too, or has its own. */
function somePlan(ratePlanId: number): fc.Arbitrary<RatePlan> {
  const derived = fc.record({
    kind: fc.constant("derived" as const),
    ratePlanId: fc.nat(ratePlanId - 1),
    adjustment: someAdjustment,
    inheritsRestrictions: fc.boolean(),
  });
  return fc
    .record({
      basis: fc.oneof(fc.constant({ kind: "base" as const }), derived),
      prices: fc.array(somePriceRule, { maxLength: 4 }),
      occupancy: someOccupancy,
      lengthDiscounts: fc.array(fc.record({ minNights: fc.integer({ min: 1, max: 8 }), adjustment: someAdjustment }), {
        maxLength: 2,
      }),
      leadDiscounts: fc.array(
        fc.record(
          { name: fc.constant("lead"), minDays: fc.nat(60), maxDays: fc.nat(60), adjustment: someAdjustment },
          { requiredKeys: ["name", "adjustment"] },
        ),
        { maxLength: 2 },
      ),
      dynamic: fc
        .tuple(fc.array(someDemandRule, { maxLength: 3 }), someBounds)
        .map(([rules, bounds]) => ({ rules, ...bounds })),
    })
    .map((some) => paperPlan({ ratePlanId, ...some }));
}

/** A book of up to four public plans, chains among them, without restrictions. */
export const someBook: fc.Arbitrary<RateBook> = fc
  .tuple(
    fc.boolean(),
    fc.integer({ min: 1, max: 4 }).chain((count) => fc.tuple(...upTo(count).map(somePlan))),
  )
  .map(([standardPlanSold, plans]) =>
    paperBook({
      standardPlanSold,
      childBands: AGE_BANDS,
      plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])),
    }),
  );

const someRateNight: fc.Arbitrary<RateNight> = fc.record({
  roomTypeId: fc.constantFrom(...ROOM_TYPES),
  night: someNight,
  ratePlanId: fc.nat(4),
  channel: fc.constant(""),
  priceMinor: somePrice,
});

/** Who sleeps in the room. */
export const someParty: fc.Arbitrary<Party> = fc.record({
  adults: fc.integer({ min: 1, max: 4 }),
  childAges: fc.array(fc.nat(17), { maxLength: 3 }),
});

/** A stay within the random nights, under a plan that there may be. */
export const someAsk: fc.Arbitrary<StayAsk> = fc
  .record({
    roomTypeId: fc.constantFrom(...ROOM_TYPES),
    arrival: fc.integer({ min: FIRST_NIGHT, max: FIRST_NIGHT + NIGHTS - 9 }),
    nights: fc.integer({ min: 1, max: 8 }),
    party: someParty,
    ratePlanId: fc.nat(4),
  })
  .map(({ arrival, nights, ...ask }) => ({ ...ask, dates: { arrival, departure: arrival + nights }, extras: [] }));

/** What a hotel with this book knows: prices set for some nights, some demand on each, a day up to two months before. */
export function someFacts(books: fc.Arbitrary<RateBook>): fc.Arbitrary<RateFacts> {
  const everyNight = { minLength: NIGHTS, maxLength: NIGHTS };
  return fc
    .record({
      book: books,
      set: fc.array(someRateNight, { maxLength: 12 }),
      used: fc.array(fc.nat(12), everyNight),
      pickups: fc.array(fc.nat(6), everyNight),
      bases: fc.tuple(somePrice, somePrice),
      daysBefore: fc.nat(60),
    })
    .map(({ book, set, used, pickups, bases, daysBefore }) => ({
      book,
      now: new Date((FIRST_NIGHT - daysBefore) * 86_400_000 + 43_200_000),
      roomType: (roomTypeId) => {
        const basePriceMinor = bases[roomTypeId - 1];
        return basePriceMinor === undefined ? undefined : paperEntry({}, { roomTypeId, basePriceMinor });
      },
      nights: (roomTypeId, night) => set.filter((one) => one.roomTypeId === roomTypeId && one.night === night),
      demand: (_, night) => ({ usedRooms: used[night - FIRST_NIGHT] ?? 0, physicalRooms: 10 }),
      pickup: (_roomTypeId, night) => pickups[night - FIRST_NIGHT] ?? 0,
      soldUnder: () => 0,
    }));
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

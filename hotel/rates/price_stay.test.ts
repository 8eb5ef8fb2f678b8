import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperBook, paperEntry, paperPlan } from "../testing/paper_rates.ts";
import { anybody, someAdjustment, someAsk, someBook, someFacts, someOccupancy } from "../testing/random_rates.ts";
import { nightsOf } from "../vocabulary/night.ts";
import type { Adjustment, DynamicPrices, RatePlan } from "./book/rate_plan.ts";
import { explainStay, priceStay } from "./price_stay.ts";
import type { PriceStep } from "./priced_stay.ts";
import { PRICE_STEPS } from "./pricing/price_trace.ts";
import type { RateFacts, StayAsk } from "./stay_ask.ts";

const facts = someFacts(someBook);

describe("the prices of a stay", () => {
  test("are whole amounts, none below zero, one for each night, and the total is their sum", () => {
    fc.assert(
      fc.property(facts, someAsk, (facts, ask) => {
        const priced = priceStay(facts, ask, anybody);
        if (!priced.accepted) return;
        const { nightly, totalMinor } = priced.value;
        expect(nightly.map(({ night }) => night)).toEqual(nightsOf(ask.dates));
        for (const { priceMinor } of nightly) {
          expect(Number.isSafeInteger(priceMinor) && priceMinor >= 0 && !Object.is(priceMinor, -0)).toBe(true);
        }
        expect(totalMinor).toBe(nightly.reduce((sum, { priceMinor }) => sum + priceMinor, 0));
      }),
    );
  });

  test("are refused only where there is no such plan, and then explained neither", () => {
    fc.assert(
      fc.property(facts, someAsk, (facts, ask) => {
        const isThere = ask.ratePlanId === 0 ? facts.book.standardPlanSold : facts.book.plans.has(ask.ratePlanId);
        expect(priceStay(facts, ask, anybody).accepted).toBe(isThere);
        expect(explainStay(facts, ask, anybody).accepted).toBe(isThere);
      }),
    );
  });

  test("cost nobody a word: a plan for others and one that is not there are refused alike", () => {
    const secret = paperPlan({ ratePlanId: 7, audience: { kind: "promo_code", code: "Quiet" } });
    const hotel = paperFacts({ plans: new Map([[7, secret]]) });
    const there = priceStay(hotel, paperAsk({ ratePlanId: 7 }), anybody);
    const missing = priceStay(paperFacts({}), paperAsk({ ratePlanId: 7 }), anybody);
    expect(there).toEqual(missing);
    expect(there).toMatchObject({ accepted: false, refusal: { code: "rate_not_available" } });
    expect(priceStay(hotel, paperAsk({ ratePlanId: 7 }), { ...anybody, promoCode: "quiet" }).accepted).toBe(true);
  });

  test("are refused for a room type that the hotel does not have", () => {
    const refused = priceStay(paperFacts({}), paperAsk({ roomTypeId: 99 }), anybody);
    expect(refused).toMatchObject({ accepted: false, refusal: { code: "rate_not_available" } });
  });
});

describe("the explanation", () => {
  test("ends at the price, night by night", () => {
    explainedNights(({ steps, priceMinor }) => expect(steps.at(-1)?.priceMinor).toBe(priceMinor));
  });

  test("takes its steps in the order that is stated, those of each parent before those of its child", () => {
    explainedNights(({ steps }) => {
      const parts = segments(steps).map((part) => part.map(({ step }) => placeOf(step)));
      for (const places of parts) expect(places).toEqual(places.toSorted((one, other) => one - other));
      for (const places of parts.slice(0, -1)) expect(Math.max(...places)).toBeLessThan(placeOf("single_use"));
    });
  });

  test("can be followed with pencil and paper: every price follows from the one before and the words", () => {
    explainedNights(({ steps }) => {
      for (const [index, step] of steps.entries()) {
        expect({ step, price: step.priceMinor }).toEqual({ step, price: onPaper(steps[index - 1]?.priceMinor, step) });
      }
    });
  });
});

describe("floor and ceiling", () => {
  const bound = fc.nat(30_000);

  test("hold for the room before guests and discounts", () => {
    fc.assert(
      fc.property(facts, someAsk, bound, bound, (facts, ask, one, other) => {
        const [floorMinor, ceilingMinor] = [Math.min(one, other), Math.max(one, other)];
        const bounded = changedPlans(facts, (plan) => ({ dynamic: { ...plan.dynamic, floorMinor, ceilingMinor } }));
        const explained = explainStay(bounded, { ...ask, ratePlanId: 1 }, anybody);
        if (!explained.accepted) throw new Error("the first plan is always there");
        for (const { steps } of explained.value.steps) {
          const after = steps.findLast(({ step }) => step === "ceiling")?.priceMinor ?? -1;
          expect(after).toBeGreaterThanOrEqual(floorMinor);
          expect(after).toBeLessThanOrEqual(ceilingMinor);
        }
      }),
    );
  });

  test.each<[string, (dynamic: DynamicPrices, bound: number) => DynamicPrices]>([
    ["ceiling", (dynamic, ceilingMinor) => ({ ...dynamic, ceilingMinor })],
    ["floor", (dynamic, floorMinor) => ({ ...dynamic, floorMinor })],
  ])("a higher %s never lowers a price, of no plan and no guest", (_, withBound) => {
    fc.assert(
      fc.property(facts, someAsk, bound, bound, fc.integer({ min: 1, max: 4 }), (facts, ask, low, more, changed) => {
        const at = (limit: number): readonly number[] =>
          pricesOf(
            changedPlans(facts, (plan) =>
              plan.ratePlanId === changed ? { dynamic: withBound(plan.dynamic, limit) } : {},
            ),
            ask,
          );
        const [lower, higher] = [at(low), at(low + more)];
        for (const [night, price] of lower.entries()) expect(higher[night]).toBeGreaterThanOrEqual(price);
      }),
    );
  });
});

test("a chain of derived plans is one change after the other, each rounded", () => {
  fc.assert(
    fc.property(fc.nat(40_000), fc.array(someAdjustment, { minLength: 1, maxLength: 6 }), (base, chain) => {
      const plans = chain.map((adjustment, index) =>
        paperPlan({
          ratePlanId: index + 1,
          basis: { kind: "derived", ratePlanId: index, adjustment, inheritsRestrictions: false },
        }),
      );
      const hotel = paperFacts({ plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])) }, base);
      const [price] = pricesOf(hotel, paperAsk({ ratePlanId: chain.length }));
      expect(price).toBe(chain.reduce(changedOnPaper, base));
    }),
  );
});

test("one adult more never lowers a price", () => {
  fc.assert(
    fc.property(facts, someAsk, someOccupancy, (facts, ask, occupancy) => {
      const hotel = changedPlans(facts, () => ({ occupancy }));
      const before = pricesOf(hotel, ask);
      const after = pricesOf(hotel, { ...ask, party: { ...ask.party, adults: ask.party.adults + 1 } });
      for (const [night, price] of before.entries()) expect(after[night]).toBeGreaterThanOrEqual(price);
    }),
  );
});

test("what nobody asks for is not looked up: the use of a night without rules for demand", () => {
  const plan = paperPlan({ dynamic: { rules: [], ceilingMinor: 5_000 } });
  const hotel: RateFacts = {
    ...paperFacts({ plans: new Map([[1, plan]]) }),
    demand: () => expect.unreachable("nobody asked"),
    pickup: () => expect.unreachable("nobody asked"),
  };
  expect(pricesOf(hotel, paperAsk({ ratePlanId: 1 }))).toEqual([5_000]);
});

interface ExplainedPrice {
  readonly steps: readonly PriceStep[];
  readonly priceMinor: number;
}

function explainedNights(check: (night: ExplainedPrice) => void): void {
  fc.assert(
    fc.property(facts, someAsk, (facts, ask) => {
      const explained = explainStay(facts, ask, anybody);
      if (!explained.accepted) return;
      const { nightly, steps } = explained.value;
      expect(steps.map(({ night }) => night)).toEqual(nightly.map(({ night }) => night));
      for (const [index, { priceMinor }] of nightly.entries()) check({ priceMinor, steps: steps[index]?.steps ?? [] });
    }),
  );
}

function placeOf(step: string): number {
  const place = PRICE_STEPS.findIndex((name) => name === step);
  expect(place).toBeGreaterThanOrEqual(0);
  return place;
}

/** The steps of each plan of a chain; a derived plan's begin where it takes its parent's price. */
function segments(steps: readonly PriceStep[]): PriceStep[][] {
  const parts: PriceStep[][] = [[]];
  for (const step of steps) {
    if (step.step === "derived") parts.push([]);
    parts.at(-1)?.push(step);
  }
  return parts;
}

/** The sum again, from the words alone and with other arithmetic. */
function onPaper(before: number | undefined, { step, words }: PriceStep): number {
  if (step === "floor") return Math.max(before ?? 0, amountIn(words));
  if (step === "ceiling") return Math.min(before ?? 0, amountIn(words));
  if (["base", "price_rule", "set_price"].includes(step)) return cents(/(\d+\.\d\d)$/.exec(words)?.[1] ?? "");
  const [, sign, number = "", percent] = /([+-])([\d.]+)( %)?$/.exec(words) ?? [];
  const factor = sign === "-" ? -1 : 1;
  const change =
    percent === undefined ? { amountMinor: factor * cents(number) } : { basisPoints: factor * cents(number) };
  return changedOnPaper(before ?? 0, change);
}

function changedOnPaper(price: number, change: Adjustment): number {
  if ("amountMinor" in change) return Math.max(0, price + change.amountMinor);
  const share = BigInt(price) * BigInt(Math.abs(change.basisPoints));
  const rounded = Number((share + 5_000n) / 10_000n);
  return Math.max(0, change.basisPoints < 0 ? price - rounded : price + rounded);
}

function amountIn(words: string): number {
  return cents(/^\w+ ([\d.]+) /.exec(words)?.[1] ?? "");
}

function cents(number: string): number {
  return Math.round(Number(number) * 100);
}

function changedPlans(facts: RateFacts, change: (plan: RatePlan) => Partial<RatePlan>): RateFacts {
  const plans = [...facts.book.plans].map(([id, plan]) => [id, { ...plan, ...change(plan) }] as const);
  return { ...facts, book: { ...facts.book, plans: new Map(plans) } };
}

function pricesOf(facts: RateFacts, ask: StayAsk): readonly number[] {
  const priced = priceStay(facts, ask, anybody);
  return priced.accepted ? priced.value.nightly.map(({ priceMinor }) => priceMinor) : [];
}

function paperFacts(book: Parameters<typeof paperBook>[0], basePriceMinor = 10_000): RateFacts {
  return {
    book: paperBook(book),
    now: new Date("2026-05-01T12:00:00Z"),
    roomType: (roomTypeId) => (roomTypeId === 1 ? paperEntry({}, { basePriceMinor }) : undefined),
    nights: () => [],
    demand: () => undefined,
    pickup: () => 0,
    soldUnder: () => 0,
  };
}

function paperAsk(some: Partial<StayAsk>): StayAsk {
  const party = { adults: 2, childAges: [] };
  return { roomTypeId: 1, dates: { arrival: 20_600, departure: 20_601 }, party, ratePlanId: 0, extras: [], ...some };
}

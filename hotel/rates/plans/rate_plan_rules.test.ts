import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyRateBook, type RateBook } from "../book/rate_book.ts";
import type { PlanBasis, RatePlan } from "../book/rate_plan.ts";
import { mayBecomeBook } from "./rate_book_rules.ts";
import {
  chainFault,
  LONGEST_CHAIN,
  MOST_PLANS,
  mayChangeAudience,
  mayEnter,
  mayRetire,
  maySellAnother,
  mayStand,
  type LinkedPlan,
} from "./rate_plan_rules.ts";
import { ratePlanDefaults, readTerms } from "./read_plan.ts";

const HOTEL = { hotelId: 1 };

describe("a chain of derived plans", () => {
  const links = fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 60 });

  test("never becomes a circle nor too long, whatever is linked in whatever order", () => {
    fc.assert(
      fc.property(links, (attempts) => {
        const plans = new Map<number, LinkedPlan>(
          Array.from({ length: 15 }, (_, index) => [index + 1, linked(index + 1)]),
        );
        for (const [child, parent] of attempts) {
          if (chainFault(plans, child + 1, parent + 1) !== undefined) continue;
          plans.set(child + 1, linked(child + 1, parent + 1));
        }
        for (const id of plans.keys()) expect(lengthOf(plans, id)).toBeLessThanOrEqual(LONGEST_CHAIN);
      }),
    );
  });

  test("is refused only when it would be a circle or too long", () => {
    fc.assert(
      fc.property(links, fc.nat(14), fc.nat(14), (attempts, child, parent) => {
        const plans = new Map<number, LinkedPlan>(
          Array.from({ length: 15 }, (_, index) => [index + 1, linked(index + 1)]),
        );
        for (const [one, other] of attempts) {
          if (chainFault(plans, one + 1, other + 1) === undefined) plans.set(one + 1, linked(one + 1, other + 1));
        }
        const fault = chainFault(plans, child + 1, parent + 1);
        plans.set(child + 1, linked(child + 1, parent + 1));
        const longest = Math.max(...[...plans.keys()].map((id) => lengthOf(plans, id)));
        const truth = longest === Infinity ? "cycle" : longest > LONGEST_CHAIN ? "depth" : undefined;
        expect(fault === "depth" && truth === "cycle" ? "cycle" : fault).toBe(truth);
      }),
    );
  });

  test("of eight stands, of nine does not, from either end", () => {
    const eight = new Map<number, LinkedPlan>([[1, linked(1)]]);
    for (let id = 2; id <= 8; id += 1) eight.set(id, linked(id, id - 1));
    expect(chainFault(eight, 9, 7)).toBeUndefined();
    expect(chainFault(eight, 9, 8)).toBe("depth");
    expect(chainFault(eight.set(9, linked(9)), 1, 9)).toBe("depth");
    expect(chainFault(eight, 2, 9)).toBeUndefined();
    expect(chainFault(eight, 1, 8)).toBe("cycle");
    expect(chainFault(eight, 1, 1)).toBe("cycle");
  });
});

describe("a plan", () => {
  test("needs a code of its own, also when the other is retired", () => {
    const book = bookOf(plan(1, { code: "flex", status: "retired" }));
    expect(mayEnter(book, "flex")).toMatchObject({ refusal: { code: "already_exists", detail: { rate_plan_id: 1 } } });
    expect(mayEnter(book, "flexible")).toMatchObject({ accepted: true });
  });

  test("is one of so many at most; retired ones do not count", () => {
    const many = Array.from({ length: MOST_PLANS }, (_, index) => plan(index + 1, { code: `p${index}` }));
    expect(maySellAnother(bookOf(...many))).toMatchObject({ refusal: { code: "in_use" } });
    expect(maySellAnother(bookOf(...many.slice(1), plan(1, { status: "retired" })))).toMatchObject({ accepted: true });
  });

  test.each([
    [{ basis: derivedFrom(99) }, "/basis/rate_plan_id", "exists"],
    [{ basis: derivedFrom(2) }, "/basis/rate_plan_id", "active"],
    [{ ratePlanId: 1, basis: derivedFrom(1) }, "/basis/rate_plan_id", "cycle"],
    [{ occupancy: children("teen") }, "/occupancy/children/0/band", "exists"],
    [{ occupancy: children("child", "child") }, "/occupancy/children/1/band", "unique"],
    [{ extras: [{ code: "spa", included: true }] }, "/extras/0/code", "exists"],
    [{ lengthDiscounts: [week(), week()] }, "/length_discounts/1/min_nights", "unique"],
  ] as const)("does not stand with %o", (fields, field, rule) => {
    const book = { ...bookOf(plan(1), plan(2, { status: "retired" })), childBands: [CHILD], extras: [COT] };
    expect(mayStand(book, plan(3, fields))).toMatchObject({
      refusal: { code: "invalid_request", detail: { errors: [{ field, rule }] } },
    });
  });

  test("stands on what the book has", () => {
    const book = { ...bookOf(plan(1)), childBands: [CHILD], extras: [COT] };
    const extras = [{ code: "cot", included: true }];
    expect(mayStand(book, plan(3, { basis: derivedFrom(1), occupancy: children("child"), extras }))).toMatchObject({
      accepted: true,
    });
  });

  test("stays on sale while active ones are derived from it, or bookings get it that name none", () => {
    expect(mayRetire(bookOf(plan(1), plan(2, { basis: derivedFrom(1) })), 1)).toMatchObject({
      refusal: { code: "in_use", detail: { rate_plan_ids: [2] } },
    });
    const withRetired = bookOf(plan(1), plan(2, { basis: derivedFrom(1), status: "retired" }));
    expect(mayRetire(withRetired, 1)).toMatchObject({ accepted: true });
    expect(mayRetire({ ...withRetired, defaultRatePlanId: 1 }, 1)).toMatchObject({ refusal: { code: "in_use" } });
  });

  test("that bookings get who name none is for everybody", () => {
    const book = { ...bookOf(plan(1)), defaultRatePlanId: 1 };
    expect(mayChangeAudience(book, plan(1, { audience: { kind: "members" } }))).toMatchObject({ accepted: false });
    expect(mayChangeAudience(book, plan(1))).toMatchObject({ accepted: true });
    expect(mayChangeAudience(book, plan(2, { audience: { kind: "members" } }))).toMatchObject({ accepted: true });
  });
});

describe("a book", () => {
  test.each([
    [{ defaultRatePlanId: 9 }, "no rate plan 9"],
    [{ defaultRatePlanId: 2 }, "retired"],
    [{ defaultRatePlanId: 3 }, "Not everybody"],
    [{ standardPlanSold: false }, "standard plan is not sold"],
  ])("names a plan that everybody can buy: %o", (fields, message) => {
    const members = plan(3, { code: "m", audience: { kind: "members" } });
    const book = { ...bookOf(plan(1), plan(2, { code: "r", status: "retired" }), members), ...fields };
    const decision = mayBecomeBook(book);
    expect(decision).toMatchObject({ refusal: { code: "invalid_request" } });
    expect(decision.accepted ? "" : decision.refusal.message).toContain(message);
  });

  test("does without the standard plan once another is the default", () => {
    expect(mayBecomeBook({ ...bookOf(plan(1)), defaultRatePlanId: 1, standardPlanSold: false })).toMatchObject({
      accepted: true,
    });
  });

  test("keeps the bands and extras that plans on sale refer to", () => {
    const child = plan(1, { occupancy: children("child") });
    expect(mayBecomeBook(bookOf(child))).toMatchObject({ refusal: { code: "in_use", detail: { rate_plan_ids: [1] } } });
    expect(mayBecomeBook({ ...bookOf(child), childBands: [CHILD] })).toMatchObject({ accepted: true });
    const cot = plan(1, { extras: [{ code: "cot", included: false }] });
    expect(mayBecomeBook(bookOf(cot))).toMatchObject({ refusal: { code: "in_use" } });
    expect(mayBecomeBook(bookOf({ ...cot, status: "retired" }))).toMatchObject({ accepted: true });
  });
});

const CHILD = { band: "child", minAge: 3, maxAge: 12 };
const COT = { code: "cot", name: "Cot", priceMinor: 1_000, per: "night", product: "extra" } as const;

function bookOf(...plans: RatePlan[]): RateBook {
  return { ...emptyRateBook(HOTEL), version: 1, plans: new Map(plans.map((one) => [one.ratePlanId, one])) };
}

function plan(ratePlanId: number, fields: Partial<RatePlan> = {}): RatePlan {
  const terms = readTerms({ currency: "EUR", roomTypeIds: new Set([1]) }, ratePlanDefaults);
  if (!terms.accepted) throw new Error(terms.refusal.message);
  const names = { ...HOTEL, ratePlanId, code: "flex", name: "Flexible" };
  return { ...names, ...terms.value, status: "active", version: 1, ...fields };
}

function derivedFrom(ratePlanId: number): PlanBasis {
  return { kind: "derived", ratePlanId, adjustment: { basisPoints: -1_000 }, inheritsRestrictions: true };
}

function children(...bands: string[]): RatePlan["occupancy"] {
  return { includedAdults: 2, extraAdultMinor: 0, children: bands.map((band) => ({ band, priceMinor: 500 })) };
}

function week(): RatePlan["lengthDiscounts"][number] {
  return { minNights: 7, adjustment: { basisPoints: -1_000 } };
}

function linked(ratePlanId: number, parent?: number): LinkedPlan {
  return { ratePlanId, basis: parent === undefined ? { kind: "base" } : derivedFrom(parent) };
}

/** By another way than the rule: walks up and gives up after more steps than there are plans. */
function lengthOf(plans: ReadonlyMap<number, LinkedPlan>, id: number): number {
  let length = 1;
  for (let basis = plans.get(id)?.basis; basis?.kind === "derived"; basis = plans.get(basis.ratePlanId)?.basis) {
    length += 1;
    if (length > plans.size + 1) return Infinity;
  }
  return length;
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperBook, paperPlan } from "../testing/paper_rates.ts";
import { anybody, someAsk, someBook, someFacts } from "../testing/random_rates.ts";
import type { Audience } from "./book/rate_plan.ts";
import { cheapestFor, offersFor, visiblePlans } from "./offers.ts";
import { priceStay } from "./price_stay.ts";
import type { RateFacts } from "./stay_ask.ts";

describe("the offers for a stay", () => {
  test("are exactly the plans that have a price, each at that price, the cheapest first", () => {
    fc.assert(
      fc.property(someFacts(someBook), someAsk, (facts, asked) => {
        const offers = offersFor(facts, asked, anybody);
        const priced = [0, ...facts.book.plans.keys()]
          .map((ratePlanId) => priceStay(facts, { ...asked, ratePlanId, extras: [] }, anybody))
          .flatMap((one) => (one.accepted ? [one.value] : []));
        expect(offers.map(({ plan: _, ...offer }) => offer)).toEqual(
          priced.toSorted((one, other) => one.totalMinor - other.totalMinor || one.ratePlanId - other.ratePlanId),
        );
        for (const { plan, ratePlanId } of offers) expect(plan).toBe(facts.book.plans.get(ratePlanId));
      }),
    );
  });

  test("begin with the one that is found alone, also where plans cost the same", () => {
    fc.assert(
      fc.property(someFacts(someBook), someAsk, (facts, asked) => {
        expect(cheapestFor(facts, asked, anybody)).toEqual(offersFor(facts, asked, anybody)[0]);
      }),
    );
  });

  test("begin with the lowest id of plans that cost the same", () => {
    const alike = [3, 2, 1].map((ratePlanId) => [ratePlanId, paperPlan({ ratePlanId })] as const);
    const book = paperBook({ standardPlanSold: false, plans: new Map(alike) });
    fc.assert(
      fc.property(someFacts(fc.constant(book)), someAsk, (facts, asked) => {
        const withoutNights: RateFacts = { ...facts, nights: () => [] };
        expect(cheapestFor(withoutNights, asked, anybody)?.ratePlanId).toBe(1);
        expect(offersFor(withoutNights, asked, anybody)[0]?.ratePlanId).toBe(1);
      }),
    );
  });

  test("are none for a room type that the hotel does not have", () => {
    fc.assert(
      fc.property(someFacts(someBook), someAsk, (facts, asked) => {
        expect(offersFor(facts, { ...asked, roomTypeId: 99 }, anybody)).toEqual([]);
      }),
    );
  });
});

describe("visible plans", () => {
  const audiences: readonly Audience[] = [
    { kind: "public" },
    { kind: "members" },
    { kind: "promo_code", code: "Summer" },
    { kind: "channel", channel: "Sunny" },
    { kind: "company", code: "ACME" },
  ];
  // Written down in another order than that of their ids.
  const plans = audiences.map((audience, index) => paperPlan({ ratePlanId: index + 1, audience })).toReversed();
  const book = paperBook({ plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])) });

  test.each([
    ["anybody", anybody, [1]],
    ["a member", { ...anybody, member: true }, [1, 2]],
    ["who has the code", { ...anybody, promoCode: "summer" }, [1, 3]],
    ["a channel", { ...anybody, channel: "sunny" }, [1, 4]],
    ["a company", { ...anybody, company: "acme" }, [1, 5]],
    ["a company named like a code", { ...anybody, company: "summer", promoCode: "acme" }, [1]],
    [
      "a member of a company with a code",
      { channel: "sunny", member: true, promoCode: "summer", company: "acme" },
      [1, 2, 3, 4, 5],
    ],
  ])("%s sees those that are for everybody and their own, by id", (_, buyer, expected) => {
    expect(visiblePlans(book, 1, buyer).map(({ ratePlanId }) => ratePlanId)).toEqual(expected);
  });

  test("are for the room type, and in use like all they are derived from", () => {
    const from = (ratePlanId: number) =>
      ({ kind: "derived", ratePlanId, adjustment: { amountMinor: 0 }, inheritsRestrictions: true }) as const;
    const plans = [
      paperPlan({ ratePlanId: 1, roomTypeIds: [2] }),
      paperPlan({ ratePlanId: 2, status: "retired" }),
      paperPlan({ ratePlanId: 3, basis: from(2) }),
      paperPlan({ ratePlanId: 4, basis: from(3) }),
      paperPlan({ ratePlanId: 5, basis: from(77) }),
      paperPlan({ ratePlanId: 6, basis: from(1) }),
      paperPlan({ ratePlanId: 7, basis: from(8) }),
      paperPlan({ ratePlanId: 8, basis: from(7) }),
    ];
    const book = paperBook({ plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])) });
    expect(visiblePlans(book, 1, anybody).map(({ ratePlanId }) => ratePlanId)).toEqual([6]);
    expect(visiblePlans(book, 2, anybody).map(({ ratePlanId }) => ratePlanId)).toEqual([1, 6]);
  });
});

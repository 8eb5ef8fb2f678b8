import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperBook, paperEntry, paperPlan } from "../../testing/paper_rates.ts";
import { anybody, FIRST_NIGHT, someAsk, someBook, someFacts } from "../../testing/random_rates.ts";
import { nightsOf } from "../../vocabulary/night.ts";
import { emptyRateBook } from "../book/rate_book.ts";
import { offersFor } from "../offers.ts";
import type { Party, RateFacts } from "../stay_ask.ts";
import { floorsOf } from "./price_floor.ts";

const ONE_OF_EACH: readonly Party[] = [
  { adults: 1, childAges: [] },
  { adults: 2, childAges: [] },
  ...Array.from({ length: 18 }, (_, age) => ({ adults: 1, childAges: [age] })),
];

describe("the floor of a night", () => {
  test("is never above a price of it", () => {
    fc.assert(
      fc.property(someFacts(someBook), someAsk, (facts, asked) => {
        for (const { nightly } of offersFor(facts, asked, anybody)) {
          for (const { night, priceMinor } of nightly) {
            expect(floorOf(facts, asked.roomTypeId, night)).toBeLessThanOrEqual(priceMinor);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("is the price of the cheapest party where neither demand nor the stay changes it", () => {
    const still = someBook.map((book) => {
      const plans = [...book.plans.values()].map((plan) => ({
        ...plan,
        dynamic: { ...plan.dynamic, rules: [] },
        lengthDiscounts: [],
        leadDiscounts: [],
      }));
      return { ...book, plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])) };
    });
    fc.assert(
      fc.property(someFacts(still), someAsk, (facts, { roomTypeId, dates }) => {
        const cheapest = ONE_OF_EACH.map((party) => offersFor(facts, { roomTypeId, dates, party }, anybody)).flat();
        for (const [index, night] of nightsOf(dates).entries()) {
          const prices = cheapest.map(({ nightly }) => nightly[index]?.priceMinor ?? 0);
          expect(floorOf(facts, roomTypeId, night)).toBe(Math.min(...prices));
        }
      }),
    );
  });

  test("prepared for many nights it is the same", () => {
    fc.assert(
      fc.property(someFacts(someBook), (facts) => {
        const entry = facts.roomType(1) ?? paperEntry();
        const floor = floorsOf(facts.book, entry);
        for (let night = FIRST_NIGHT + 40; night > FIRST_NIGHT - 10; night -= 1) {
          expect(floor(night, facts.nights(1, night))).toBe(floorOf(facts, 1, night));
        }
      }),
    );
  });

  test("of a hotel that has decided nothing is the base price, or what was set for the night", () => {
    const floor = floorsOf(emptyRateBook({ hotelId: 1 }), paperEntry());
    const set = { roomTypeId: 1, night: 20_000, channel: "" };
    expect(floor(20_000, [])).toBe(10_000);
    expect(floor(20_000, [{ ...set, ratePlanId: 0, priceMinor: 12_345 }])).toBe(12_345);
    expect(floor(20_000, [{ ...set, ratePlanId: -1, closed: true }])).toBe(10_000);
    expect(floor(20_000, [{ ...set, ratePlanId: 5, priceMinor: 1 }])).toBe(10_000);
  });

  test("counts plans for members and codes: whoever buys, it holds", () => {
    const plan = paperPlan({ audience: { kind: "members" }, prices: [{ priceMinor: 9_000 }] });
    expect(floorsOf(paperBook({ plans: new Map([[1, plan]]) }), paperEntry())(20_000, [])).toBe(9_000);
  });

  test("is that of a parent with a small child where one guest alone pays more", () => {
    const occupancy = {
      includedAdults: 1,
      singleUse: { amountMinor: 2_000 },
      extraAdultMinor: 1_500,
      children: [
        { band: "child", priceMinor: 700 },
        { band: "infant", priceMinor: 300 },
      ],
    };
    const childBands = [
      { band: "infant", minAge: 0, maxAge: 2 },
      { band: "child", minAge: 3, maxAge: 11 },
    ];
    const plans = new Map([[1, paperPlan({ occupancy })]]);
    const book = paperBook({ childBands, standardPlanSold: false, plans });
    expect(floorsOf(book, paperEntry())(20_000, [])).toBe(10_300);
  });

  test("is zero where nothing is on sale, and where guests are paid for coming", () => {
    expect(floorsOf(paperBook({ standardPlanSold: false }), paperEntry())(20_000, [])).toBe(0);
    const occupancy = { includedAdults: 1, extraAdultMinor: -100, children: [] };
    const book = paperBook({ plans: new Map([[1, paperPlan({ occupancy })]]) });
    expect(floorsOf(book, paperEntry())(20_000, [])).toBe(0);
  });
});

function floorOf(facts: RateFacts, roomTypeId: number, night: number): number {
  const entry = facts.roomType(roomTypeId);
  return entry === undefined ? 0 : floorsOf(facts.book, entry)(night, facts.nights(roomTypeId, night));
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lengthOfStay, nightsOf, type StayDates } from "../vocabulary/night.ts";
import { defaultRatePlan, modifiedPrices, priceStay } from "./price.ts";

const price = fc.integer({ min: 0, max: 1_000_000_000_000 });
const stay = fc
  .tuple(fc.integer({ min: 16_000, max: 16_100 }), fc.integer({ min: 1, max: 90 }))
  .map(([arrival, length]): StayDates => ({ arrival, departure: arrival + length }));

describe("priceStay", () => {
  test("asks the room type's base price for every night", () => {
    const plan = defaultRatePlan({ basePriceMinor: 12_050 });
    expect(priceStay(plan, { arrival: 20_000, departure: 20_003 })).toEqual({
      nightly: [
        { night: 20_000, priceMinor: 12_050 },
        { night: 20_001, priceMinor: 12_050 },
        { night: 20_002, priceMinor: 12_050 },
      ],
      totalMinor: 36_150,
    });
  });

  test("prices each night once, and the total is their exact sum", () => {
    fc.assert(
      fc.property(price, stay, (basePriceMinor, dates) => {
        const { nightly, totalMinor } = priceStay({ basePriceMinor }, dates);
        expect(nightly.map(({ night }) => night)).toEqual(nightsOf(dates));
        expect(totalMinor).toBe(basePriceMinor * lengthOfStay(dates));
        expect(Number.isSafeInteger(totalMinor)).toBe(true);
      }),
    );
  });
});

describe("modifiedPrices", () => {
  test("a kept night keeps its price, a new one takes today's", () => {
    const booked = [
      { night: 20_000, priceMinor: 100 },
      { night: 20_001, priceMinor: 150 },
    ];
    expect(modifiedPrices(booked, { arrival: 20_001, departure: 20_003 }, { basePriceMinor: 900 })).toEqual({
      nightly: [
        { night: 20_001, priceMinor: 150 },
        { night: 20_002, priceMinor: 900 },
      ],
      totalMinor: 1_050,
    });
  });

  test("a night that was booked for nothing stays free", () => {
    const booked = [{ night: 20_000, priceMinor: 0 }];
    expect(modifiedPrices(booked, { arrival: 20_000, departure: 20_001 }, { basePriceMinor: 900 }).totalMinor).toBe(0);
  });

  test("the same dates cost the same, whatever today's price is", () => {
    fc.assert(
      fc.property(price, price, stay, (then, today, dates) => {
        const booked = priceStay({ basePriceMinor: then }, dates);
        expect(modifiedPrices(booked.nightly, dates, { basePriceMinor: today })).toEqual(booked);
      }),
    );
  });

  test("every night costs either what it was booked at or today's price", () => {
    fc.assert(
      fc.property(price, price, stay, stay, (then, today, before, after) => {
        const booked = priceStay({ basePriceMinor: then }, before);
        const { nightly, totalMinor } = modifiedPrices(booked.nightly, after, { basePriceMinor: today });
        expect(nightly.map(({ night }) => night)).toEqual(nightsOf(after));
        const kept = nightsOf(after).filter((night) => night >= before.arrival && night < before.departure).length;
        expect(totalMinor).toBe(kept * then + (lengthOfStay(after) - kept) * today);
      }),
    );
  });
});

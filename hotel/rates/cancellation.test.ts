import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nightOf } from "../vocabulary/night.ts";
import { cancellationFee, cancellationTerms, type CancellationPolicy } from "./cancellation.ts";
import { priceStay } from "./price.ts";

const lisbon: CancellationPolicy = {
  timeZone: "Europe/Lisbon",
  checkInTime: "15:00:00",
  freeCancellationDays: 1,
  lateCancellationFee: "first_night",
};

describe("cancellationTerms", () => {
  test("free until check-in time at the hotel, so many days before arrival", () => {
    expect(cancellationTerms(lisbon, nightOf("2027-06-02"))).toEqual({
      freeUntil: new Date("2027-06-01T14:00:00Z"),
      lateFee: "first_night",
    });
  });

  test("in the hotel's zone, not in UTC or the reader's", () => {
    const tokyo = { ...lisbon, timeZone: "Asia/Tokyo", freeCancellationDays: 0 };
    expect(cancellationTerms(tokyo, nightOf("2027-06-02")).freeUntil).toEqual(new Date("2027-06-02T06:00:00Z"));
  });

  test("calendar days: a clock change in between does not move the time on the wall", () => {
    const policy = { ...lisbon, freeCancellationDays: 2 };
    // The clock goes back on 27 October 2024: 26 October 15:00 is still summer time.
    expect(cancellationTerms(policy, nightOf("2024-10-28")).freeUntil).toEqual(new Date("2024-10-26T14:00:00Z"));
    expect(cancellationTerms(policy, nightOf("2024-10-29")).freeUntil).toEqual(new Date("2024-10-27T15:00:00Z"));
  });

  test("a time that occurs twice is the later one", () => {
    const policy = { ...lisbon, checkInTime: "01:30", freeCancellationDays: 0 };
    expect(cancellationTerms(policy, nightOf("2024-10-27")).freeUntil).toEqual(new Date("2024-10-27T01:30:00Z"));
  });
});

describe("cancellationFee", () => {
  const freeUntil = new Date("2027-06-01T14:00:00Z");
  const late = new Date(freeUntil.getTime() + 1);
  const nightly = [
    { night: 20_002, priceMinor: 300 },
    { night: 20_000, priceMinor: 100 },
    { night: 20_001, priceMinor: 200 },
  ];

  test.each([
    ["none", 0],
    ["first_night", 100],
    ["full_stay", 600],
  ] as const)("%s costs %i after the deadline and nothing at it", (lateFee, fee) => {
    expect(cancellationFee({ freeUntil, lateFee }, nightly, late)).toBe(fee);
    expect(cancellationFee({ freeUntil, lateFee }, nightly, freeUntil)).toBe(0);
  });

  test("never exceeds the stay and never falls as time goes by", () => {
    const anyFee = fc.constantFrom("none" as const, "first_night" as const, "full_stay" as const);
    const instant = fc
      .integer({ min: -1_000_000, max: 1_000_000 })
      .map((shift) => new Date(freeUntil.getTime() + shift));
    fc.assert(
      fc.property(
        anyFee,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 90 }),
        instant,
        instant,
        (lateFee, price, length, one, other) => {
          const stay = priceStay({ basePriceMinor: price }, { arrival: 20_000, departure: 20_000 + length });
          const [before, after] = one <= other ? [one, other] : [other, one];
          const first = cancellationFee({ freeUntil, lateFee }, stay.nightly, before);
          const second = cancellationFee({ freeUntil, lateFee }, stay.nightly, after);
          expect(first).toBeLessThanOrEqual(second);
          expect(second).toBeLessThanOrEqual(stay.totalMinor);
          expect(first).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

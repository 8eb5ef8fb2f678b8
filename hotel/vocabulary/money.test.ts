import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalPlaces, fromDecimal, isCurrency, shareOf, toDecimal } from "./money.ts";

test.each([
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["CLF", 4],
] as const)("%s has %i decimal places", (currency, places) => {
  expect(decimalPlaces(currency)).toBe(places);
});

test("what is shown as a decimal is read back to the unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom("EUR", "JPY", "KWD"), (amount, currency) => {
      expect(fromDecimal(toDecimal(amount, currency), currency)).toBe(amount);
    }),
  );
});

test("more places than the currency has, negative and endless amounts are none", () => {
  expect(fromDecimal(0.001, "EUR")).toBeUndefined();
  expect(fromDecimal(1.5, "JPY")).toBeUndefined();
  expect(fromDecimal(1.234, "KWD")).toBe(1_234);
  for (const wrong of [-1, Number.NaN, Infinity, 1e20]) expect(fromDecimal(wrong, "EUR")).toBeUndefined();
});

test("a share is rounded down", () => {
  expect(shareOf(9, 1_000)).toBe(0);
  expect(shareOf(10, 1_000)).toBe(1);
  expect(shareOf(199, 50)).toBe(0);
});

test("currencies are those of ISO 4217", () => {
  expect(isCurrency("EUR")).toBe(true);
  expect(isCurrency("XYZ")).toBe(false);
  expect(isCurrency("eur")).toBe(false);
});

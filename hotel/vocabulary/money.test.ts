import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalPlaces, fromDecimal, isCurrency, shareOf, toDecimal } from "./money.ts";

test.each([
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["CLF", 4],
  ["UYW", 4],
  ["UYI", 0],
  ["MGA", 2],
  ["MRU", 2],
  ["ISK", 0],
  ["HUF", 2],
  ["TWD", 2],
  ["IDR", 2],
  ["IQD", 3],
  ["UGX", 0],
  ["XPF", 0],
  ["XCG", 2],
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
  for (const code of ["EUR", "CLF", "UYW", "VED", "XCG", "XAD", "ZWG", "SLE"]) expect(isCurrency(code)).toBe(true);
  for (const code of ["XYZ", "eur", "", "EURO", "XX"]) expect(isCurrency(code)).toBe(false);
});

test("what has no minor unit and what was withdrawn is no currency to charge in", () => {
  for (const code of ["XAU", "XDR", "XSU", "XTS", "XBA"]) expect(isCurrency(code)).toBe(false);
  for (const code of ["ANG", "BGN", "CUC", "DEM", "HRK", "SLL", "ZWL"]) expect(isCurrency(code)).toBe(false);
  expect(decimalPlaces("HRK")).toBe(2);
});

test("every currency stands in the list once", () => {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  const codes = letters.flatMap((one) => letters.flatMap((two) => letters.map((three) => one + two + three)));
  const listed = codes.filter(isCurrency);
  const count = (places: number): number => listed.filter((code) => decimalPlaces(code) === places).length;
  expect([0, 2, 3, 4].map(count)).toEqual([17, 139, 7, 2]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNight, lengthOfStay, nightOf, nightsOf, parseNight, shareANight } from "./night.ts";

const night = fc.integer({ min: 0, max: 100_000 });

describe("parseNight", () => {
  test("reads back what formatNight wrote", () => {
    fc.assert(
      fc.property(night, (day) => {
        expect(parseNight(formatNight(day))).toBe(day);
      }),
    );
  });

  test.each([
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "20260203",
    "infinity",
    "today",
    "2026-02-03T00:00",
    " 2026-02-03",
    "02026-02-03",
    "1969-12-31",
    "5874897-01-01",
    "",
  ])("refuses %j", (text) => expect(parseNight(text)).toBeUndefined());

  test("knows leap years", () => {
    expect(parseNight("2024-02-29")).toBeDefined();
    expect(parseNight("2026-02-29")).toBeUndefined();
    expect(parseNight("2100-02-29")).toBeUndefined();
  });
});

test("a date that the database wrote and no calendar has is a bug", () => {
  expect(() => nightOf("2026-02-30")).toThrow(TypeError);
});

test("a stay uses the nights from arrival up to, and not including, departure", () => {
  const stay = { arrival: nightOf("2024-10-26"), departure: nightOf("2024-10-29") };
  expect(nightsOf(stay).map(formatNight)).toEqual(["2024-10-26", "2024-10-27", "2024-10-28"]);
  expect(lengthOfStay(stay)).toBe(3);
});

test("a departure and an arrival on the same day do not collide", () => {
  const length = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(fc.nat(100), length, fc.nat(100), length, (arrival, nights, later, others) => {
      const stay = { arrival, departure: arrival + nights };
      const next = { arrival: later, departure: later + others };
      expect(shareANight(stay, next)).toBe(nightsOf(stay).some((one) => nightsOf(next).includes(one)));
    }),
  );
  expect(shareANight({ arrival: 1, departure: 3 }, { arrival: 3, departure: 5 })).toBe(false);
  expect(shareANight({ arrival: 1, departure: 3 }, { arrival: 2, departure: 5 })).toBe(true);
});

import { expect, test } from "vitest";
import { bestOf } from "./size_trials.ts";

test("the best size is the one with the most bookings, the first of equals", () => {
  expect(bestOf([4, 12, 32], { 4: 100, 12: 300, 32: 200 })).toBe(12);
  expect(bestOf([4, 12, 32], { 4: 300, 12: 300, 32: 200 })).toBe(4);
});

test("a single size is taken untried, and none is no contender", () => {
  expect(bestOf([16], {})).toBe(16);
  expect(() => bestOf([], {})).toThrow(/number of connections/);
});

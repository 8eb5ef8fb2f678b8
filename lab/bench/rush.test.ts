import { expect, test } from "vitest";
import { waitsOf } from "./rush.ts";

test("a guest waits from their own arrival, not from the start of the rush", () => {
  const guests = Array.from({ length: 200 }, (_, index) => ({ arrived: 5 * index, after: 5 * index + index + 1 }));
  expect(waitsOf(guests)).toEqual({ p99: 198, max: 200 });
});

test("the one who waited longest is the last, whoever came last", () => {
  const waits = waitsOf([
    { arrived: 0, after: 900 },
    { arrived: 950, after: 1_000 },
  ]);
  expect(waits.max).toBe(900);
});

test("nobody has waited when nobody came", () => {
  expect(waitsOf([])).toEqual({ p99: 0, max: 0 });
});

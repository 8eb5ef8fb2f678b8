import { expect, test } from "vitest";
import { faultsOf, waitsOf } from "./rush.ts";

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

test("nobody may oversell or lose a booking; giving up and turning away is a fault of the engine only", () => {
  const wrong = { doubleBookings: 1, lost: 2, failed: 3, falseSoldOuts: 10 };
  expect(faultsOf(wrong, "baseline")).toEqual(["1 double bookings", "2 bookings lost"]);
  expect(faultsOf(wrong, "engine")).toEqual([
    "1 double bookings",
    "2 bookings lost",
    "3 guests without a proper answer",
    "10 turned away from an empty room",
  ]);
  expect(faultsOf({ doubleBookings: 0, lost: 0, failed: 0, falseSoldOuts: 0 }, "engine")).toEqual([]);
});

test("nobody has waited when nobody came", () => {
  expect(waitsOf([])).toEqual({ p99: 0, max: 0 });
});

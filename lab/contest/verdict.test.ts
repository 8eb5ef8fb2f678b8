import { expect, test } from "vitest";
import type { ShowingNumbers } from "./result.ts";
import { verdictOf } from "./verdict.ts";

const CLEAN: ShowingNumbers = {
  requests: 2,
  accepted: 1,
  refused: 1,
  failed: 0,
  doubleBookings: 0,
  falseSoldOuts: 0,
  lost: 0,
  deadlocks: 4,
  retries: 4,
  bookingsPerSecond: 1,
  p50: 1,
  p99: 1,
  losersKnow: 1,
  outOfOrder: 1,
};

test.each<[string, Partial<ShowingNumbers>]>([
  ["right", {}],
  ["turns away", { falseSoldOuts: 1 }],
  ["fails", { failed: 1 }],
  ["fails", { lost: 1, falseSoldOuts: 1 }],
  ["double-books", { doubleBookings: 1, lost: 1, failed: 1, falseSoldOuts: 1 }],
])("%s: %o, whatever deadlocks and retries it took", (verdict, faults) => {
  expect(verdictOf({ ...CLEAN, ...faults })).toBe(verdict);
});

import { expect, inject, test } from "vitest";
import { drawnSchedules } from "./drawn.ts";
import { runSchedules } from "./run.ts";
import { ALL_GUARDS, type Guards } from "./store/store.ts";

// The controls: a database that keeps one promise less. If the simulation did not notice, its silence would prove nothing.
const seed = inject("seed");
const MOST_SCHEDULES = 6_000;
// Each with rates; of two who meet at the last place of a limit, seldom the one has counted before the other.
const MOST_WITH_RATES = 12_000;

test.each<[string, Partial<Guards>, RegExp]>([
  [
    "the lock statement does not lock",
    { typeLocks: false },
    /failed: error|wait for each other|differ|without a reason/,
  ],
  [
    "it does not lock, and nothing else stops a double booking",
    { typeLocks: false, constraints: false },
    /oversold|given twice|differ/,
  ],
  [
    "facts are read as they were before the lock",
    { statementSnapshots: false },
    /failed: error|differ|without a reason/,
  ],
  ["a key stays although its transaction is rolled back", { keyWithEffect: false }, /key|nothing of it is committed/],
  ["the witness of a committed batch is not found", { witness: false }, /failed: error|carried out|refused/],
  ["a hold is taken away before its time", { holdTime: false }, /before its time|without a reason/],
])("%s: it is noticed", async (_, off, words) => {
  const schedules = drawnSchedules({ seed, from: 0, count: MOST_SCHEDULES, guards: { ...ALL_GUARDS, ...off } });
  const { wrong } = await runSchedules(schedules, 5);
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.flatMap(({ faults }) => faults).join("\n")).toMatch(words);
});

test.each<[string, Partial<Guards>, RegExp]>([
  ["what fills a limit is counted before the lock", { countedUnderLock: false }, /sells \d of .*, and sold/],
  [
    "rates are changed without the lock of the room types",
    { rateLocks: false },
    /by the rates in force|is closed|sells/,
  ],
  [
    "a book that was changed has the stamp that it had",
    { bookStamps: false },
    /by the rates in force|without a reason|failed/,
  ],
])("%s: it is noticed", async (_, off, words) => {
  const guards = { ...ALL_GUARDS, ...off };
  const schedules = drawnSchedules({ seed, from: 0, count: MOST_WITH_RATES, ratesIn: 1, guards });
  const { wrong } = await runSchedules(schedules, 1);
  expect(wrong.flatMap(({ faults }) => faults).join("\n")).toMatch(words);
});

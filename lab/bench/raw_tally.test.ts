import { expect, test } from "vitest";
import { RawTally } from "./raw_tally.ts";

test("outcomes are told as the statuses that the same answers have over HTTP", () => {
  const tally = new RawTally({ seconds: 60, warmUpSeconds: 0, maxRequests: 10 });
  for (const outcome of ["booked", "booked", "full", "no_single_room", "known"])
    tally.count(outcome, performance.now());
  const report = tally.report();
  expect(report.allStatuses).toEqual({ "201": 2, "409": 2, "500": 1 });
  expect(report.statuses).toEqual(report.allStatuses);
  expect(report.answersPerSecond).toBeCloseTo(5 / 60);
});

test("what is answered in the warm-up is accounted for, and not counted", () => {
  const tally = new RawTally({ seconds: 1, warmUpSeconds: 60, maxRequests: 10 });
  tally.count("booked", performance.now());
  expect(tally.report()).toMatchObject({ answers: 0, statuses: {}, allStatuses: { "201": 1 } });
});

test("no more calls are made than the plan allows", () => {
  const tally = new RawTally({ seconds: 60, warmUpSeconds: 0, maxRequests: 2 });
  expect([tally.mayContinue(), tally.mayContinue(), tally.mayContinue()]).toEqual([true, true, false]);
});

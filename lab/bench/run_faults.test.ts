import { describe, expect, it } from "vitest";
import type { ContenderKind } from "./contenders.ts";
import type { RunResult } from "./one_run.ts";
import { faultsOf, remarksOf } from "./run_faults.ts";

function run(kind: ContenderKind, allStatuses: Record<string, number>, broken: Partial<RunResult> = {}): RunResult {
  const latency = { p50: 1, p99: 1, max: 1, mean: 1 };
  const counts = {
    answers: 0,
    seconds: 1,
    answersPerSecond: 0,
    statuses: {},
    failures: 0,
    cpuMicrosecondsPerRequest: 0,
  };
  return {
    contender: "it",
    kind,
    rate: 1,
    p50: 1,
    p99: 1,
    apiMicroseconds: 1,
    databaseMicroseconds: 1,
    apiMegabytes: 1,
    report: { ...counts, allStatuses, latency },
    verdict: { bookings: 0, nights: 0, faults: [] },
    ...broken,
  };
}

describe("faults of a run", () => {
  it("are none when everybody was booked or refused", () => {
    expect(faultsOf({}, run("engine", { 201: 5, 409: 3 }))).toEqual([]);
    expect(faultsOf({ sells: 5 }, run("engine", { 201: 5, 409: 3 }))).toEqual([]);
  });

  it("are what the rows say, answers of another kind, and requests without one", () => {
    const { report } = run("engine", { 201: 5, 503: 2 });
    const verdict = { bookings: 6, nights: 6, faults: ["1 nights are oversold"] };
    expect(faultsOf({}, run("engine", {}, { verdict, report: { ...report, failures: 3 } }))).toEqual([
      "it: 1 nights are oversold",
      "it: 2 answers with 503",
      "it: 3 requests without an answer",
    ]);
  });

  it("are rooms sold out that were not sold, or sold too often", () => {
    expect(faultsOf({ sells: 20 }, run("engine", { 201: 19, 409: 9 }))).toEqual(["it: 19 of 20 rooms were sold"]);
    expect(faultsOf({ sells: 20 }, run("engine", { 201: 21, 409: 9 }))).toEqual(["it: 21 of 20 rooms were sold"]);
  });

  it("are not that a strategy gave up, which is remarked; of the engine they are", () => {
    expect(faultsOf({}, run("baseline", { 500: 2 }))).toEqual([]);
    expect(remarksOf([run("baseline", { 500: 2 }), run("baseline", { 201: 9, 500: 3 })])).toEqual([
      "it gave up 5 times",
    ]);
    expect(faultsOf({}, run("engine", { 500: 2 }))).toEqual(["it: 2 answers with 500"]);
    expect(remarksOf([run("engine", { 500: 2 }), run("baseline", { 201: 2 })])).toEqual([]);
  });
});

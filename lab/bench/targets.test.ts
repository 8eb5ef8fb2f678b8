import { describe, expect, it } from "vitest";
import { lineOfTarget, targetResults, TARGETS, type Figures } from "./targets.ts";

const GOOD: Figures = {
  hotAgainstPerRequest: 9,
  spreadAgainstPerRequest: 2.2,
  spreadAgainstRaw: 0.9,
  refusalsAgainstBookings: 3,
  p99: 150,
  rushLast: 2_000,
  idleAgainstSql: 1.5,
  apiMegabytes: 300,
  inOrder: 99.91,
};

const BAD: Figures = {
  hotAgainstPerRequest: 8.999,
  spreadAgainstPerRequest: 2.19,
  spreadAgainstRaw: 0.89,
  refusalsAgainstBookings: 2.9,
  p99: 150.1,
  rushLast: 2_001,
  idleAgainstSql: 1.51,
  apiMegabytes: 301,
  inOrder: 99.9,
};

describe("targets", () => {
  it("are reached by figures that are just good enough", () => {
    expect(targetResults(GOOD).filter(({ reached }) => reached !== true)).toEqual([]);
  });

  it("are not reached by figures that miss them by little, each of them", () => {
    expect(targetResults(BAD).filter(({ reached }) => reached !== false)).toEqual([]);
    expect(Object.keys(BAD)).toHaveLength(TARGETS.length);
  });

  it("are neither reached nor missed when they were not measured", () => {
    const results = targetResults({ p99: Number.NaN });
    expect(new Set(results.map(({ reached }) => reached))).toEqual(new Set([undefined]));
    expect(results.map(lineOfTarget)[4]).toBe(
      "p99 at 64 connections, the highest of all scenarios: not measured (wanted at most 150 ms)",
    );
  });

  it("are told in a line that never rounds a miss to the target", () => {
    expect(targetResults(BAD).map(lineOfTarget)).toEqual([
      "hot, against the best per-request strategy: 8.99x (wanted 9x, aim 15x): not reached",
      "spread, against the best per-request strategy: 2.19x (wanted 2.2x, aim 3x): not reached",
      "spread, against the raw limit: 0.89x (wanted 0.9x, aim 1.3x): not reached",
      "refusals of a sold-out night, against bookings of a hot one: 2.9x (wanted 3x): not reached",
      "p99 at 64 connections, the highest of all scenarios: 151 ms (wanted at most 150 ms): not reached",
      "the last answer of the rush: 2,001 ms (wanted at most 2,000 ms): not reached",
      "idle latency of one booking, against its bare SQL: 1.51x (wanted at most 1.5x): not reached",
      "memory of an API process under all of it: 301 MB (wanted at most 300 MB): not reached",
      "pairs of the rush in order of arrival: 99.9% (wanted above 99.9%): not reached",
    ]);
  });
});

import { expect, test } from "vitest";
import type { ScenarioResult } from "./bench.ts";
import { faultsIn, figuresOf } from "./result.ts";
import type { RushResult } from "./rush.ts";
import { rank, type Ran } from "./statistics.ts";

function scenario(name: string, rates: readonly [Ran["kind"], string, number, number][]): ScenarioResult {
  const ran = rates.map(([kind, contender, rate, apiMegabytes]): Ran => ({
    name: contender,
    kind,
    runs: [{ rate, p50: 1, p99: rate / 100, apiMicroseconds: 1, databaseMicroseconds: 1, apiMegabytes }],
  }));
  return {
    name,
    about: "",
    counted: "201",
    standings: rank(ran),
    trials: [],
    runs: [],
    faults: [`${name}!`],
    remarks: [],
  };
}

function rushOf(contender: string, last: number, apiMegabytes: number): RushResult {
  const waits = { p99: last, max: last };
  return { contender, last, winners: waits, losers: waits, inOrder: 0.9995, apiMegabytes, faults: ["late"] };
}

const hot = scenario("hot", [
  ["engine", "engine", 6_000, 150],
  ["engine", "engine x 2", 9_000, 160],
  ["baseline", "row_locks", 1_000, 900],
  ["raw limit", "raw limit", 1_500, Number.NaN],
]);
const soldOut = scenario("sold out", [["engine", "engine", 18_000, 140]]);

test("the figures are those of one process of the engine; its memory is that of all", () => {
  const rush = [rushOf("engine", 700, 170), rushOf("engine x 2", 600, 180), rushOf("row_locks", 9_000, 990)];
  const idle = { engine: { p50: 3, p99: 9 }, bareSql: { p50: 2, p99: 4 }, faults: [] };
  expect(figuresOf({ scenarios: [hot, soldOut], rush, idle })).toEqual({
    hotAgainstPerRequest: 6,
    spreadAgainstPerRequest: undefined,
    spreadAgainstRaw: undefined,
    refusalsAgainstBookings: 3,
    p99: 180,
    rushLast: 700,
    idleAgainstSql: 1.5,
    apiMegabytes: 180,
    inOrder: 99.95,
  });
});

test("what was not measured has no figure", () => {
  const figures = figuresOf({ scenarios: [], rush: [], idle: undefined });
  expect(new Set(Object.values(figures))).toEqual(new Set([undefined]));
});

test("faults of every part are faults of the bench", () => {
  const idle = { engine: { p50: 1, p99: 1 }, bareSql: { p50: 1, p99: 1 }, faults: ["lost"] };
  expect(faultsIn({ scenarios: [hot], rush: [rushOf("engine", 1, 1)], idle })).toEqual([
    "hot!",
    "rush: engine: late",
    "idle: lost",
  ]);
  expect(faultsIn({ scenarios: [], rush: [], idle: undefined })).toEqual([]);
});

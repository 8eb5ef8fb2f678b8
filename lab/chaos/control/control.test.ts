import { expect, inject, test } from "vitest";
import { KEPT_SEEDS } from "../kept_seeds.ts";
import { DEFECTS, type Defect } from "./defects.ts";
import { runOnPaper } from "./paper_run.ts";

const seeds = [...KEPT_SEEDS.map(({ seed }) => seed), inject("seed")];

test.each(seeds)("nothing is said against an honest hotel, seed %i", async (seed) => {
  const { anomalies, history } = await runOnPaper(seed);
  expect(anomalies).toEqual([]);
  expect(history.tally.ok).toBeGreaterThan(1_000);
  expect(history.tally.unknown).toBeGreaterThan(10);
});

const names = Object.keys(DEFECTS) as Defect[];

test.each(names.flatMap((defect) => [1, inject("seed")].map((seed) => [defect, seed] as const)))(
  "a hotel that %s is convicted, seed %i",
  async (defect, seed) => {
    const { anomalies } = await runOnPaper(seed, defect);
    expect(anomalies.map(({ check }) => check)).toContain(DEFECTS[defect].convictedBy);
  },
);

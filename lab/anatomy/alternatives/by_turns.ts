import { median } from "../../bench/statistics.ts";

/** One way to do something. */
export interface Way {
  readonly name: string;
  /** Does it once and returns for how many units (rows, commits, requests). */
  run(): Promise<number> | number;
  /** What else is to be said of it after all turns. */
  remark?(): Promise<string>;
}

/** What a way has cost: the median of its turns, in microseconds for each unit. */
export interface WayCost {
  readonly name: string;
  readonly microseconds: number;
  /** Times the cost of the first way. */
  readonly ratio: number;
  readonly remark: string;
}

const FIRST_TURNS = 5;

/** Runs the ways by turns, so often each, after a few turns that do not count: then they can be compared on a busy machine. */
export async function byTurns(ways: readonly Way[], turns: number): Promise<WayCost[]> {
  const costs = ways.map((): number[] => []);
  for (let turn = -FIRST_TURNS; turn < turns; turn += 1) {
    for (const [index, way] of ways.entries()) {
      const from = process.hrtime.bigint();
      const units = await way.run();
      const microseconds = Number(process.hrtime.bigint() - from) / 1000;
      if (turn >= 0) costs[index]?.push(microseconds / units);
    }
  }
  const medians = costs.map(median);
  const remarks: string[] = [];
  for (const way of ways) remarks.push((await way.remark?.()) ?? "");
  return ways.map(({ name }, index) => ({
    name,
    microseconds: medians[index] ?? Number.NaN,
    ratio: (medians[index] ?? Number.NaN) / (medians[0] ?? Number.NaN),
    remark: remarks[index] ?? "",
  }));
}

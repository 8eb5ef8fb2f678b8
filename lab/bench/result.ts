import type { ScenarioResult } from "./bench.ts";
import type { IdleResult } from "./idle.ts";
import type { Machine } from "./machine.ts";
import type { RunLength } from "./one_run.ts";
import type { RushResult } from "./rush.ts";
import type { Standing } from "./statistics.ts";
import type { Figures, TargetResult } from "./targets.ts";

/** Everything that was measured; what `--scenario` left out is empty or undefined. */
export interface Measurements {
  readonly scenarios: readonly ScenarioResult[];
  readonly rush: readonly RushResult[];
  readonly idle: IdleResult | undefined;
}

/** Everything a bench found, as `--json` prints it. */
export interface BenchResult extends Measurements {
  readonly machine: Machine;
  /** What the load client itself costs, in microseconds of CPU for each request. */
  readonly loadMicroseconds: number;
  readonly runs: number;
  readonly length: RunLength;
  readonly targets: readonly TargetResult[];
}

/** The name of the contender that the targets are about: one process of the engine. */
const ENGINE = "engine";

/** The figures that there are targets for. */
export function figuresOf({ scenarios, rush, idle }: Measurements): Figures {
  const engineIn = (name: string): Standing | undefined =>
    scenarios.find((scenario) => scenario.name === name)?.standings.find((standing) => standing.name === ENGINE);
  const [hot, spread, soldOut] = ["hot", "spread", "sold out"].map(engineIn);
  const rushed = rush.find(({ contender }) => contender === ENGINE);
  const engines = scenarios.flatMap(({ standings }) => standings.filter(({ kind }) => kind === "engine"));
  const memories = [...engines, ...rush.filter(({ contender }) => contender.startsWith(ENGINE))].map(
    ({ apiMegabytes }) => apiMegabytes,
  );
  return {
    hotAgainstPerRequest: hot?.ratio,
    spreadAgainstPerRequest: spread?.ratio,
    spreadAgainstRaw: spread?.rawRatio,
    refusalsAgainstBookings: ratioOf(soldOut?.rate, hot?.rate),
    p99: most([hot, spread, soldOut].flatMap((standing) => (standing === undefined ? [] : [standing.p99]))),
    rushLast: rushed?.last,
    idleAgainstSql: ratioOf(idle?.engine.p50, idle?.bareSql.p50),
    apiMegabytes: most(memories),
    inOrder: rushed === undefined ? undefined : 100 * rushed.inOrder,
  };
}

/** Everything that was wrong in any run; empty is what is wanted. */
export function faultsIn({ scenarios, rush, idle }: Measurements): string[] {
  return [
    ...scenarios.flatMap(({ faults }) => faults),
    ...rush.flatMap(({ contender, faults }) => faults.map((fault) => `rush: ${contender}: ${fault}`)),
    ...(idle?.faults ?? []).map((fault) => `idle: ${fault}`),
  ];
}

function ratioOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}

function most(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

import type { Machine } from "../machine.ts";
import { judgeFigure, type Reached, type Wanted } from "../targets.ts";
import type { FilledRedis } from "./baselines/start_baselines.ts";
import type { ClosedResult } from "./closed.ts";
import type { EngineMemory } from "./engine_memory.ts";
import type { OpenReport } from "./load/open_loop.ts";
import type { StalenessResult } from "./staleness.ts";
import type { VerifyResult } from "./verify.ts";
import type { StandingWorld } from "./world/kept_world.ts";

/** Everything a bench of search found, as `--json` prints it; what was left out is empty or undefined. */
export interface SearchBenchResult {
  readonly machine: Machine;
  readonly world: StandingWorld;
  /** From the start of the engine's process until it was ready, its index complete. */
  readonly readySeconds: number;
  readonly memory: EngineMemory;
  readonly redis: FilledRedis | undefined;
  readonly closed: readonly ClosedResult[];
  readonly open: OpenReport | undefined;
  readonly staleness: StalenessResult | undefined;
  readonly verified: VerifyResult | undefined;
  readonly targets: readonly (Wanted & Reached)[];
}

type Measured = Omit<SearchBenchResult, "targets">;

/** Each target with the figure of a run. */
export function searchTargets(measured: Measured): (Wanted & Reached)[] {
  const { open, memory, staleness, readySeconds } = measured;
  const [search, booking] = ["search", "booking"].map((name) => open?.streams.find((stream) => stream.name === name));
  const engine = standingIn(measured, "world", "engine");
  const targets: [Wanted, number | undefined][] = [
    [{ name: "city search at 500/s beside 50 bookings/s, p99", ...atMost("ms", 10), aim: 5 }, search?.p99],
    [{ name: "booking beside them, p99", ...atMost("ms", 150) }, booking?.p99],
    [
      { name: "biggest city, one process, against SQL", ...atLeast(50) },
      standingIn(measured, "city_biggest", "sql")?.engineTimes,
    ],
    [{ name: "biggest city, a process for each core, against SQL", ...atLeast(50) }, allCoresAgainstSql(measured)],
    [
      { name: "biggest city, one process, against Redis", ...atLeast(10) },
      standingIn(measured, "city_biggest", "redis")?.engineTimes,
    ],
    [{ name: "whole world, the 20 cheapest, p99", ...atMost("ms", 40) }, engine?.p99],
    [{ name: "memory of the index", ...atMost("MB", 400) }, memory.index],
    [{ name: "from start to ready", ...atMost("s", 60) }, readySeconds],
    [{ name: "a booking seen by a search on another node, p99", ...atMost("ms", 100) }, staleness?.p99],
  ];
  return targets.map(([wanted, value]) => ({ ...wanted, ...judgeFigure(wanted, value) }));
}

/** Everything that was wrong; empty is what is wanted. */
export function searchFaults({ closed, open, staleness, verified }: Omit<Measured, "machine">): string[] {
  const wrong = (open?.streams ?? []).flatMap(({ name, statuses }) =>
    Object.entries(statuses)
      .filter(([status]) => !EXPECTED.has(status))
      .map(([status, count]) => `open loop: ${count} of ${name} answered with ${status}`),
  );
  const different = verified !== undefined && verified.differences > 0;
  return [
    ...closed.flatMap(({ standings }) => standings.flatMap(({ faults }) => faults)),
    ...wrong,
    ...(staleness?.faults ?? []),
    ...(different ? [`${verified.differences} of ${verified.asked} answers differ`] : []),
  ];
}

// 409: somebody else was faster, which the stays were chosen to make rare.
const EXPECTED = new Set(["200", "201", "409"]);

/** PostgreSQL works on all cores for one API process: the engine does the same with a process for each. */
function allCoresAgainstSql({ closed }: Measured): number | undefined {
  const standings = closed.find(({ name }) => name === "city_biggest")?.standings;
  const sql = standings?.find(({ name }) => name === "sql");
  const best = standings?.filter(({ isEngine }) => isEngine).map(({ rate }) => rate);
  return sql && best && Math.max(...best) / sql.rate;
}

function standingIn(
  { closed }: Measured,
  scenario: string,
  name: string,
): ClosedResult["standings"][number] | undefined {
  return closed.find((result) => result.name === scenario)?.standings.find((standing) => standing.name === name);
}

function atMost(unit: Wanted["unit"], wanted: number): Omit<Wanted, "name"> {
  return { unit, shall: "at most", wanted };
}

function atLeast(wanted: number): Omit<Wanted, "name"> {
  return { unit: "x", shall: "at least", wanted };
}

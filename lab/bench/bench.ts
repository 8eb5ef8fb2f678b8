import type { Database } from "../../hotel/database/database.ts";
import { runNode } from "../servers/child.ts";
import { baseline, isBaseline } from "./contenders.ts";
import type { Contender } from "./contenders.ts";
import { runOnce } from "./one_run.ts";
import type { RunLength, RunResult } from "./one_run.ts";
import type { RawPlan, RawReport } from "./raw_calls.ts";
import { rank, rotated } from "./statistics.ts";
import type { Standing } from "./statistics.ts";
import { copyWorld } from "./worlds.ts";
import type { BenchScenario } from "./worlds.ts";

/** How thorough a bench is. */
export interface BenchPlan {
  /** The contenders besides the baselines: the engine. */
  readonly contenders: readonly Contender[];
  /** Names of the baselines. */
  readonly baselines: readonly string[];
  readonly runs: number;
  readonly length: RunLength;
  /** Pool sizes each baseline is tried with; its best counts. */
  readonly poolSizes: readonly number[];
  readonly poolTrial: RunLength;
  /** Numbers of clients that call the function without HTTP; the best counts. */
  readonly rawClients: readonly number[];
  readonly say: (line: string) => void;
}

/** A baseline's bookings per second by pool size, tried once each. */
export interface PoolTrial {
  readonly name: string;
  readonly bookingsPerSecond: Readonly<Record<number, number>>;
  readonly best: number;
}

/** Everything about one scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly about: string;
  readonly standings: readonly Standing[];
  readonly poolTrials: readonly PoolTrial[];
  readonly raw: readonly (RawReport & { readonly clients: number })[];
  readonly runs: readonly RunResult[];
  /** What was wrong after a run, with the name of the contender; empty is what is wanted. */
  readonly faults: readonly string[];
}

/** Tries the pool sizes, runs all contenders by turns, each on a fresh world, and calls the function without HTTP. */
export async function benchScenario(
  server: Database,
  scenario: BenchScenario,
  plan: BenchPlan,
): Promise<ScenarioResult> {
  const poolTrials: PoolTrial[] = [];
  for (const name of plan.baselines) poolTrials.push(await tryPools(server, scenario, name, plan));
  const contenders = [...plan.contenders, ...poolTrials.map(({ name, best }) => baseline(name, best))];
  const runs: RunResult[] = [];
  for (let run = 0; run < plan.runs; run += 1) {
    for (const contender of rotated(contenders, run)) {
      const result = await runOnce(server, scenario, contender, plan.length, 1000 + run);
      plan.say(`${scenario.name} run ${run + 1}: ${describe(result)}`);
      runs.push(result);
    }
  }
  const raw = await callRaw(server, scenario, plan);
  const byName = contenders.map(({ name }) => ({ name, runs: runs.filter((run) => run.contender === name) }));
  const { name, about } = scenario;
  return { name, about, standings: rank(byName, isBaseline), poolTrials, raw, runs, faults: runs.flatMap(faultsOf) };
}

async function tryPools(server: Database, scenario: BenchScenario, name: string, plan: BenchPlan): Promise<PoolTrial> {
  const bookingsPerSecond: Record<number, number> = {};
  for (const size of plan.poolSizes) {
    const result = await runOnce(server, scenario, baseline(name, size), plan.poolTrial, size);
    plan.say(`${scenario.name} pool of ${size}: ${describe(result)}`);
    bookingsPerSecond[size] = result.bookingsPerSecond;
  }
  const best = plan.poolSizes.toSorted(
    (one, other) => (bookingsPerSecond[other] ?? 0) - (bookingsPerSecond[one] ?? 0),
  )[0];
  return { name, bookingsPerSecond, best: best ?? 16 };
}

async function callRaw(
  server: Database,
  scenario: BenchScenario,
  plan: BenchPlan,
): Promise<(RawReport & { clients: number })[]> {
  const reports: (RawReport & { clients: number })[] = [];
  const { seconds, warmUpSeconds } = plan.length;
  for (const clients of plan.rawClients) {
    const url = await copyWorld(server, scenario.template, "bench_run");
    const raw: RawPlan = { clients, seconds, warmUpSeconds, scenario: scenario.scenario, seed: clients };
    const report = await runNode<RawReport>(["lab/bench/raw_calls.ts", JSON.stringify(raw)], { DATABASE_URL: url });
    plan.say(`${scenario.name} without HTTP, ${clients} clients: ${Math.round(report.bookingsPerSecond)}/s`);
    reports.push({ clients, ...report });
  }
  return reports;
}

function describe(result: RunResult): string {
  const { contender, bookingsPerSecond, p50, p99, report } = result;
  const others = Object.entries(report.statuses).filter(([status]) => status !== "201");
  const rest = others.map(([status, count]) => `, ${count} x ${status}`).join("");
  const cpu = `CPU ${Math.round(result.apiMicroseconds)} + ${Math.round(result.databaseMicroseconds)} us`;
  return [
    `${contender} ${Math.round(bookingsPerSecond)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpu}${rest}`,
    ...faultsOf(result),
  ].join("; ");
}

function faultsOf({ contender, verdict, report }: RunResult): string[] {
  const unexpected = Object.keys(report.allStatuses).filter((status) => status !== "201" && status !== "409");
  const statuses = unexpected.map(
    (status) => `${contender}: ${report.allStatuses[status] ?? 0} answers with ${status}`,
  );
  const failures = report.failures === 0 ? [] : [`${contender}: ${report.failures} requests without an answer`];
  return [...verdict.faults.map((fault) => `${contender}: ${fault}`), ...statuses, ...failures];
}

import type { Database } from "../../hotel/database/database.ts";
import type { Contender, SizedContender } from "./contenders.ts";
import { runOnce } from "./one_run.ts";
import type { RunLength, RunResult } from "./one_run.ts";
import { faultsOf, remarksOf } from "./run_faults.ts";
import type { BenchScenario } from "./scenarios.ts";
import { trySizes } from "./size_trials.ts";
import type { SizeTrial, TrialLength } from "./size_trials.ts";
import { rank, rotated } from "./statistics.ts";
import type { Standing } from "./statistics.ts";

/** How thorough a bench is. */
export interface BenchPlan {
  readonly runs: number;
  readonly length: RunLength;
  /** Numbers of connections that each sized contender is tried with; its best counts. */
  readonly sizes: readonly number[];
  readonly trial: TrialLength;
  readonly say: (line: string) => void;
}

/** Who runs, and what their numbers of connections came to. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly trials: readonly SizeTrial[];
}

/** Everything about one scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly about: string;
  /** What is counted: bookings, or refusals. */
  readonly counted: BenchScenario["counted"];
  readonly standings: readonly Standing[];
  readonly trials: readonly SizeTrial[];
  readonly runs: readonly RunResult[];
  /** What was wrong after a run, with the name of the contender; empty is what is wanted. */
  readonly faults: readonly string[];
  /** What is no fault of the bench, but of the strategy: whom it gave no answer. */
  readonly remarks: readonly string[];
}

/** Finds the best number of connections of each sized contender; the others are taken as they are. */
export async function gatherField(
  server: Database,
  scenario: BenchScenario,
  fixed: readonly Contender[],
  sized: readonly SizedContender[],
  plan: BenchPlan,
): Promise<Field> {
  const trials: SizeTrial[] = [];
  for (const contender of sized) {
    const trial = await trySizes(server, scenario, contender, plan.sizes, plan.trial);
    plan.say(`${scenario.name}: ${lineOfTrial(trial)}`);
    trials.push(trial);
  }
  const best = sized.map((contender, index) => contender.ofSize(trials[index]?.best ?? Number.NaN));
  return { contenders: [...fixed, ...best], trials };
}

/** Runs all contenders by turns, each on a fresh world. */
export async function benchScenario(
  server: Database,
  scenario: BenchScenario,
  { contenders, trials }: Field,
  plan: BenchPlan,
): Promise<ScenarioResult> {
  const runs: RunResult[] = [];
  for (let run = 0; run < plan.runs; run += 1) {
    for (const contender of rotated(contenders, run)) {
      const result = await runOnce(server, scenario, contender, plan.length, 1000 + run);
      plan.say(`${scenario.name} run ${run + 1}: ${describe(scenario, result)}`);
      runs.push(result);
    }
  }
  const ran = contenders.map(({ name, kind }) => ({ name, kind, runs: runs.filter((run) => run.contender === name) }));
  const { name, about, counted } = scenario;
  const faults = runs.flatMap((run) => faultsOf(scenario, run));
  return { name, about, counted, standings: rank(ran), trials, runs, faults, remarks: remarksOf(runs) };
}

/** How the number of connections was chosen, in one line. */
export function lineOfTrial({ name, best, bookingsPerSecond }: SizeTrial): string {
  const trials = Object.entries(bookingsPerSecond).map(([size, rate]) => `${size}: ${Math.round(rate)}/s`);
  return `${name} on ${best} connections${trials.length === 0 ? "" : `, its best of ${trials.join(", ")}`}`;
}

function describe(scenario: BenchScenario, result: RunResult): string {
  const { contender, rate, p50, p99, report } = result;
  const others = Object.entries(report.statuses).filter(([status]) => status !== scenario.counted);
  const rest = others.map(([status, count]) => `, ${count} x ${status}`).join("");
  const cpu = `CPU ${Math.round(result.apiMicroseconds)} + ${Math.round(result.databaseMicroseconds)} us`;
  return [
    `${contender} ${Math.round(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpu}${rest}`,
    ...faultsOf(scenario, result),
  ].join("; ");
}

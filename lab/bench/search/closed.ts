import { cpuOf, cpuOfFamily } from "../cpu_time.ts";
import { median, rotated } from "../statistics.ts";
import type { SearchContender } from "./contenders.ts";
import { runClosedSearch } from "./load/load_process.ts";
import type { SearchScenario } from "./scenarios.ts";

/** How long and how hard one run of a closed loop is. */
export interface ClosedLength {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** One contender in one scenario: medians of its runs. Latencies in milliseconds, CPU in microseconds for each answer. */
export interface ClosedStanding {
  readonly name: string;
  readonly isEngine: boolean;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
  /** How many times its rate that of the engine in one process is; of that 1. NaN where the engine cannot be asked. */
  readonly engineTimes: number;
  /** What was not answered with 200; empty is what is wanted. */
  readonly faults: readonly string[];
}

/** One scenario, and everybody who could be asked. */
export interface ClosedResult {
  readonly name: string;
  readonly about: string;
  readonly connections: number;
  readonly standings: readonly ClosedStanding[];
}

interface Run {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly faults: readonly string[];
}

/** Lets everybody answer the same questions by turns, one after the other, as fast as they can. */
export async function runClosed(
  scenario: SearchScenario,
  contenders: readonly SearchContender[],
  postmaster: number,
  length: ClosedLength,
  say: (line: string) => void,
): Promise<ClosedResult> {
  const asked = contenders.filter((contender) => pathsOf(contender, scenario).length > 0);
  const runs = new Map<string, Run[]>(asked.map(({ name }) => [name, []]));
  for (let turn = 0; turn < length.runs; turn += 1) {
    for (const contender of rotated(asked, turn)) {
      const run = await runOne(contender, scenario, postmaster, length);
      runs.get(contender.name)?.push(run);
      say(
        `${scenario.name}: ${contender.name} ${Math.round(run.rate)}/s, p99 ${run.p99.toFixed(1)} ms ${run.faults.join("; ")}`,
      );
    }
  }
  const rates = asked.map(({ name }) => median((runs.get(name) ?? []).map(({ rate }) => rate)));
  const engineRate = rates[asked.findIndex(({ isEngine }) => isEngine)] ?? Number.NaN;
  const standings = asked.map(({ name, isEngine }, index) => {
    const own = runs.get(name) ?? [];
    return { name, isEngine, ...mediansOf(own), engineTimes: engineRate / (rates[index] ?? Number.NaN) };
  });
  const { name, about, connections } = scenario;
  return { name, about, connections, standings };
}

function pathsOf(contender: SearchContender, { asks }: SearchScenario): string[] {
  return asks.flatMap((ask) => contender.pathOf(ask) ?? []);
}

async function runOne(
  contender: SearchContender,
  scenario: SearchScenario,
  postmaster: number,
  { seconds, warmUpSeconds }: ClosedLength,
): Promise<Run> {
  const { connections } = scenario;
  const serving = [contender, ...contender.others];
  const use = async (): Promise<readonly number[]> => {
    const own = await Promise.all(serving.map(({ pid }) => cpuOf(pid)));
    return [own.reduce((sum, one) => sum + one, 0), await cpuOfFamily(postmaster)];
  };
  const [apiBefore = 0, databaseBefore = 0] = await use();
  const paths = pathsOf(contender, scenario);
  const ports = serving.map(({ port }) => port);
  const report = await runClosedSearch({ ports, paths, connections, seconds, warmUpSeconds });
  const [api = 0, database = 0] = await use();
  const all = Object.values(report.allStatuses).reduce((sum, count) => sum + count, 0);
  const wrong = Object.entries(report.allStatuses).filter(([status]) => status !== "200");
  const faults = wrong.map(([status, count]) => `${scenario.name}: ${contender.name} answered ${count} with ${status}`);
  // A question to a slow contender may still have no answer at the end; that is no answer, and not a fault.
  const isSlow = report.answersPerSecond < connections / seconds;
  if (report.failures > 0 && !isSlow)
    faults.push(`${scenario.name}: ${contender.name} gave ${report.failures} no answer`);
  return {
    rate: report.answersPerSecond,
    p50: report.latency.p50,
    p99: report.latency.p99,
    apiMicroseconds: (1000 * (api - apiBefore)) / all,
    databaseMicroseconds: (1000 * (database - databaseBefore)) / all,
    faults,
  };
}

function mediansOf(runs: readonly Run[]): Run {
  const middle = (field: Exclude<keyof Run, "faults">): number => median(runs.map((run) => run[field]));
  return {
    rate: middle("rate"),
    p50: middle("p50"),
    p99: middle("p99"),
    apiMicroseconds: middle("apiMicroseconds"),
    databaseMicroseconds: middle("databaseMicroseconds"),
    faults: runs.flatMap(({ faults }) => faults),
  };
}

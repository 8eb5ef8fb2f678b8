import type { PoolTrial, ScenarioResult } from "./bench.ts";
import { lineOf } from "./machine.ts";
import type { Machine } from "./machine.ts";
import type { RunLength } from "./one_run.ts";
import type { Standing } from "./statistics.ts";

/** Everything a bench found, as `--json` prints it. */
export interface BenchResult {
  readonly machine: Machine;
  /** What the load client itself costs, in microseconds of CPU for each request. */
  readonly loadMicroseconds: number;
  readonly runs: number;
  readonly length: RunLength;
  readonly scenarios: readonly ScenarioResult[];
}

/** The result as text for a terminal. */
export function textOf(result: BenchResult): string {
  return [...machineLines(result), ...result.scenarios.flatMap(scenarioLines)].join("\n");
}

function machineLines({ machine, loadMicroseconds, runs, length }: BenchResult): string[] {
  const { postgres } = machine;
  const others = Object.entries(postgres).filter(([name]) => name !== "server_version");
  return [
    lineOf(machine),
    `PostgreSQL ${postgres["server_version"] ?? "?"}: ${others.map(([name, setting]) => `${name}=${setting}`).join(" ")}`,
    `8 KB and fsync on its disk: ${machine.fsyncMs.toFixed(2)} ms`,
    `${length.connections} connections, ${runs} runs by turns of ${length.seconds} s after ${length.warmUpSeconds} s of the same bookings, medians`,
    `the load client costs ${whole(loadMicroseconds)} us of CPU for each request`,
  ];
}

function scenarioLines(scenario: ScenarioResult): string[] {
  return [
    "",
    `${scenario.name}: ${scenario.about}`,
    row("", "bookings/s", "(min", "max)", "p50 ms", "p99 ms", "ratio", "API CPU", "PG CPU"),
    ...scenario.standings.map(standingRow),
    "  CPU: time of the API process and of the whole database server for each booking",
    `without HTTP, one prepared call of the database function: ${rawLine(scenario)}`,
    ...scenario.poolTrials.map(poolLine),
    scenario.faults.length === 0
      ? "checked after every run: nothing oversold, nothing lost"
      : `FAULTS: ${scenario.faults.join("; ")}`,
  ];
}

function standingRow(standing: Standing): string {
  const { name, bookingsPerSecond, slowest, fastest, p50, p99, ratio } = standing;
  const rates = [whole(bookingsPerSecond), whole(slowest), whole(fastest)];
  const cpu = [`${whole(standing.apiMicroseconds)} us`, `${whole(standing.databaseMicroseconds)} us`];
  return row(name, ...rates, p50.toFixed(1), p99.toFixed(1), ratio.toFixed(2), ...cpu);
}

function row(name: string, ...cells: string[]): string {
  return `  ${name.padEnd(20)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}

function rawLine({ raw }: ScenarioResult): string {
  return raw
    .map(({ clients, bookingsPerSecond }) => `${whole(bookingsPerSecond)}/s with ${clients} clients`)
    .join(", ");
}

function poolLine({ name, best, bookingsPerSecond }: PoolTrial): string {
  const trials = Object.entries(bookingsPerSecond).map(([size, rate]) => `${size}: ${whole(rate)}/s`);
  return `${name} runs on ${best} connections, its best of ${trials.join(", ")}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

import { lineOfTrial, type ScenarioResult } from "./bench.ts";
import type { IdleResult } from "./idle.ts";
import { lineOf } from "./machine.ts";
import type { BenchResult } from "./result.ts";
import { rushScenario, type RushResult } from "./rush.ts";
import type { Standing } from "./statistics.ts";
import { lineOfTarget } from "./targets.ts";

/** The result as text for a terminal. */
export function textOf(result: BenchResult): string {
  return [
    ...machineLines(result),
    ...result.scenarios.flatMap(scenarioLines),
    ...rushLines(result.rush),
    ...(result.idle === undefined ? [] : idleLines(result.idle)),
    "",
    "targets:",
    ...result.targets.map((target) => `  ${lineOfTarget(target)}`),
  ].join("\n");
}

function machineLines({ machine, loadMicroseconds, runs, length }: BenchResult): string[] {
  const { postgres } = machine;
  const others = Object.entries(postgres).filter(([name]) => name !== "server_version");
  const { engine, baseline } = length.warmUpSeconds;
  return [
    lineOf(machine),
    `PostgreSQL ${postgres["server_version"] ?? "?"}: ${others.map(([name, setting]) => `${name}=${setting}`).join(" ")}`,
    `8 KB and fsync on its disk: ${machine.fsyncMs.toFixed(2)} ms`,
    `${length.connections} connections, ${runs} runs by turns of ${length.seconds} s, medians; before each ${engine} s of the same bookings (baselines ${baseline} s)`,
    `the load client costs ${whole(loadMicroseconds)} us of CPU for each request`,
  ];
}

function scenarioLines({ name, about, counted, standings, trials, faults, remarks }: ScenarioResult): string[] {
  const rate = counted === "201" ? "bookings/s" : "refusals/s";
  return [
    "",
    `${name}: ${about}`,
    row("", rate, "(min", "max)", "p50 ms", "p99 ms", "ratio", "raw ratio", "API CPU", "PG CPU", "API MB"),
    ...standings.map(standingRow),
    "  ratio: to the best per-request strategy; raw ratio: to one prepared function call for each booking, without HTTP",
    "  CPU: time of the API processes and of the whole database server for each answer; API MB: the most of one process",
    ...trials.map((trial) => `  ${lineOfTrial(trial)}`),
    ...remarks.map((remark) => `  ${remark}`),
    faultLine(faults),
  ];
}

function standingRow(standing: Standing): string {
  const { name, rate, slowest, fastest, p50, p99, ratio, rawRatio } = standing;
  const rates = [rate, slowest, fastest].map(whole);
  const cpu = [standing.apiMicroseconds, standing.databaseMicroseconds].map((value) => `${whole(value)} us`);
  return row(
    name,
    ...rates,
    tenths(p50),
    tenths(p99),
    times(ratio),
    times(rawRatio),
    ...cpu,
    whole(standing.apiMegabytes),
  );
}

function rushLines(rush: readonly RushResult[]): string[] {
  if (rush.length === 0) return [];
  return [
    "",
    `rush: ${rushScenario.about}; from a guest's arrival to their last answer`,
    row("", "winners p99", "winners max", "losers p99", "losers max", "last ms", "in order %", "API MB"),
    ...rush.map(({ contender, winners, losers, last, inOrder, apiMegabytes }) => {
      const waits = [winners.p99, winners.max, losers.p99, losers.max, last].map(whole);
      return row(contender, ...waits, (100 * inOrder).toFixed(2), whole(apiMegabytes));
    }),
    "  in order: of the pairs of one who got a room and one who did not, those in which the winner's request was sent first",
    faultLine(rush.flatMap(({ contender, faults }) => faults.map((fault) => `${contender}: ${fault}`))),
  ];
}

function idleLines({ engine, bareSql, faults }: IdleResult): string[] {
  const ratio = (engine.p50 / bareSql.p50).toFixed(2);
  return [
    "",
    `idle: one client, one booking at a time: engine over HTTP ${latency(engine)}, bare SQL ${latency(bareSql)}, ratio of the p50 ${ratio}`,
    faultLine(faults),
  ];
}

function latency({ p50, p99 }: IdleResult["engine"]): string {
  return `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
}

function faultLine(faults: readonly string[]): string {
  return faults.length === 0
    ? "checked after every run: nothing oversold, nothing lost"
    : `FAULTS: ${faults.join("; ")}`;
}

function row(name: string, ...cells: string[]): string {
  return `  ${name.padEnd(20)}${cells.map((cell) => cell.padStart(12)).join("")}`;
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "-";
}

function tenths(value: number): string {
  return value.toFixed(1);
}

function times(ratio: number): string {
  return Number.isFinite(ratio) ? ratio.toFixed(2) : "-";
}

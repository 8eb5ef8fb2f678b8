import type { LoadReport } from "../load/closed_loop.ts";
import { runLoadProcess } from "../load/load_process.ts";
import type { LoadPlan } from "../load/main.ts";
import type { Judgement } from "./judgement.ts";
import type { ShowingNumbers } from "./result.ts";
import type { FlowScenario } from "./scenarios.ts";

/** How long a flow runs, in seconds. */
export interface FlowLength {
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** What the load clients saw: before, and while it counted. */
export interface FlowSeen {
  readonly warmUp: readonly LoadReport[];
  readonly counted: readonly LoadReport[];
}

const MOST_REQUESTS = 1_000_000;
const CLIENT_WARM_UP_SECONDS = 0.5;

/** Lets guests flow in; a load client for each process, which share the connections. */
export async function runFlow(
  scenario: FlowScenario,
  ports: readonly number[],
  { warmUpSeconds, seconds }: FlowLength,
  firstNight: number,
): Promise<FlowSeen> {
  const base = { connections: Math.floor(scenario.connections / ports.length), maxRequests: MOST_REQUESTS };
  const all = (plan: (port: number, index: number) => LoadPlan): Promise<LoadReport[]> =>
    Promise.all(ports.map((port, index) => runLoadProcess(plan(port, index))));
  const warmUp = await all((port, seed) => ({
    ...base,
    ports: [port],
    seed,
    scenario: scenario.warmUp(firstNight),
    warmUpSeconds: 0,
    seconds: warmUpSeconds,
    keyPrefix: `warm-${seed}`,
  }));
  const counted = await all((port, seed) => ({
    ...base,
    ports: [port],
    seed: 100 + seed,
    scenario: scenario.load(firstNight),
    warmUpSeconds: CLIENT_WARM_UP_SECONDS,
    seconds,
    keyPrefix: `flow-${seed}`,
  }));
  return { warmUp, counted };
}

/** The numbers of a flow. Its nights never sell out, so every refusal is a false one. */
export function numbersOfFlow(
  { warmUp, counted }: FlowSeen,
  judgement: Judgement,
): Omit<ShowingNumbers, "deadlocks" | "retries"> {
  const everything = [...warmUp, ...counted];
  const answers = sum(everything, (report) => sumOf(report.allStatuses));
  const accepted = sum(everything, (report) => report.allStatuses["201"] ?? 0);
  const refused = sum(everything, (report) => report.allStatuses["409"] ?? 0);
  const failures = sum(everything, (report) => report.failures);
  return {
    requests: answers + failures,
    accepted,
    refused,
    failed: answers - accepted - refused + failures,
    doubleBookings: judgement.doubleBookings,
    falseSoldOuts: refused,
    lost: Math.max(0, accepted - judgement.reservations),
    bookingsPerSecond: sum(counted, (report) => (report.statuses["201"] ?? 0) / report.seconds),
    p50: mean(counted, (report) => report.latency.p50),
    p99: Math.max(...counted.map((report) => report.latency.p99)),
    losersKnow: undefined,
    outOfOrder: undefined,
  };
}

function sum(reports: readonly LoadReport[], count: (report: LoadReport) => number): number {
  return reports.reduce((total, report) => total + count(report), 0);
}

function mean(reports: readonly LoadReport[], value: (report: LoadReport) => number): number {
  return sum(reports, value) / reports.length;
}

function sumOf(statuses: Readonly<Record<string, number>>): number {
  return Object.values(statuses).reduce((total, count) => total + count, 0);
}

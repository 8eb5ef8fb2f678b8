import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import type { LoadReport } from "../load/closed_loop.ts";
import { cpuOf, cpuOfFamily, parentOf } from "./cpu_time.ts";
import type { CpuMs } from "./cpu_time.ts";
import type { AtWork, Contender, ContenderKind } from "./contenders.ts";
import { memoryOf } from "./memory.ts";
import type { Megabytes } from "./memory.ts";
import type { Measured } from "./statistics.ts";
import { judge } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";
import { copyWorld } from "./worlds.ts";
import type { BenchScenario } from "./scenarios.ts";

/** How long and how hard a run is. */
export interface RunLength {
  readonly connections: number;
  readonly seconds: number;
  /** How long the same kind of bookings is made before, until V8 has compiled what is hot. */
  readonly warmUpSeconds: Readonly<Record<ContenderKind, number>>;
}

/** One run of one contender. Latencies in milliseconds. */
export interface RunResult extends Measured {
  readonly contender: string;
  readonly kind: ContenderKind;
  readonly report: LoadReport;
  readonly verdict: Verdict;
}

/** No contender books so many in a run; it only bounds the load. */
export const MAX_REQUESTS = 1_000_000;
/** The status that says booked. */
export const BOOKED = "201";
/** The client is a new process for every load, and without HTTP it is the one that has something to compile. */
export const CLIENT_WARM_UP_SECONDS: Readonly<Record<ContenderKind, number>> = {
  engine: 1,
  baseline: 1,
  "raw limit": 4,
};

/** Runs one contender on a fresh copy of the world and checks afterwards what the database says about it. */
export async function runOnce(
  server: Database,
  scenario: BenchScenario,
  contender: Contender,
  length: RunLength,
  seed: number,
): Promise<RunResult> {
  const url = await copyWorld(server, scenario.template, "bench_run");
  const working = await contender.start(url);
  const { warm, report, use } = await loaded(server, working, scenario, contender.kind, length, seed);
  const booked = (warm.allStatuses[BOOKED] ?? 0) + (report.allStatuses[BOOKED] ?? 0);
  const verdict = await judgeDatabase(url, booked, warm.failures + report.failures);
  const all = report.allStatuses[scenario.counted] ?? 0;
  const counted = report.statuses[scenario.counted] ?? 0;
  return {
    contender: contender.name,
    kind: contender.kind,
    rate: report.seconds === 0 ? 0 : counted / report.seconds,
    p50: report.latency.p50,
    p99: report.latency.p99,
    apiMicroseconds: (1000 * use.api) / all,
    databaseMicroseconds: (1000 * use.database) / all,
    apiMegabytes: use.apiMegabytes,
    report,
    verdict,
  };
}

/** The most memory that one of the processes ever had; NaN of none. */
export async function peakOf(pids: readonly number[]): Promise<Megabytes> {
  const memories = await Promise.all(pids.map(memoryOf));
  return memories.length === 0 ? Number.NaN : Math.max(...memories.map(({ peak }) => peak));
}

/** CPU time used during the load, in milliseconds, and memory. */
interface Use {
  readonly api: CpuMs;
  readonly database: CpuMs;
  readonly apiMegabytes: Megabytes;
}

interface Loaded {
  readonly warm: LoadReport;
  readonly report: LoadReport;
  readonly use: Use;
}

// First as long as a program needs to be compiled by V8 where it is hot; a server that runs for days is not measured by
// its first seconds.
async function loaded(
  server: Database,
  working: AtWork,
  scenario: BenchScenario,
  kind: ContenderKind,
  { connections, seconds, warmUpSeconds }: RunLength,
  seed: number,
): Promise<Loaded> {
  const base = { connections, maxRequests: MAX_REQUESTS, seed };
  try {
    const warmUp = { ...base, scenario: scenario.warmUp, keyPrefix: "warm", warmUpSeconds: 0 };
    const warm = await working.load({ ...warmUp, seconds: warmUpSeconds[kind] });
    const before = await useOf(server, working);
    const plan = { ...base, scenario: scenario.scenario, keyPrefix: "bench", seconds };
    const report = await working.load({ ...plan, warmUpSeconds: CLIENT_WARM_UP_SECONDS[kind] });
    const after = await useOf(server, working);
    const use = { ...after, api: after.api - before.api, database: after.database - before.database };
    return { warm, report, use };
  } finally {
    await working.stop();
  }
}

async function useOf(server: Database, { pids }: AtWork): Promise<Use> {
  const { rows } = await server.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const postmaster = (await parentOf(rows[0]?.pid ?? 0)) ?? 0;
  const times = await Promise.all(pids.map(cpuOf));
  return {
    api: pids.length === 0 ? Number.NaN : times.reduce((sum, time) => sum + time, 0),
    database: await cpuOfFamily(postmaster),
    apiMegabytes: await peakOf(pids),
  };
}

async function judgeDatabase(url: string, accepted: number, unanswered: number): Promise<Verdict> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    return await judge(database.pool, accepted, unanswered);
  } finally {
    await database.close();
  }
}

import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import type { LoadReport } from "../load/closed_loop.ts";
import { runLoadProcess } from "../load/load_process.ts";
import { cpuOf, cpuOfFamily, parentOf } from "./cpu_time.ts";
import type { CpuMs } from "./cpu_time.ts";
import type { Serving } from "../servers/engine_process.ts";
import type { Contender } from "./contenders.ts";
import type { Measured } from "./statistics.ts";
import { judge } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";
import { copyWorld } from "./worlds.ts";
import type { BenchScenario } from "./worlds.ts";

/** How long and how hard a run is. */
export interface RunLength {
  readonly connections: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** One run of one contender. Latencies in milliseconds. */
export interface RunResult extends Measured {
  readonly contender: string;
  readonly report: LoadReport;
  readonly verdict: Verdict;
}

/** No contender books so many in a run; it only bounds the load. */
const MAX_REQUESTS = 1_000_000;
const BOOKED = "201";
/** The load client is a new process for every load. */
const CLIENT_WARM_UP_SECONDS = 1;

/** Runs one contender on a fresh copy of the world and checks afterwards what the database says about it. */
export async function runOnce(
  server: Database,
  scenario: BenchScenario,
  contender: Contender,
  length: RunLength,
  seed: number,
): Promise<RunResult> {
  const url = await copyWorld(server, scenario.template, "bench_run");
  const serving = await contender.start(url);
  const { warm, report, cpu } = await loaded(server, serving, scenario, length, seed);
  const accepted = report.allStatuses[BOOKED] ?? 0;
  const before = warm.allStatuses[BOOKED] ?? 0;
  const verdict = await judgeDatabase(url, before + accepted, warm.failures + report.failures);
  const bookings = report.statuses[BOOKED] ?? 0;
  return {
    contender: contender.name,
    bookingsPerSecond: report.seconds === 0 ? 0 : bookings / report.seconds,
    p50: report.latency.p50,
    p99: report.latency.p99,
    apiMicroseconds: (1000 * cpu.api) / accepted,
    databaseMicroseconds: (1000 * cpu.database) / accepted,
    report,
    verdict,
  };
}

/** CPU time used during the load, in milliseconds. */
interface CpuUse {
  readonly api: CpuMs;
  readonly database: CpuMs;
}

interface Loaded {
  readonly warm: LoadReport;
  readonly report: LoadReport;
  readonly cpu: CpuUse;
}

// First as long as a program needs to be compiled by V8 where it is hot; a server that runs for days is not measured by
// its first seconds.
async function loaded(
  server: Database,
  serving: Serving,
  scenario: BenchScenario,
  { connections, seconds, warmUpSeconds }: RunLength,
  seed: number,
): Promise<Loaded> {
  const { port } = serving;
  const base = { port, connections, maxRequests: MAX_REQUESTS, seed };
  try {
    const warmUp = { ...base, scenario: scenario.warmUp, keyPrefix: "warm", warmUpSeconds: 0, seconds: warmUpSeconds };
    const warm = await runLoadProcess(warmUp);
    const before = await cpuUse(server, serving);
    const plan = { ...base, scenario: scenario.scenario, keyPrefix: "bench", warmUpSeconds: CLIENT_WARM_UP_SECONDS };
    const report = await runLoadProcess({ ...plan, seconds });
    const after = await cpuUse(server, serving);
    return { warm, report, cpu: { api: after.api - before.api, database: after.database - before.database } };
  } finally {
    await serving.stop();
  }
}

async function cpuUse(server: Database, serving: Serving): Promise<CpuUse> {
  const { rows } = await server.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const postmaster = (await parentOf(rows[0]?.pid ?? 0)) ?? 0;
  return { api: await cpuOf(serving.pid), database: await cpuOfFamily(postmaster) };
}

async function judgeDatabase(url: string, accepted: number, unanswered: number): Promise<Verdict> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    return await judge(database.pool, accepted, unanswered);
  } finally {
    await database.close();
  }
}

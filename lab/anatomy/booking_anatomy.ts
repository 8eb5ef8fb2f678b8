import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { engine } from "../bench/contenders.ts";
import type { BenchScenario } from "../bench/scenarios.ts";
import { copyWorld } from "../bench/worlds.ts";
import { partOf } from "./parts.ts";
import { timeByPart, type CpuProfile, type Span } from "./profile.ts";
import { costliestStatements, countStatements, type StatementCost } from "./statements.ts";

/** Where the time of the answers of one scenario went. */
export interface Anatomy {
  readonly scenario: string;
  /** Answers that were looked at: bookings, or refusals. */
  readonly answers: number;
  readonly perSecond: number;
  /** Time of the API process's main thread by part, in microseconds for each answer. */
  readonly parts: ReadonlyMap<string, number>;
  readonly statements: readonly StatementCost[];
}

/** How long the engine is warmed and then looked at, in seconds. */
export interface AnatomyLength {
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

const CONNECTIONS = 64;
const MAX_REQUESTS = 1_000_000;
const MOST_STATEMENTS = 12;

/** Puts the load of a scenario on one process of the engine while it is profiled and its statements are counted. */
export async function anatomyOf(server: Database, scenario: BenchScenario, length: AnatomyLength): Promise<Anatomy> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-anatomy-"));
  const url = await copyWorld(server, scenario.template, "bench_run");
  const database = openDatabase({ url, poolSize: 1 });
  try {
    const seen = await underLoad(database, url, scenario, folder, length);
    const { answers } = seen;
    const perAnswer = (times: ReadonlyMap<string, number>): Map<string, number> =>
      new Map([...times].map(([part, time]) => [part, time / answers]));
    const parts = perAnswer(timeByPart(await readProfile(folder), seen.span, partOf));
    return { ...seen, scenario: scenario.name, parts, perSecond: answers / length.seconds };
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface UnderLoad {
  readonly answers: number;
  readonly span: Span;
  readonly statements: readonly StatementCost[];
}

async function underLoad(
  database: Database,
  url: string,
  { scenario, warmUp, counted }: BenchScenario,
  folder: string,
  { warmUpSeconds, seconds }: AnatomyLength,
): Promise<UnderLoad> {
  const working = await engine(1, ["--cpu-prof", `--cpu-prof-dir=${folder}`]).start(url);
  const base = { connections: CONNECTIONS, maxRequests: MAX_REQUESTS, seed: 1, warmUpSeconds: 0 };
  try {
    await working.load({ ...base, scenario: warmUp, keyPrefix: "warm", seconds: warmUpSeconds });
    await countStatements(database.pool);
    const from = microseconds();
    const report = await working.load({ ...base, scenario, keyPrefix: "anatomy", seconds });
    const span = { from, to: microseconds() };
    const statements = await costliestStatements(database.pool, MOST_STATEMENTS);
    return { answers: report.allStatuses[counted] ?? 0, span, statements };
  } finally {
    await working.stop();
  }
}

function microseconds(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

// Written by Node when the process ends in order.
async function readProfile(folder: string): Promise<CpuProfile> {
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile"));
  if (file === undefined) throw new Error("the API process has left no profile");
  return JSON.parse(await readFile(join(folder, file), "utf8")) as CpuProfile;
}

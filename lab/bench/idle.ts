import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import type { LoadReport } from "../load/closed_loop.ts";
import { RAW_LIMIT, rawLimit, type AtWork, type Contender } from "./contenders.ts";
import { BOOKED, CLIENT_WARM_UP_SECONDS, MAX_REQUESTS, type RunLength } from "./one_run.ts";
import type { BenchScenario } from "./scenarios.ts";
import { median } from "./statistics.ts";
import { judge } from "./verdict.ts";
import { copyWorld } from "./worlds.ts";

/** What one booking takes when nobody else asks for anything. Medians of the turns, in milliseconds. */
export interface IdleResult {
  readonly engine: IdleLatency;
  /** The same booking as one prepared call of the function on one connection. */
  readonly bareSql: IdleLatency;
  readonly faults: readonly string[];
}

/** Medians over the turns of the latencies of one client. */
export interface IdleLatency {
  readonly p50: number;
  readonly p99: number;
}

/** How often each is asked in turn, and for how long each time. */
export interface IdlePlan {
  readonly turns: number;
  readonly seconds: number;
  /** The engine is warmed by as many clients and for as long as elsewhere. */
  readonly length: RunLength;
}

/** One client books one room at a time: through the engine over HTTP and by bare SQL, by turns in one database. */
export async function benchIdle(
  server: Database,
  scenario: BenchScenario,
  engine: Contender,
  { turns, seconds, length }: IdlePlan,
): Promise<IdleResult> {
  const url = await copyWorld(server, scenario.template, "bench_run");
  const working = await engine.start(url);
  const bare = await rawLimit.ofSize(1).start(url);
  try {
    const warm = await working.load(planOf(scenario, length.connections, length.warmUpSeconds.engine, 0, "warm"));
    const turn = (place: AtWork, contender: Contender, index: number): Promise<LoadReport> => {
      const warmUp = CLIENT_WARM_UP_SECONDS[contender.kind];
      return place.load(planOf(scenario, 1, seconds, warmUp, `${contender.kind}-${index}`.replace(" ", "-")));
    };
    const [overHttp, called]: [LoadReport[], LoadReport[]] = [[], []];
    for (let index = 0; index < turns; index += 1) {
      overHttp.push(await turn(working, engine, index));
      called.push(await turn(bare, rawLimit.ofSize(1), index));
    }
    const faults = await faultsOf(url, [warm, ...overHttp, ...called]);
    return { engine: latencyOf(overHttp), bareSql: latencyOf(called), faults };
  } finally {
    await bare.stop();
    await working.stop();
  }
}

function planOf(
  { scenario }: BenchScenario,
  connections: number,
  seconds: number,
  warmUpSeconds: number,
  keyPrefix: string,
): Parameters<AtWork["load"]>[0] {
  return { scenario, connections, seconds, warmUpSeconds, keyPrefix, maxRequests: MAX_REQUESTS, seed: seconds };
}

function latencyOf(reports: readonly LoadReport[]): IdleLatency {
  return {
    p50: median(reports.map(({ latency }) => latency.p50)),
    p99: median(reports.map(({ latency }) => latency.p99)),
  };
}

async function faultsOf(url: string, reports: readonly LoadReport[]): Promise<string[]> {
  const booked = reports.reduce((sum, { allStatuses }) => sum + (allStatuses[BOOKED] ?? 0), 0);
  const unanswered = reports.reduce((sum, { failures }) => sum + failures, 0);
  const database = openDatabase({ url, poolSize: 1 });
  try {
    const { faults } = await judge(database.pool, booked, unanswered);
    return faults.map((fault) => `engine and ${RAW_LIMIT}: ${fault}`);
  } finally {
    await database.close();
  }
}

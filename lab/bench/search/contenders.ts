import { startNode } from "../../servers/child.ts";
import { startEngine, type Serving } from "../../servers/engine_process.ts";
import { availabilityPathOf, pathOf, type SearchAsk } from "./asks.ts";
import type { BaselineName } from "./baselines/baseline.ts";
import type { SearchWorldPlan } from "./world/plan.ts";

/** Something that answers searches over HTTP, as a process of its own. */
export interface SearchContender extends Serving {
  readonly name: string;
  /** Further processes of the same, which share a load with this one. */
  readonly others: readonly Serving[];
  readonly isEngine: boolean;
  /** From the start of the process until it was ready. */
  readonly readySeconds: number;
  /** The path of a GET; undefined for what it cannot be asked. */
  pathOf(ask: SearchAsk): string | undefined;
}

/** So much the index of a large world may take to be built before the bench gives up. */
const READY_WAIT_MS = 20 * 60_000;
const NOT_FOUND = 404;

/** Starts the engine as it is shipped, without rate limits and demo data. */
export async function startSearchEngine(databaseUrl: string, plan: SearchWorldPlan): Promise<SearchContender> {
  const started = performance.now();
  const serving = await startEngine(databaseUrl, { HORIZON_DAYS: String(plan.nights) }, [], READY_WAIT_MS);
  const readySeconds = (performance.now() - started) / 1000;
  const knows = async (path: string): Promise<boolean> => (await statusOf(serving.port, path)) !== NOT_FOUND;
  const [search, calendar] = [await knows("/v1/search"), await knows("/v1/search/calendar")];
  const askedBy = (ask: SearchAsk): string | undefined => {
    if (ask.kind === "calendar") return calendar ? pathOf(ask) : undefined;
    return search ? pathOf(ask) : availabilityPathOf(ask);
  };
  return { ...serving, name: "engine", others: [], isEngine: true, readySeconds, pathOf: askedBy };
}

/** Engines that share one load, as nodes behind a load balancer do. Whoever started them ends them. */
export function together([first, ...others]: readonly [SearchContender, ...SearchContender[]]): SearchContender {
  return { ...first, name: `engine, ${others.length + 1} processes`, others };
}

/** Starts a baseline; resolves when it answers. */
export async function startBaseline(
  databaseUrl: string,
  redisUrl: string | undefined,
  name: BaselineName,
  connections: number,
): Promise<SearchContender> {
  const started = performance.now();
  const env = { DATABASE_URL: databaseUrl, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) };
  const child = startNode(["lab/bench/search/baselines/main.ts", name, String(connections)], env);
  const port = Number(await child.nextLine());
  if (!(port > 0)) {
    await child.stop();
    throw new Error(`the baseline ${name} did not start`);
  }
  const readySeconds = (performance.now() - started) / 1000;
  const serving = { port, pid: child.process.pid ?? 0, stop: () => child.stop() };
  return { ...serving, name, others: [], isEngine: false, readySeconds, pathOf };
}

/** A route that is there refuses a question without anything in it; of one that is not, nothing is known. */
async function statusOf(port: number, path: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(30_000) });
  await answer.arrayBuffer();
  return answer.status;
}

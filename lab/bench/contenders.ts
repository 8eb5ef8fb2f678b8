import { openDatabase } from "../../hotel/database/database.ts";
import type { LoadReport } from "../load/closed_loop.ts";
import { runLoadProcess } from "../load/load_process.ts";
import type { LoadPlan } from "../load/main.ts";
import { runNode } from "../servers/child.ts";
import { startEngine } from "../servers/engine_process.ts";
import { startSeveral } from "../servers/several.ts";
import type { ServingTogether } from "../servers/several.ts";
import { startStrategy } from "../servers/strategy_process.ts";
import { perRequest, installStrategy, strategyNamed } from "../strategies/strategies.ts";
import type { RawPlan } from "./raw_calls.ts";
import { NIGHTS_ON_SALE } from "./worlds.ts";

/** The engine, a strategy that it is measured against, or the database with nothing in front of it. */
export type ContenderKind = "engine" | "baseline" | "raw limit";

/** Something that books rooms. */
export interface Contender {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Starts it on a database, as processes of its own; resolves when it answers. */
  start(databaseUrl: string): Promise<AtWork>;
}

/** A contender at work. */
export interface AtWork {
  /** On 127.0.0.1, one for each API process; none of what is called without HTTP. */
  readonly ports: readonly number[];
  /** Its API processes. */
  readonly pids: readonly number[];
  /** Puts a load on it, from a process of its own. */
  load(plan: Omit<LoadPlan, "ports">): Promise<LoadReport>;
  stop(): Promise<void>;
}

/** A contender that is as good as the number of its connections lets it be. */
export interface SizedContender {
  readonly name: string;
  readonly kind: ContenderKind;
  /** The same on so many connections to the database. */
  ofSize(connections: number): Contender;
}

/** The engine as it is shipped, in so many processes, without rate limits and demo data; `nodeOptions` such as `--cpu-prof`. */
export function engine(processes: number, nodeOptions: readonly string[] = []): Contender {
  // The world has its nights: the horizon is set so that none is added at the start.
  const settings = { HORIZON_DAYS: String(NIGHTS_ON_SALE - 2) };
  return {
    name: processes === 1 ? "engine" : `engine x ${processes}`,
    kind: "engine",
    start: async (databaseUrl) =>
      overHttp(await startSeveral(processes, () => startEngine(databaseUrl, settings, nodeOptions))),
  };
}

/** The strategies that decide each request by itself. */
export function baselines(): SizedContender[] {
  return perRequest.map(({ name }) => ({
    name,
    kind: "baseline",
    ofSize: (connections) => baseline(name, connections),
  }));
}

/** The name of the row of the {@link rawLimit}. */
export const RAW_LIMIT = "raw limit";

/**
 * What the database gives when nothing stands before it: one prepared call of the function of the third baseline for each
 * booking, in a closed loop, a connection for each client. `ofSize`: so many of them.
 */
export const rawLimit: SizedContender = {
  name: RAW_LIMIT,
  kind: "raw limit",
  ofSize: (clients) => ({ name: RAW_LIMIT, kind: "raw limit", start: (url) => Promise.resolve(rawAt(url, clients)) }),
};

function baseline(name: string, connections: number): Contender {
  return {
    name,
    kind: "baseline",
    start: async (databaseUrl) => {
      await installOn(databaseUrl, name);
      return overHttp(await startSeveral(1, () => startStrategy(databaseUrl, name, connections)));
    },
  };
}

function overHttp(serving: ServingTogether): AtWork {
  return { ...serving, load: (plan) => runLoadProcess({ ...plan, ports: serving.ports }) };
}

function rawAt(databaseUrl: string, connections: number): AtWork {
  const load = (plan: RawPlan): Promise<LoadReport> => {
    const called: RawPlan = { ...plan, connections };
    return runNode<LoadReport>(["lab/bench/raw_calls.ts", JSON.stringify(called)], { DATABASE_URL: databaseUrl });
  };
  return { ports: [], pids: [], load, stop: () => Promise.resolve() };
}

async function installOn(databaseUrl: string, name: string): Promise<void> {
  const database = openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    await installStrategy(database.pool, strategyNamed(name));
  } finally {
    await database.close();
  }
}

import { openDatabase } from "../../hotel/database/database.ts";
import { baselines, installStrategy, strategyNamed } from "../strategies/strategies.ts";
import { startEngine } from "../servers/engine_process.ts";
import type { Serving } from "../servers/engine_process.ts";
import { startStrategy } from "../servers/strategy_process.ts";
import { NIGHTS_ON_SALE } from "./worlds.ts";

/** Something that serves `POST /v1/reservations`. */
export interface Contender {
  readonly name: string;
  /** Starts it as a process of its own on a database; resolves when it answers. */
  start(databaseUrl: string): Promise<Serving>;
}

/** The engine as it is shipped, without rate limits and demo data; `nodeOptions` such as `--cpu-prof`. */
export function engine(nodeOptions: readonly string[] = []): Contender {
  // The world has its nights: the horizon is set so that none is added at the start.
  const settings = { HORIZON_DAYS: String(NIGHTS_ON_SALE - 2) };
  return { name: "engine", start: (databaseUrl) => startEngine(databaseUrl, settings, nodeOptions) };
}

/** A baseline on a pool of so many connections. */
export function baseline(name: string, poolSize: number): Contender {
  return {
    name,
    start: async (databaseUrl) => {
      await installOn(databaseUrl, name);
      return startStrategy(databaseUrl, name, poolSize);
    },
  };
}

async function installOn(databaseUrl: string, name: string): Promise<void> {
  const database = openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    await installStrategy(database.pool, strategyNamed(name));
  } finally {
    await database.close();
  }
}

/** Whether a contender of this name is one of the baselines. */
export function isBaseline(name: string): boolean {
  return baselines.some((each) => each.name === name);
}

import { startEngine } from "../servers/engine_process.ts";
import type { Serving } from "../servers/engine_process.ts";
import { startSeveral } from "../servers/several.ts";
import { startStrategy } from "../servers/strategy_process.ts";
import { strategies } from "../strategies/strategies.ts";
import type { Places, Service, Strategy, Tally } from "../strategies/strategy.ts";

/** One way to sell rooms, as so many API processes on one database. */
export interface Contender {
  readonly name: string;
  /** What has to be done to the database first; undefined for the engine, which is taken as it is. */
  readonly strategy: Strategy | undefined;
  readonly processes: number;
}

/** A contender at work. */
export interface AtWork {
  /** On 127.0.0.1, one for each process. */
  readonly ports: readonly number[];
  /** How often the processes together had to try again. */
  retries(): Promise<number>;
  stop(): Promise<void>;
}

/** Those of which two processes show something that one does not: what they rely on lives in the process. */
const ALSO_AS_TWO = new Set(["mutex", "engine"]);
/** Connections of all processes of a contender together: as many as guests, so that a race has room to happen. */
const CONNECTIONS = 48;

/** Every strategy and the engine, from the most naive on. */
export const contenders: readonly Contender[] = [
  ...strategies.flatMap((strategy) => inProcesses(strategy.name, strategy)),
  ...inProcesses("engine", undefined),
];

/** The service that a contender needs and that does not run; undefined when it can start. */
export function missingService({ strategy }: Contender, services: Places["services"]): Service | undefined {
  const needed = strategy?.needs;
  return needed === undefined || services[needed] !== undefined ? undefined : needed;
}

/** Starts a contender on a database that was made ready for it; `days` are the nights on sale there. */
export async function startContender(
  { strategy, processes }: Contender,
  databaseUrl: string,
  services: Places["services"],
  days: number,
): Promise<AtWork> {
  const start = (): Promise<Serving> => {
    if (strategy !== undefined) {
      return startStrategy(databaseUrl, strategy.name, Math.floor(CONNECTIONS / processes), services);
    }
    // The world has its nights: the horizon is set so that none is added at the start.
    return startEngine(databaseUrl, { HORIZON_DAYS: String(days - 2) });
  };
  const serving = await startSeveral(processes, start);
  const { ports } = serving;
  const retries = (): Promise<number> => (strategy === undefined ? repeatedBatches(ports) : retriesOf(ports));
  return { ports, retries, stop: () => serving.stop() };
}

function inProcesses(name: string, strategy: Strategy | undefined): Contender[] {
  const one = { name, strategy, processes: 1 };
  return ALSO_AS_TWO.has(name) ? [one, { name: `${name}, two processes`, strategy, processes: 2 }] : [one];
}

async function retriesOf(ports: readonly number[]): Promise<number> {
  const tallies = await Promise.all(ports.map(async (port) => JSON.parse(await read(port, "/lab/tally")) as Tally));
  return tallies.reduce((sum, { retries }) => sum + retries, 0);
}

const FAILURES = /^lastroom_admission_batch_failures_total\{.*\} (\d+)$/gm;

async function repeatedBatches(ports: readonly number[]): Promise<number> {
  const pages = await Promise.all(ports.map((port) => read(port, "/metrics")));
  const counts = pages.flatMap((page) => [...page.matchAll(FAILURES)].map(([, count]) => Number(count)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function read(port: number, path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5_000) });
  return answer.text();
}

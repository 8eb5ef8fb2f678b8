import { availableParallelism } from "node:os";
import type { Database } from "../../../hotel/database/database.ts";
import { seeded } from "../../load/random.ts";
import { parentOf } from "../cpu_time.ts";
import { describeMachine } from "../machine.ts";
import { drawAsk, type NightsOnSale } from "./asks.ts";
import { putSearchIndex, startBaselines } from "./baselines/start_baselines.ts";
import { byHotels, readCities, readNightsOnSale, type ChosenCities } from "./cities.ts";
import { runClosed, type ClosedLength, type ClosedResult } from "./closed.ts";
import { startSearchEngine, together, type SearchContender } from "./contenders.ts";
import { memoryOfEngine } from "./engine_memory.ts";
import { findFreeStays } from "./free_stays.ts";
import { runOpenSearch } from "./load/load_process.ts";
import type { OpenReport } from "./load/open_loop.ts";
import { keepTasksQuiet } from "./quiet.ts";
import { searchTargets, type SearchBenchResult } from "./result.ts";
import { searchScenarios } from "./scenarios.ts";
import { measureStaleness, type StalenessResult } from "./staleness.ts";
import { verifyAnswers, type VerifyResult } from "./verify.ts";
import type { StandingWorld } from "./world/kept_world.ts";

/** The parts of a bench, as `--part` names them. */
export const PARTS = ["closed", "verify", "open", "staleness"] as const;
export type Part = (typeof PARTS)[number];

/** What is to be measured. */
export interface SearchBenchOrder {
  readonly parts: ReadonlySet<Part>;
  /** One scenario of the closed loop only. */
  readonly only: string | undefined;
  readonly withRedis: boolean;
  readonly closed: ClosedLength;
  readonly open: {
    readonly seconds: number;
    readonly warmUpSeconds: number;
    readonly searchesPerSecond: number;
    readonly bookingsPerSecond: number;
  };
  readonly staleBookings: number;
  readonly questions: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

type Compared = Pick<SearchBenchResult, "closed" | "verified" | "redis">;

const NOT_COMPARED: Compared = { closed: [], verified: undefined, redis: undefined };
const MOST_PROCESSES = 4;
/** More stays than bookings are asked for, and a few besides. */
const SPARE_STAYS = 50;

/** Measures everything that is ordered on a world, one thing after the other. */
export async function measureSearch(
  database: Database,
  world: StandingWorld,
  folder: string,
  order: SearchBenchOrder,
): Promise<SearchBenchResult> {
  const giveBack = await keepTasksQuiet(database);
  const measuring = new Measuring(database, world, order);
  try {
    const machine = await describeMachine(database.pool, folder);
    const measured = { machine, world, ...(await measuring.run()) };
    return { ...measured, targets: searchTargets(measured) };
  } finally {
    await measuring.stop();
    await giveBack();
  }
}

class Measuring {
  readonly #database: Database;
  readonly #world: StandingWorld;
  readonly #order: SearchBenchOrder;
  readonly #engines: SearchContender[] = [];

  constructor(database: Database, world: StandingWorld, order: SearchBenchOrder) {
    this.#database = database;
    this.#world = world;
    this.#order = order;
  }

  // First what reads, on a state that nobody changes; then the index for searches is taken away, which bookings would pay for.
  async run(): Promise<Omit<SearchBenchResult, "machine" | "world" | "targets">> {
    const { parts, say } = this.#order;
    const cities = await readCities(this.#database.pool);
    const on = await readNightsOnSale(this.#database.pool);
    const isCompared = parts.has("closed") || parts.has("verify");
    if (isCompared) say("makes the index for searches of one SQL baseline, if it is not there");
    await putSearchIndex(this.#database, isCompared);
    const engine = await this.#engine(0);
    const memory = await memoryOfEngine(engine);
    say(`engine ready after ${engine.readySeconds.toFixed(1)} s`);
    const compared = isCompared ? await this.#compare(cities, on, engine) : NOT_COMPARED;
    await putSearchIndex(this.#database, false);
    const open = parts.has("open") ? await this.#open(cities, on, engine) : undefined;
    const staleness = parts.has("staleness") ? await this.#staleness(cities, on, engine) : undefined;
    return { readySeconds: engine.readySeconds, memory, ...compared, open, staleness };
  }

  /** Ends the engines. */
  async stop(): Promise<void> {
    for (const engine of this.#engines) await engine.stop();
  }

  /** The first, second or a later process of the engine; started when it is first wanted. */
  async #engine(number: number): Promise<SearchContender> {
    const url = this.#database.connection.connectionString ?? "";
    return (this.#engines[number] ??= await startSearchEngine(url, this.#world.plan));
  }

  async #engineOnAllCores(first: SearchContender): Promise<SearchContender> {
    const others: SearchContender[] = [];
    for (let number = 1; number < processesOfEngine(); number += 1) others.push(await this.#engine(number));
    return together([first, ...others]);
  }

  async #compare(cities: ChosenCities, on: NightsOnSale, engine: SearchContender): Promise<Compared> {
    const { parts, withRedis, say } = this.#order;
    // Redis takes minutes to be filled: not when nobody would ask it.
    const isAsked = parts.has("closed") || !isAskable(engine, on);
    const hotels = this.#world.plan.hotels;
    const baselines = await startBaselines(this.#database, hotels, withRedis && isAsked, say);
    const { contenders, redis } = baselines;
    try {
      const closed = parts.has("closed") ? await this.#closed(cities, on, engine, contenders) : [];
      const verified = parts.has("verify") ? await this.#verify(cities, on, engine, contenders) : undefined;
      return { closed, verified, redis };
    } finally {
      await baselines.stop();
    }
  }

  async #closed(
    cities: ChosenCities,
    on: NightsOnSale,
    engine: SearchContender,
    baselines: readonly SearchContender[],
  ): Promise<ClosedResult[]> {
    const contenders = [engine, await this.#engineOnAllCores(engine), ...baselines];
    const { closed, seed, say, only } = this.#order;
    const scenarios = searchScenarios(cities, on, seed).filter(({ name }) => only === undefined || name === only);
    const { rows } = await this.#database.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const postmaster = (await parentOf(rows[0]?.pid ?? 0)) ?? 0;
    const results: ClosedResult[] = [];
    for (const scenario of scenarios) results.push(await runClosed(scenario, contenders, postmaster, closed, say));
    return results;
  }

  // An engine that cannot be asked all of it is left out: then the baselines are compared with each other.
  #verify(
    cities: ChosenCities,
    on: NightsOnSale,
    engine: SearchContender,
    contenders: readonly SearchContender[],
  ): Promise<VerifyResult> | undefined {
    const { questions, seed, say } = this.#order;
    const [sql, redis] = ["sql", "redis"].map((wanted) => contenders.find(({ name }) => name === wanted));
    const one = isAskable(engine, on) ? engine : redis;
    if (one === undefined || sql === undefined) return undefined;
    say(`verify: ${questions} questions to ${one.name} and ${sql.name}`);
    return verifyAnswers(one, sql, byHotels(cities.all), on, { questions, seed: seed + 1 });
  }

  async #open(cities: ChosenCities, on: NightsOnSale, engine: SearchContender): Promise<OpenReport> {
    const { open, seed, say } = this.#order;
    const draw = seeded(seed + 2);
    const places = byHotels(cities.all);
    const asks = Array.from({ length: 5_000 }, () => drawAsk("city", places, on, draw));
    const seconds = open.seconds + open.warmUpSeconds;
    const count = Math.ceil(open.bookingsPerSecond * seconds) + SPARE_STAYS;
    const wish = { count, seed: Date.now() % 1_000_000, keyPrefix: `open-${Date.now()}` };
    const bookings = await findFreeStays(this.#database.pool, this.#world.plan, on, wish);
    say(
      `open loop: ${open.searchesPerSecond} searches/s and ${open.bookingsPerSecond} bookings/s for ${open.seconds} s`,
    );
    return runOpenSearch({
      ...open,
      port: engine.port,
      paths: asks.flatMap((ask) => engine.pathOf(ask) ?? []),
      bookings,
    });
  }

  async #staleness(cities: ChosenCities, on: NightsOnSale, engine: SearchContender): Promise<StalenessResult> {
    const { staleBookings, say } = this.#order;
    const other = await this.#engine(1);
    say(`staleness: ${staleBookings} bookings`);
    return measureStaleness([engine, other], cities.all, on, staleBookings);
  }
}

/** One for each core, as PostgreSQL has one for each statement; no more than are of use on the machines of a lab. */
function processesOfEngine(): number {
  return Math.max(2, Math.min(MOST_PROCESSES, availableParallelism()));
}

/** Whether it can be asked for more than cities. */
function isAskable(engine: SearchContender, on: NightsOnSale): boolean {
  return engine.pathOf({ kind: "world", arrival: on.first, nights: 1, guests: 1 }) !== undefined;
}

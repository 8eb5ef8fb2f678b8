import { openClient, type Database } from "../../../hotel/database/database.ts";
import { startRedis } from "../../servers/redis_server.ts";
import { parentOf } from "../cpu_time.ts";
import { describeMachine } from "../machine.ts";
import type { NightsOnSale } from "./asks.ts";
import { BASELINES } from "./baselines/baseline.ts";
import { fillRedis } from "./baselines/fill_redis.ts";
import { DROP_SEARCH_INDEX, SEARCH_INDEX } from "./baselines/sql_statements.ts";
import { byHotels, readCities, readNightsOnSale, type ChosenCities } from "./cities.ts";
import { runClosed, type ClosedLength, type ClosedResult } from "./closed.ts";
import { startBaseline, startSearchEngine, type SearchContender } from "./contenders.ts";
import { memoryOfEngine } from "./engine_memory.ts";
import { findFreeStays } from "./free_stays.ts";
import { runOpenSearch } from "./load/load_process.ts";
import type { OpenReport } from "./load/open_loop.ts";
import { keepTasksQuiet } from "./quiet.ts";
import { searchTargets, type SearchBenchResult } from "./result.ts";
import { searchScenarios } from "./scenarios.ts";
import { seeded } from "../../load/random.ts";
import { drawAsk } from "./asks.ts";
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

/** Connections of the SQL baseline: more than the cores of a small machine only wait for each other. */
const SQL_CONNECTIONS = 4;
const LONG_STATEMENT_MS = 30 * 60_000;
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
  readonly #url: string;
  readonly #world: StandingWorld;
  readonly #order: SearchBenchOrder;
  readonly #stops: (() => Promise<void>)[] = [];

  constructor(database: Database, world: StandingWorld, order: SearchBenchOrder) {
    this.#database = database;
    this.#url = database.connection.connectionString ?? "";
    this.#world = world;
    this.#order = order;
  }

  // First what reads, on a state that nobody changes; then the index of the SQL is taken away, which bookings would pay for.
  async run(): Promise<Omit<SearchBenchResult, "machine" | "world" | "targets">> {
    const { parts, say } = this.#order;
    const cities = await readCities(this.#database.pool);
    const on = await readNightsOnSale(this.#database.pool);
    const isCompared = parts.has("closed") || parts.has("verify");
    await this.#index(isCompared);
    const engine = await this.#started(() => startSearchEngine(this.#url, this.#world.plan));
    const memory = await memoryOfEngine(engine);
    say(`engine ready after ${engine.readySeconds.toFixed(1)} s`);
    const { baselines, redis } = isCompared ? await this.#baselines() : { baselines: [], redis: undefined };
    const closed = parts.has("closed") ? await this.#closed(cities, on, [engine, ...baselines]) : [];
    const verified = parts.has("verify") ? await this.#verify(cities, on, engine, baselines) : undefined;
    if (isCompared) await this.#stopAll(baselines.length + (redis === undefined ? 0 : 1));
    await this.#index(false);
    const open = parts.has("open") ? await this.#open(cities, on, engine) : undefined;
    const staleness = parts.has("staleness") ? await this.#staleness(cities, on, engine) : undefined;
    return { readySeconds: engine.readySeconds, memory, redis, closed, open, staleness, verified };
  }

  /** Ends all that was started, the last one first. */
  stop(): Promise<void> {
    return this.#stopAll(this.#stops.length);
  }

  async #stopAll(count: number): Promise<void> {
    for (const stop of this.#stops.splice(this.#stops.length - count).toReversed()) await stop();
  }

  async #started(start: () => Promise<SearchContender>): Promise<SearchContender> {
    const contender = await start();
    this.#stops.push(() => contender.stop());
    return contender;
  }

  async #index(wanted: boolean): Promise<void> {
    await this.#withLongStatements(async (client) => {
      if (wanted) this.#order.say("makes the index of the SQL baseline, if it is not there");
      await client.query("SET maintenance_work_mem = '1GB'");
      await client.query(wanted ? SEARCH_INDEX : DROP_SEARCH_INDEX);
      // What was booked before is read from the table unless the pages are known to be seen by all.
      if (wanted) await client.query("VACUUM room_night");
    });
  }

  async #baselines(): Promise<{ baselines: SearchContender[]; redis: SearchBenchResult["redis"] }> {
    const server = this.#order.withRedis ? await startRedis() : undefined;
    if (server === undefined) this.#order.say("no redis-server: its design is left out");
    else this.#stops.push(() => server.stop());
    const redis = server === undefined ? undefined : await this.#fill(server.address);
    const names = BASELINES.filter((name) => server !== undefined || name === "sql");
    const baselines: SearchContender[] = [];
    for (const name of names) {
      baselines.push(await this.#started(() => startBaseline(this.#url, server?.address, name, SQL_CONNECTIONS)));
    }
    return { baselines, redis };
  }

  async #fill(address: string): Promise<NonNullable<SearchBenchResult["redis"]>> {
    const started = performance.now();
    const keys = await this.#withLongStatements((client) => fillRedis(client, address, this.#world.plan.hotels));
    const seconds = (performance.now() - started) / 1000;
    this.#order.say(`Redis has ${keys} keys after ${seconds.toFixed(0)} s`);
    return { keys, seconds };
  }

  async #closed(
    cities: ChosenCities,
    on: NightsOnSale,
    contenders: readonly SearchContender[],
  ): Promise<ClosedResult[]> {
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
    [sql, redis]: readonly SearchContender[],
  ): Promise<VerifyResult> | undefined {
    const { questions, seed, say } = this.#order;
    const isAskable = engine.pathOf({ kind: "world", arrival: on.first, nights: 1, guests: 1 }) !== undefined;
    const one = isAskable ? engine : redis;
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
    const other = await this.#started(() => startSearchEngine(this.#url, this.#world.plan));
    say(`staleness: ${staleBookings} bookings`);
    return measureStaleness([engine, other], cities.all, on, staleBookings);
  }

  async #withLongStatements<T>(work: (client: Awaited<ReturnType<typeof openClient>>) => Promise<T>): Promise<T> {
    const client = await openClient(this.#database, { statementTimeoutMs: LONG_STATEMENT_MS });
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

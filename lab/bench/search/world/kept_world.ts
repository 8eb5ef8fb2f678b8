import { existsSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { openClient, openDatabase, type Database } from "../../../../hotel/database/database.ts";
import { migrate } from "../../../../hotel/database/migrate.ts";
import { allowMovingClock, moveClock, readNow } from "../../../../hotel/events/clock.ts";
import { dropDatabase, urlOf } from "../../../../hotel/testing/databases.ts";
import { onOwnServer } from "../../../servers/own_server.ts";
import { buildSearchWorld } from "./build.ts";
import { choosePlaces, inventPlaces, readPlaces } from "./places.ts";
import type { SearchWorldPlan } from "./plan.ts";

/** A world that stands in a database, and what making it took. */
export interface StandingWorld {
  readonly plan: SearchWorldPlan;
  /** Where names and places are from. */
  readonly places: string;
  /** By the clock of the hotels. */
  readonly builtAt: string;
  readonly buildSeconds: number;
  readonly nightRows: number;
  /** Of the nights with their primary key, and of the whole database, in bytes. */
  readonly nightBytes: number;
  readonly databaseBytes: number;
}

/** Which world, and where. */
export interface WorldWish {
  readonly plan: SearchWorldPlan;
  /** Names and places; a folder with `hotels_geonames.csv.gz`. They are invented when there is none. */
  readonly data: string;
  /** Keeps the world to be used again; a temporary folder, removed at the end, unless told. */
  readonly folder: string | undefined;
}

const DATABASE = "search_world";
const BUILD_LIMIT_MS = 60 * 60_000;
/** Nothing is worth keeping of a world that is not finished. */
const WHILE_BUILDING = {
  wal_level: "minimal",
  max_wal_senders: "0",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_wal_size: "16GB",
  autovacuum: "off",
  shared_buffers: "1GB",
  max_parallel_maintenance_workers: "2",
};

/**
 * Does some work on a world, which is made before unless it stands in the folder already. The clock of its hotels goes on from the
 * moment at which it was made, so that a kept world does not age. `settings` are PostgreSQL's while the work is done.
 */
export async function onSearchWorld<T>(
  wish: WorldWish,
  settings: Readonly<Record<string, string>>,
  say: (line: string) => void,
  work: (database: Database, world: StandingWorld, folder: string) => Promise<T>,
): Promise<T> {
  const folder = wish.folder === undefined ? await mkdtemp(join(tmpdir(), "lastroom-world-")) : resolve(wish.folder);
  // Also when somebody interrupts it.
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (wish.folder === undefined) process.once("exit", remove);
  try {
    await onOwnServer((server) => ensureWorld(server, wish, say), { keptIn: folder, settings: WHILE_BUILDING });
    return await onOwnServer((server) => inWorld(server, folder, work), { keptIn: folder, settings });
  } finally {
    if (wish.folder === undefined) remove();
    process.off("exit", remove);
  }
}

async function inWorld<T>(
  server: Database,
  folder: string,
  work: (database: Database, world: StandingWorld, folder: string) => Promise<T>,
): Promise<T> {
  const database = openDatabase({ url: urlOf(server.connection.connectionString ?? "", DATABASE), poolSize: 4 });
  try {
    await migrate(database);
    const world = await readWorld(database);
    if (world === undefined) throw new Error("the world is gone");
    await moveClock(database, { to: new Date(world.builtAt) });
    return await work(database, world, folder);
  } finally {
    await database.close();
  }
}

async function ensureWorld(server: Database, wish: WorldWish, say: (line: string) => void): Promise<void> {
  const standing = await standingWorld(server);
  if (isDeepStrictEqual(standing?.plan, wish.plan)) return say("the world stands already");
  await dropDatabase(server, DATABASE);
  await server.pool.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8'`);
  const database = openDatabase({ url: urlOf(server.connection.connectionString ?? "", DATABASE), poolSize: 2 });
  try {
    await migrate(database);
    await allowMovingClock(database);
    await build(database, wish, say);
    // The pages must be on disk before the server is one that trusts them to be.
    const client = await openClient(database, { statementTimeoutMs: BUILD_LIMIT_MS });
    await client.query("CHECKPOINT");
    await client.end();
  } finally {
    await database.close();
  }
}

async function build(database: Database, { plan, data }: WorldWish, say: (line: string) => void): Promise<void> {
  const started = performance.now();
  const since = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  const file = join(data, "hotels_geonames.csv.gz");
  const isReal = existsSync(file);
  const all = isReal ? await readPlaces(file) : inventPlaces(plan.hotels, plan.seed);
  const places = choosePlaces(all, plan.hotels, plan.seed);
  const builtAt = await readNow(database.pool);
  const client = await openClient(database, { statementTimeoutMs: BUILD_LIMIT_MS });
  try {
    await buildSearchWorld(client, plan, places, builtAt, (line) => say(`${line} (${since()})`));
    const seconds = (performance.now() - started) / 1000;
    await client.query("CREATE TABLE bench.world (plan jsonb, places text, built_at timestamptz, seconds real)");
    const from = isReal ? "GeoNames" : "invented";
    await client.query("INSERT INTO bench.world VALUES ($1, $2, $3, $4)", [
      JSON.stringify(plan),
      from,
      builtAt,
      seconds,
    ]);
  } finally {
    await client.end();
  }
}

async function standingWorld(server: Database): Promise<StandingWorld | undefined> {
  const { rowCount } = await server.pool.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount === 0) return undefined;
  const database = openDatabase({ url: urlOf(server.connection.connectionString ?? "", DATABASE), poolSize: 1 });
  try {
    return await readWorld(database);
  } finally {
    await database.close();
  }
}

const READ_WORLD = `
  SELECT plan, places, built_at::text AS "builtAt", seconds AS "buildSeconds",
    (SELECT reltuples FROM pg_class WHERE oid = 'room_night'::regclass)::bigint AS "nightRows",
    pg_table_size('room_night') + pg_relation_size('room_night_pkey') AS "nightBytes",
    pg_database_size(current_database()) AS "databaseBytes"
  FROM bench.world`;

/** Undefined in a database whose world was begun and not finished. */
async function readWorld(database: Database): Promise<StandingWorld | undefined> {
  const { rows } = await database.pool.query<{ there: boolean }>(
    "SELECT to_regclass('bench.world') IS NOT NULL AS there",
  );
  if (rows[0]?.there !== true) return undefined;
  return (await database.pool.query<StandingWorld>(READ_WORLD)).rows[0];
}

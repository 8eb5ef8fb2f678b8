import type { Client } from "pg";
import { openClient, type Database } from "../../../../hotel/database/database.ts";
import { startRedis } from "../../../servers/redis_server.ts";
import { startBaseline, type SearchContender } from "../contenders.ts";
import { BASELINES } from "./baseline.ts";
import { fillRedis } from "./fill_redis.ts";
import { DROP_SEARCH_INDEX, SEARCH_INDEX } from "./sql_statements.ts";

/** The baselines at work. */
export interface BaselinesAtWork {
  /** SQL first; those of Redis only where it is wanted and installed. */
  readonly contenders: readonly SearchContender[];
  /** What was written to Redis, and how long that took. */
  readonly redis: FilledRedis | undefined;
  stop(): Promise<void>;
}

/** What was written to Redis, and how long that took. */
export interface FilledRedis {
  readonly keys: number;
  readonly seconds: number;
}

/** Connections of the SQL baseline: more than the cores of a small machine only wait for each other. */
const SQL_CONNECTIONS = 4;
const LONG_STATEMENT_MS = 30 * 60_000;

/** Makes the index for searches, or takes it away. */
export async function putSearchIndex(database: Database, wanted: boolean): Promise<void> {
  await withLongStatements(database, async (client) => {
    await client.query("SET maintenance_work_mem = '1GB'");
    await client.query(wanted ? SEARCH_INDEX : DROP_SEARCH_INDEX);
    // What was booked before is read from the table unless the pages are known to be seen by all.
    if (wanted) await client.query("VACUUM room_night");
  });
}

/** Starts the baselines on a world of so many hotels, with a Redis of its own that is filled before. When one does not start, all end. */
export async function startBaselines(
  database: Database,
  hotels: number,
  withRedis: boolean,
  say: (line: string) => void,
): Promise<BaselinesAtWork> {
  const server = withRedis ? await startRedis() : undefined;
  if (server === undefined) say(`${withRedis ? "no redis-server: its" : "the Redis"} design is left out`);
  const contenders: SearchContender[] = [];
  const stop = async (): Promise<void> => {
    for (const contender of contenders) await contender.stop();
    await server?.stop();
  };
  try {
    const redis = server === undefined ? undefined : await fill(database, server.address, hotels);
    if (redis !== undefined) say(`Redis has ${redis.keys} keys after ${redis.seconds.toFixed(0)} s`);
    const url = database.connection.connectionString ?? "";
    for (const name of BASELINES.filter((one) => server !== undefined || !one.startsWith("redis"))) {
      contenders.push(await startBaseline(url, server?.address, name, SQL_CONNECTIONS));
    }
    return { contenders, redis, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(database: Database, address: string, hotels: number): Promise<FilledRedis> {
  const started = performance.now();
  const keys = await withLongStatements(database, (client) => fillRedis(client, address, hotels));
  return { keys, seconds: (performance.now() - started) / 1000 };
}

async function withLongStatements<T>(database: Database, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(database, { statementTimeoutMs: LONG_STATEMENT_MS });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

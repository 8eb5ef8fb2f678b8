import { openClient, openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { migrate } from "../../hotel/database/migrate.ts";
import { dropDatabase, urlOf } from "../../hotel/testing/databases.ts";
import { buildWorld } from "./world.ts";
import type { WorldPlan } from "./world.ts";

/** Arrivals lie within this many days, the last stay a little behind. */
export const YEAR = 365;
/** More nights than the longest stay from the last arrival needs; the engine's horizon is set to the same. */
export const NIGHTS_ON_SALE = YEAR + 10;

/** A statement of the product takes seconds at most; building a world takes longer. */
const BUILD_TIMEOUT_MS = 5 * 60_000;

/** Makes a migrated database with a world, in place of one of that name, and returns its URL. */
export async function makeTemplate(server: Database, name: string, plan: WorldPlan): Promise<string> {
  await dropDatabase(server, name);
  await server.pool.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = databaseUrl(server, name);
  const database = openDatabase({ url, poolSize: 1 });
  try {
    await migrate(database);
    const client = await openClient(database, { statementTimeoutMs: BUILD_TIMEOUT_MS });
    await buildWorld(client, plan);
    await client.end();
  } finally {
    await database.close();
  }
  return url;
}

/** Replaces the database of that name by a fresh copy of the template and returns its URL. */
export async function copyWorld(server: Database, template: string, name: string): Promise<string> {
  await dropDatabase(server, name);
  await server.pool.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  // What the copy has left to write must not be written during the run.
  await server.pool.query("CHECKPOINT");
  return databaseUrl(server, name);
}

function databaseUrl(server: Database, name: string): string {
  return urlOf(server.connection.connectionString ?? "", name);
}

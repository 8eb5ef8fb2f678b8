import { openDatabase } from "../database/database.ts";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";

/** The URL of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const found = /^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(serverUrl);
  if (!found) throw new Error("TEST_DATABASE_URL is not of the form postgresql://user:password@host:port/database");
  return `${found[1] ?? ""}/${database}${found[2] ?? ""}`;
}

/** Drops a database, ending whoever is connected to it. */
export async function dropDatabase(server: Database, name: string): Promise<void> {
  await server.pool.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** Makes a database of that name and runs the product's migrations in it. */
export async function createMigrated(serverUrl: string, name: string): Promise<void> {
  await withDatabase(serverUrl, (server) =>
    server.pool.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`),
  );
  await withDatabase(urlOf(serverUrl, name), migrate);
}

/** Opens a database for one piece of work. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { openDatabase } from "../database/database.ts";
import type { Database } from "../database/database.ts";
import { dropDatabase, urlOf, withDatabase } from "./databases.ts";

/** What {@link testDatabase} may be asked for. */
export interface TestDatabaseOptions {
  /** The most connections of the pool; 10 unless told. */
  readonly poolSize?: number;
  /** Start without any table instead of from the migrated template. */
  readonly empty?: boolean;
}

/**
 * A fresh database on the server of this run, cloned from the migrated template, closed and dropped after the tests of the
 * file. Call it at the top level of a test file or of a `describe`: `const database = await testDatabase()`.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  const name = `${inject("prefix")}_${randomBytes(6).toString("hex")}`;
  const template = options.empty ? "template0 ENCODING 'UTF8'" : inject("template");
  await onServer((server) => server.pool.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const database = openDatabase({ url: urlOf(inject("serverUrl"), name), ...withPoolSize(options) });
  afterAll(async () => {
    await database.close();
    await onServer((server) => dropDatabase(server, name));
  });
  return database;
}

/** The connection URL of a test database: for a process of its own that a test starts. */
export function urlOfTestDatabase(database: Database): string {
  const url = database.connection.connectionString;
  if (url === undefined) throw new Error("a test database is opened by its URL");
  return url;
}

function onServer(work: (server: Database) => Promise<unknown>): Promise<unknown> {
  return withDatabase(inject("serverUrl"), work);
}

function withPoolSize(options: TestDatabaseOptions): { poolSize?: number } {
  return options.poolSize === undefined ? {} : { poolSize: options.poolSize };
}

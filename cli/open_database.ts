import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../hotel/config.ts";
import { openDatabase, type Database } from "../hotel/database/database.ts";
import { startEmbeddedServer } from "../hotel/database/embedded.ts";

/** The environment of a command. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The commands sign nothing: they need no secret where the server does. */
const NO_SECRET = "-".repeat(32);

/**
 * Runs the work on the database that the settings name: DATABASE_URL, or the embedded server in DATA_DIR, which is started
 * when it does not run, and stopped afterwards when nobody else uses it. A DATA_DIR without a database is refused, unless
 * `makeOne` says that a new one is wanted.
 */
export async function withDatabase<Value>(
  env: Environment,
  log: (line: string) => void,
  work: (database: Database) => Promise<Value>,
  options: { readonly makeOne?: boolean } = {},
): Promise<Value> {
  const config = readConfig({ ...env, JWT_SECRET: env["JWT_SECRET"] ?? NO_SECRET });
  if (config.databaseUrl === undefined && options.makeOne !== true) requireData(config.dataDir);
  const server =
    config.databaseUrl === undefined ? await startEmbeddedServer({ dataDir: config.dataDir, log }) : undefined;
  const url = config.databaseUrl ?? server?.url ?? "";
  const database = openDatabase({ url, poolSize: 4, applicationName: "lastroom-cli" });
  try {
    return await work(database);
  } finally {
    await database.close();
    await server?.stop();
  }
}

// The usual mistake: the server was started with a DATA_DIR, the command in another terminal without.
function requireData(dataDir: string): void {
  if (["postgres", "postgres-location"].some((name) => existsSync(join(dataDir, name)))) return;
  throw new Error(`DATA_DIR ${dataDir} holds no database: set DATA_DIR as it was set for npm start`);
}

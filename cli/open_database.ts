import { readConfig } from "../hotel/config.ts";
import { openDatabase, type Database } from "../hotel/database/database.ts";
import { startEmbeddedServer } from "../hotel/database/embedded.ts";

/** The environment of a command. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The commands sign nothing: they need no secret where the server does. */
const NO_SECRET = "-".repeat(32);

/**
 * Runs the work on the database that the settings name: DATABASE_URL, or the embedded server in DATA_DIR, which is started
 * when it does not run, and stopped afterwards when nobody else uses it.
 */
export async function withDatabase<Value>(
  env: Environment,
  log: (line: string) => void,
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  const config = readConfig({ ...env, JWT_SECRET: env["JWT_SECRET"] ?? NO_SECRET });
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

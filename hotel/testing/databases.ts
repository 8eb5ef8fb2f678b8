import type { Database } from "../database/database.ts";

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

import { randomBytes, randomInt } from "node:crypto";
import type { TestProject } from "vitest/node";
import { createMigrated, dropDatabase, withDatabase } from "./databases.ts";
import { startTestServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A superuser's URL of the server of this run. */
    serverUrl: string;
    /** The migrated database to clone. */
    template: string;
    /** The start of the names of this run's databases: parallel runs on one server do not collide. */
    prefix: string;
    /** The seed of every random choice of this run. */
    seed: number;
  }
}

/** One server for the whole run, see {@link startTestServer}, with a migrated template; removes everything at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const prefix = `lastroom_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  try {
    await createMigrated(server.url, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const seed = Number(process.env["TEST_SEED"] ?? randomInt(2 ** 31));
  process.stdout.write(`seed ${seed} (the same again: TEST_SEED=${seed})\n`);
  project.provide("serverUrl", server.url);
  project.provide("template", template);
  project.provide("prefix", prefix);
  project.provide("seed", seed);
  return async () => {
    await dropAll(server.url, prefix);
    await server.stop();
  };
}

/** Every database of this run: also those whose test file died before it could drop them. */
function dropAll(serverUrl: string, prefix: string): Promise<void> {
  return withDatabase(serverUrl, async (server) => {
    const { rows } = await server.pool.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [prefix],
    );
    for (const { datname } of rows) await dropDatabase(server, datname);
  });
}

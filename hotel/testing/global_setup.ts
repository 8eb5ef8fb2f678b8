import { randomBytes, randomInt } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../database/database.ts";
import { startEmbeddedServer } from "../database/embedded.ts";
import { migrate } from "../database/migrate.ts";
import { dropDatabase, urlOf } from "./databases.ts";

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

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * One server for the whole run: an embedded one in a temporary folder without fsync, or the one TEST_DATABASE_URL names (a
 * superuser's URL; its other databases are left alone). Makes the migrated template; removes everything at the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer(process.env["TEST_DATABASE_URL"]);
  const prefix = `lastroom_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  try {
    await makeTemplate(server.url, template);
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

async function startServer(url: string | undefined): Promise<TestServer> {
  if (url !== undefined && url !== "") return { url, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), "lastroom-test-"));
  // Root's server runs as another account, which must get through.
  await chmod(folder, 0o711);
  const messages: string[] = [];
  const server = await startEmbeddedServer({ dataDir: folder, durable: false, log: (message) => messages.push(message) });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function makeTemplate(serverUrl: string, template: string): Promise<void> {
  const server = openDatabase({ url: serverUrl, poolSize: 1 });
  try {
    await server.pool.query(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  } finally {
    await server.close();
  }
  const database = openDatabase({ url: urlOf(serverUrl, template), poolSize: 1 });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
}

/** Every database of this run: also those whose test file died before it could drop them. */
async function dropAll(serverUrl: string, prefix: string): Promise<void> {
  const server = openDatabase({ url: serverUrl, poolSize: 1 });
  try {
    const { rows } = await server.pool.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [prefix],
    );
    for (const { datname } of rows) await dropDatabase(server, datname);
  } finally {
    await server.close();
  }
}

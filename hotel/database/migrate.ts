import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { openClient } from "./database.ts";
import type { Database } from "./database.ts";

/** The folder of the product's own migrations. */
export const MIGRATIONS = fileURLToPath(new URL("./migrations/", import.meta.url));

/** The migrations on disk and those in the database do not belong together; the message says which and what to do. */
export class MigrationMismatch extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MigrationMismatch";
  }
}

interface Migration {
  /** File name without `.sql`: `0001_foundation`. */
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
const STATEMENT_TIMEOUT_MS = 10 * 60_000;
/** Long enough for the migrations of another process that started first, short enough to see a forgotten transaction. */
const LOCK_TIMEOUT_MS = 60_000;

const CREATE_REGISTER = `
  CREATE TABLE IF NOT EXISTS migration (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

/** Serialises every process that migrates this database; the number is the word "lastroom" in ASCII. */
const TAKE_TURN = "SELECT pg_advisory_xact_lock(7809650172810456941)";

/**
 * Brings the database to the newest schema and returns the names applied now, in order.
 *
 * Runs every `NNNN_name.sql` of the folder that the table `migration` does not list, each in its own transaction under one
 * advisory lock: several processes may start at once. Throws {@link MigrationMismatch} when an applied file was changed,
 * is missing here (the database is newer than the program), or when a new file sorts before an applied one.
 */
export async function migrate(database: Database, folder: string = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await openClient(database, {
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  try {
    await underLock(client, () => client.query(CREATE_REGISTER));
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await underLock(client, () => applyOne(client, migration, migrations))) applied.push(migration.name);
    }
    if (migrations.length === 0) await underLock(client, () => pending(client, migrations));
    return applied;
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  const misnamed = files.find((file) => !FILE_NAME.test(file));
  if (misnamed !== undefined) throw new MigrationMismatch(`migration ${misnamed} is not named NNNN_name.sql`);
  const twice = files.find((file, index) => file.slice(0, 4) === files[index - 1]?.slice(0, 4));
  if (twice !== undefined) throw new MigrationMismatch(`two migrations have the number of ${twice}`);
  return Promise.all(files.map((file) => readMigration(folder, file)));
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const sql = (await readFile(`${folder}/${file}`, "utf8")).replaceAll("\r\n", "\n");
  return { name: file.slice(0, -".sql".length), checksum: createHash("sha256").update(sql).digest("hex"), sql };
}

/** READ COMMITTED: what stands after the lock sees what the process before us committed. */
async function underLock<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
  await client.query(TAKE_TURN);
  const result = await work();
  await client.query("COMMIT");
  return result;
}

async function applyOne(client: pg.Client, migration: Migration, all: readonly Migration[]): Promise<boolean> {
  if (!(await pending(client, all)).includes(migration.name)) return false;
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new Error(`migration ${migration.name} failed: ${messageOf(error)}`, { cause: error });
  }
  await client.query("INSERT INTO migration (name, checksum) VALUES ($1, $2)", [migration.name, migration.checksum]);
  return true;
}

/** The names not applied yet; refuses when the history of the database is not the beginning of ours. */
async function pending(client: pg.Client, all: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT name, checksum FROM migration ORDER BY name COLLATE "C"`,
  );
  for (const [index, row] of rows.entries()) checkApplied(row, all[index], all);
  return all.slice(rows.length).map((migration) => migration.name);
}

function checkApplied(
  row: { name: string; checksum: string },
  migration: Migration | undefined,
  all: readonly Migration[],
): void {
  if (!all.some(({ name }) => name === row.name)) {
    throw new MigrationMismatch(
      `the database has the migration ${row.name}, which this program does not know: it is newer; start the newer program`,
    );
  }
  if (migration?.name !== row.name) {
    throw new MigrationMismatch(
      `migration ${migration?.name ?? "?"} sorts before ${row.name}, which is applied already: give it a later number`,
    );
  }
  if (migration.checksum !== row.checksum) {
    throw new MigrationMismatch(
      `migration ${row.name} was changed after it was applied: put its text back and write a new migration instead`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

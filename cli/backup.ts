import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo, type CopyToStreamQuery } from "pg-copy-streams";
import { openClient, type Database } from "../hotel/database/database.ts";
import { describeSchema } from "../hotel/database/describe.ts";
import { END, END_OF_TABLE, type Manifest } from "./backup_file.ts";
import { quoted, readMigrations, readTables, type Table } from "./tables.ts";

// A big table takes its time; one snapshot for all of it.
const STATEMENT_TIMEOUT_MS = 6 * 3_600_000;
/** The file holds personal data: only its owner may read it. */
const FILE_MODE = 0o600;

/**
 * Writes all rows of all tables to a new file, as one consistent snapshot shows them; the program may go on meanwhile.
 * The file appears under its name only when it is complete and on disk. Throws when it exists already, and when the
 * database has no tables.
 */
export async function backup(database: Database, file: string): Promise<Manifest> {
  if ((await stat(file).catch(() => undefined)) !== undefined) throw new Error(`${file} exists already`);
  const partial = `${file}.part`;
  const client = await openClient(database, { statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const tables = await readTables(client);
    const manifest = await describe(database, client, tables);
    const lines = Readable.from(contentOf(client, manifest));
    await pipeline(lines, createGzip(), createWriteStream(partial, { flags: "wx", mode: FILE_MODE }));
    await client.query("COMMIT");
    await flushToDisk(partial);
    await rename(partial, file);
    return manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(partial, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function describe(database: Database, client: pg.Client, tables: readonly Table[]): Promise<Manifest> {
  const migrations = await readMigrations(client);
  if (migrations.length === 0) throw new Error("the database has no tables of Lastroom");
  const {
    rows: [installation],
  } = await client.query<{ incarnation: string }>("SELECT incarnation FROM installation");
  const counted: { name: string; columns: readonly string[]; rows: number }[] = [];
  for (const { name, columns } of tables) {
    const {
      rows: [count],
    } = await client.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${quoted(name)}`);
    counted.push({ name, columns, rows: count?.rows ?? 0 });
  }
  return {
    format: "lastroom-backup",
    version: 1,
    created_at: new Date().toISOString(),
    incarnation: installation?.incarnation ?? "",
    migrations,
    schema_checksum: await schemaChecksum(database),
    tables: counted,
  };
}

/** SHA-256 of the schema as text: what the migrations made, unless somebody changed it by hand. */
export async function schemaChecksum(database: Database): Promise<string> {
  return createHash("sha256")
    .update(await describeSchema(database))
    .digest("hex");
}

async function* contentOf(client: pg.Client, manifest: Manifest): AsyncGenerator<Buffer | string> {
  yield `${JSON.stringify(manifest)}\n`;
  for (const { name, columns } of manifest.tables) {
    yield* rowsOf(client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(", ")}) TO STDOUT`)));
    yield END_OF_TABLE;
  }
  yield END;
}

// pg sets a timer for every query and clears it in the query's callback, which this kind of query never calls: the timer
// would keep the process alive for hours.
async function* rowsOf(copy: CopyToStreamQuery & { callback?: () => void }): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of copy as AsyncIterable<Buffer>) yield chunk;
  } finally {
    copy.callback?.();
  }
}

async function flushToDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync();
  await handle.close();
}

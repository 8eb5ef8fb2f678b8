import { createReadStream } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openClient, type Database } from "../hotel/database/database.ts";
import { migrate, MIGRATIONS } from "../hotel/database/migrate.ts";
import { renumberOutbox } from "../hotel/events/restore.ts";
import { schemaChecksum } from "./backup.ts";
import { BackupReader, END, NotABackup, type Manifest } from "./backup_file.ts";
import { quoted, readMigrations, readTables, type Table } from "./tables.ts";

/** What a restore brought back. */
export interface Restored {
  readonly manifest: Manifest;
  /** Events that still wait to be moved on. */
  readonly waitingEvents: number;
}

/** The database has rows already: a restore would mix two histories. */
export class NotEmpty extends Error {
  constructor(table: string) {
    super(`the database is not empty (table ${table} has rows): restore into a new one`);
    this.name = "NotEmpty";
  }
}

const STATEMENT_TIMEOUT_MS = 6 * 3_600_000;
/** The rows that migrations write themselves; those of the backup take their place. */
const SEEDED = new Set(["clock", "installation", "event_position"]);

/**
 * Brings the rows of a backup into an empty database: makes the schema that the backup was made with, copies every table
 * in one transaction, counts, sets the counters of ids, gives the database a new incarnation, and then brings the schema to
 * the newest. Throws {@link NotEmpty}, {@link NotABackup} for a damaged file or one of another program, and leaves no rows.
 */
export async function restore(database: Database, file: string): Promise<Restored> {
  const source = createReadStream(file);
  const bytes = createGunzip();
  const reading = pipeline(source, bytes).catch((error: unknown) => bytes.destroy(error as Error));
  try {
    const reader = new BackupReader(bytes as AsyncIterable<Buffer>);
    const manifest = await reader.manifest().catch(damaged);
    await makeSchema(database, manifest);
    const waitingEvents = await copyTables(database, reader, manifest).catch(damaged);
    await migrate(database);
    await database.pool.query("ANALYZE");
    return { manifest, waitingEvents };
  } finally {
    source.destroy();
    bytes.destroy();
    await reading;
  }
}

/** What zlib says of a damaged file, in words for the operator. */
function damaged(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code.startsWith("Z_")) throw new NotABackup(`it is damaged (${(error as Error).message})`);
  throw error;
}

// The schema of then, and not of now: a later migration may change rows, and must find the ones it was written for.
async function makeSchema(database: Database, manifest: Manifest): Promise<void> {
  const present = await readMigrations(database.pool);
  const isOther = present.some(({ name, checksum }, index) => {
    const wanted = manifest.migrations[index];
    return wanted === undefined || wanted.name !== name || wanted.checksum !== checksum;
  });
  if (isOther)
    throw new Error("the database has migrations that the backup does not have: restore into one without tables");
  const folder = await mkdtemp(join(tmpdir(), "lastroom-restore-"));
  try {
    for (const { name } of manifest.migrations) {
      await copyFile(join(MIGRATIONS, `${name}.sql`), join(folder, `${name}.sql`)).catch(() => {
        throw new NotABackup(`it was made by a newer program (migration ${name})`);
      });
    }
    await migrate(database, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const checksum = await schemaChecksum(database);
  if (checksum !== manifest.schema_checksum) {
    throw new NotABackup("its schema is not the one that its migrations make: somebody changed it by hand");
  }
}

async function copyTables(database: Database, reader: BackupReader, manifest: Manifest): Promise<number> {
  const client = await openClient(database, { statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const tables = await readTables(client);
    await requireSameTables(tables, manifest);
    for (const table of tables) await requireEmpty(client, table);
    for (const { name, columns, rows } of manifest.tables) await copyTable(client, reader, { name, columns, rows });
    if (`${await reader.line()}\n` !== END) throw new NotABackup("it has more in it than its manifest says");
    for (const table of tables) await setIdentities(client, table);
    const waiting = await renumberOutbox(client);
    await client.query("COMMIT");
    return waiting;
  } finally {
    // An error leaves the transaction open: the end of the connection rolls it back.
    await client.end();
  }
}

async function requireSameTables(tables: readonly Table[], manifest: Manifest): Promise<void> {
  const names = (all: readonly { readonly name: string }[]): string =>
    all
      .map(({ name }) => name)
      .toSorted()
      .join(" ");
  if (names(tables) !== names(manifest.tables)) throw new NotABackup("its tables are not those of its migrations");
}

async function requireEmpty(client: pg.Client, { name }: Table): Promise<void> {
  if (SEEDED.has(name)) {
    await client.query(`DELETE FROM ${quoted(name)}`);
    return;
  }
  const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
  if (rowCount !== 0) throw new NotEmpty(name);
}

async function copyTable(
  client: pg.Client,
  reader: BackupReader,
  table: { readonly name: string; readonly columns: readonly string[]; readonly rows: number },
): Promise<void> {
  const { name, columns, rows } = table;
  const copy = client.query(copyFrom(`COPY ${quoted(name)} (${columns.map(quoted).join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(reader.rows(), { objectMode: false }), copy);
  if (copy.rowCount !== rows) throw new NotABackup(`table ${name} has ${copy.rowCount} rows instead of ${rows}`);
}

// COPY brings ids and no counters: the next row would get an id that exists.
async function setIdentities(client: pg.Client, { name }: Table): Promise<void> {
  const { rows } = await client.query<{ column: string }>(IDENTITY_COLUMNS, [name]);
  for (const { column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest(1, max(${quoted(column)})), max(${quoted(column)}) IS NOT NULL)
         FROM ${quoted(name)}`,
      [quoted(name), column],
    );
  }
}

const IDENTITY_COLUMNS = `
  SELECT attname AS column
    FROM pg_attribute
   WHERE attrelid = to_regclass(quote_ident($1)) AND attidentity <> '' AND NOT attisdropped`;

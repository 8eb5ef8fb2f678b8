import type { AppliedMigration } from "./tables.ts";

/**
 * A backup is gzip-compressed text: one line with the manifest as JSON; then for each table its rows as
 * `COPY ... TO STDOUT` writes them (text format) and a line `\.`; then {@link END}. So `zcat` shows it, and a file that
 * was cut off is recognised.
 */
export interface Manifest {
  readonly format: "lastroom-backup";
  /** Of this format. */
  readonly version: 1;
  /** Real time, RFC 3339. */
  readonly created_at: string;
  /** The database it was made of. */
  readonly incarnation: string;
  readonly migrations: readonly AppliedMigration[];
  /** SHA-256 of the schema as text. */
  readonly schema_checksum: string;
  /** In the order in which they follow. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly rows: number }[];
}

/** The line after the rows of a table. A row never is one: COPY doubles every backslash. */
export const END_OF_TABLE = "\\.\n";

/** The last line. */
export const END = "end of backup\n";

/** The file is not a backup of this format, or is damaged. */
export class NotABackup extends Error {
  constructor(reason: string) {
    super(`the file cannot be restored: ${reason}`);
    this.name = "NotABackup";
  }
}

const LONGEST_LINE = 64 * 1_024 * 1_024;

/** Reads a backup from its uncompressed bytes, from front to back. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next line, without its end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf(0x0a);
      if (end >= 0) {
        const line = this.#rest.subarray(0, end).toString("utf8");
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      await this.#more();
    }
  }

  /** The first line. Throws {@link NotABackup} for anything but a manifest of this version. */
  async manifest(): Promise<Manifest> {
    const manifest = parse(await this.line());
    if (manifest?.format !== "lastroom-backup") throw new NotABackup("it is not a backup of Lastroom");
    if (manifest.version !== 1)
      throw new NotABackup(`its format ${String(manifest.version)} is newer than this program`);
    return manifest;
  }

  /** The rows of the next table as COPY takes them, up to the line that ends it. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = endOfTable(this.#rest);
      if (end >= 0) {
        const rows = this.#rest.subarray(0, end);
        this.#rest = this.#rest.subarray(end + END_OF_TABLE.length);
        if (rows.length > 0) yield rows;
        return;
      }
      // The last line may go on, and the line that ends the table may be cut in two: whole lines only.
      const complete = this.#rest.lastIndexOf(0x0a) + 1;
      if (complete > 0) yield this.#rest.subarray(0, complete);
      this.#rest = this.#rest.subarray(complete);
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    if (this.#rest.length > LONGEST_LINE) throw new NotABackup("a line does not end");
    const next = await this.#chunks.next();
    if (next.done === true) throw new NotABackup("it ends too early");
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
  }
}

function endOfTable(bytes: Buffer): number {
  if (bytes.subarray(0, END_OF_TABLE.length).toString("latin1") === END_OF_TABLE) return 0;
  const end = bytes.indexOf(`\n${END_OF_TABLE}`);
  return end < 0 ? -1 : end + 1;
}

function parse(line: string): Manifest | undefined {
  try {
    return JSON.parse(line) as Manifest;
  } catch {
    return undefined;
  }
}

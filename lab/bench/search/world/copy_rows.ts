import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A cell of COPY's text format. */
export type Cell = string | number | boolean | null | readonly string[];

const LINES_AT_ONCE = 2_000;

/** Writes rows to a table by COPY in its text format; the columns in the order of the cells. */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  await copyBytes(client, `COPY ${table} (${columns.join(", ")}) FROM STDIN`, texts(rows));
}

/** Sends what the chunks hold to a COPY. */
export async function copyBytes(client: ClientBase, copy: string, chunks: Iterable<Buffer | string>): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: true }), client.query(copyFrom(copy)));
  // The stream ends a message before the client is free again.
  await setImmediate();
}

function* texts(rows: Iterable<readonly Cell[]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(`${row.map(textOf).join("\t")}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join("");
    lines = [];
  }
  yield lines.join("");
}

function textOf(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "string") return escaped(cell);
  if (typeof cell === "object") return escaped(`{${cell.map((one) => JSON.stringify(one)).join(",")}}`);
  return String(cell);
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

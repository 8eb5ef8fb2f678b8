import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

/** A line of a hotel_bookings file, as text; `line` counts the file's lines from 1, the header being the first. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

const GZIP_MAGIC = "1f8b";

/**
 * Reads a hotel_bookings CSV, plain or gzip (told by its first bytes), line by line: never the whole file at once. Throws
 * when a line does not have as many cells as the header, and when the file cannot be read.
 */
export async function* readCsv(file: string): AsyncGenerator<CsvRow> {
  const parser = parse({ columns: true, bom: true, info: true, skip_empty_lines: true });
  const done = (): void => undefined; // an error of any part reaches the reader through the last one
  const compressed = await isGzip(file);
  const bytes = createReadStream(file);
  if (compressed) pipeline(bytes, createGunzip(), parser, done);
  else pipeline(bytes, parser, done);
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    yield { line: info.lines, cells: record };
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString("hex") === GZIP_MAGIC;
  } finally {
    await handle.close();
  }
}

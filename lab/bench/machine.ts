import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Queryable } from "../../hotel/database/database.ts";
import { median } from "./statistics.ts";

/** What the figures depend on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  /** The settings of the database server that decide about its speed, and its version. */
  readonly postgres: Readonly<Record<string, string>>;
  /** How long writing 8 KB and fsync takes on the disk of the database, in milliseconds: the median of 50. */
  readonly fsyncMs: number;
}

const SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_compression",
  "shared_buffers",
  "max_wal_size",
  "checkpoint_timeout",
  "autovacuum",
];

/** Looks at the machine and the server; `folder` lies on the disk of the database. */
export async function describeMachine(connection: Queryable, folder: string): Promise<Machine> {
  const { rows } = await connection.query<{ name: string; setting: string }>(
    "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY($1::text[])",
    [SETTINGS],
  );
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
    fsyncMs: timeFsync(join(folder, "fsync-probe")),
  };
}

/** Processor, memory and Node in one line. */
export function lineOf({ cores, processor, memoryGb, node }: Machine): string {
  return `${cores} cores (${processor}), ${memoryGb} GB, Node ${node}`;
}

function timeFsync(file: string): number {
  const descriptor = openSync(file, "w");
  const page = Buffer.alloc(8192, 1);
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now();
    writeSync(descriptor, page);
    fsyncSync(descriptor);
    return performance.now() - start;
  });
  closeSync(descriptor);
  rmSync(file);
  return median(times);
}

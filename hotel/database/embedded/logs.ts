import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** PostgreSQL starts a new log file every 8 MB; this many are kept. */
const KEPT = 5;
const PRUNE_EVERY_MS = 60 * 60_000;

/** Keeps the server's logs small, now and once an hour, until the returned function is called. */
export async function keepLogsSmall(folder: string): Promise<() => void> {
  await prune(folder);
  const timer = setInterval(() => void prune(folder), PRUNE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Deletes all but the newest log files; the names sort by time. A file that is gone already is as good. */
async function prune(folder: string): Promise<void> {
  const files = (await readdir(folder).catch((): string[] => [])).filter((file) => file.startsWith("postgres-"));
  const old = files.toSorted().slice(0, -KEPT);
  await Promise.allSettled(old.map((file) => rm(join(folder, file), { force: true })));
}

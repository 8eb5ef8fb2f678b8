import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";

/**
 * A file lock between processes that the operating system drops when its holder dies, also by SIGKILL: so there is no
 * stale lock to recognise. Node has no file locks of its own; SQLite's are used, on an empty file that stays empty.
 */
export interface FileLock {
  release(): void;
}

const LOCKED = 5;
const RETRY_MS = 50;

/** Takes the lock alone, waiting at most `waitMs` milliseconds; undefined when others held it all that time. */
export function lockAlone(file: string, waitMs: number): Promise<FileLock | undefined> {
  return lock(file, "BEGIN EXCLUSIVE", waitMs);
}

/** Takes the lock together with others who share it, waiting at most `waitMs` milliseconds for one who holds it alone. */
export function lockShared(file: string, waitMs: number): Promise<FileLock | undefined> {
  // A read inside a transaction holds SQLite's shared lock until the transaction ends.
  return lock(file, "BEGIN; SELECT count(*) FROM sqlite_schema", waitMs);
}

async function lock(file: string, statement: string, waitMs: number): Promise<FileLock | undefined> {
  const deadline = performance.now() + waitMs;
  const connection = new DatabaseSync(file, { timeout: 0 });
  for (;;) {
    if (take(connection, statement)) return { release: () => connection.close() };
    if (performance.now() >= deadline) break;
    await pause(RETRY_MS);
  }
  connection.close();
  return undefined;
}

function take(connection: DatabaseSync, statement: string): boolean {
  try {
    connection.exec(statement);
    return true;
  } catch (error) {
    if (connection.isTransaction) connection.exec("ROLLBACK");
    if ((error as { errcode?: number }).errcode === LOCKED) return false;
    throw error;
  }
}

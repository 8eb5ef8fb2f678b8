import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Database } from "./database.ts";

/** What {@link inTransaction} may set for one transaction. */
export interface TransactionOptions {
  /** How often the work is tried in all when it loses to a deadlock or a serialization failure; 3 unless told. */
  readonly attempts?: number;
  /** Read only, and everything as it was at the first statement: REPEATABLE READ. Nothing is ever decided from it. */
  readonly snapshot?: boolean;
  /** How long a statement waits for a lock, in milliseconds; the session's unless told. */
  readonly lockTimeoutMs?: number;
  /** How long a statement runs, in milliseconds; the session's unless told. */
  readonly statementTimeoutMs?: number;
}

/**
 * COMMIT was sent and its outcome was not learnt: the work may be done or not. Ask the idempotency key, or repeat with the
 * same ids; never answer "failed".
 */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super("the outcome of COMMIT is unknown", { cause });
    this.name = "CommitUnknown";
  }
}

/** COMMIT answered ROLLBACK: a statement had failed and its error was swallowed by the work. Nothing was written. */
export class CommitRefused extends Error {
  constructor(tag: string) {
    super(`COMMIT of a failed transaction answered ${tag}: nothing was written`);
    this.name = "CommitRefused";
  }
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 5;
const RETRYABLE = new Set(["40001", "40P01"]);
/** SQLSTATE of a plain warning; the one about synchronous replication carries it, in whatever language. */
const WARNING = "01000";
/** Data, constraint, transaction state, rollback (not 40003, completion unknown), syntax, raised by a trigger. */
const CERTAIN_REFUSAL = /^(22|23|25|40(?!003)|42|P0)/;

/**
 * Runs the work in one transaction on one connection, READ COMMITTED unless told, and returns its result once COMMIT is certain.
 *
 * Repeats the whole work after a deadlock (40P01) or a serialization failure (40001), with a cap: the work must have no
 * effect outside the transaction. Any error destroys the connection, so the server rolls back and nothing of a failed
 * session is reused. Throws {@link CommitUnknown} when COMMIT was sent and not certainly answered, {@link CommitRefused} when
 * the work swallowed an error, else what the work threw.
 */
export async function inTransaction<T>(
  database: Database,
  work: (tx: pg.PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const attempts = options.attempts ?? ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, work, options);
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

async function once<T>(
  database: Database,
  work: (tx: pg.PoolClient) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const tx = await database.pool.connect();
  try {
    await tx.query(beginStatement(options));
    const result = await work(tx);
    await commit(tx);
    tx.release();
    return result;
  } catch (error) {
    tx.release(error instanceof Error ? error : true);
    throw error;
  }
}

/** One message, so that the settings of the transaction cost no further round trip. */
function beginStatement(options: TransactionOptions): string {
  const parts = [`BEGIN ISOLATION LEVEL ${options.snapshot === true ? "REPEATABLE READ READ ONLY" : "READ COMMITTED"}`];
  if (options.lockTimeoutMs !== undefined) parts.push(`SET LOCAL lock_timeout = ${Math.trunc(options.lockTimeoutMs)}`);
  if (options.statementTimeoutMs !== undefined) {
    parts.push(`SET LOCAL statement_timeout = ${Math.trunc(options.statementTimeoutMs)}`);
  }
  return parts.join("; ");
}

async function commit(tx: pg.PoolClient): Promise<void> {
  let warning: unknown;
  const onNotice = (notice: { code?: string | undefined }): void => {
    if (notice.code === WARNING) warning = notice;
  };
  tx.on("notice", onNotice);
  try {
    const { command } = await tx.query("COMMIT");
    if (command !== "COMMIT") throw new CommitRefused(command);
  } catch (error) {
    throw isCertain(error) ? error : new CommitUnknown(error);
  } finally {
    tx.off("notice", onNotice);
  }
  // A cancelled wait for the standby answers COMMIT with a warning only: done here, lost if the standby takes over.
  if (warning !== undefined) throw new CommitUnknown(warning);
}

/** The server itself refused the COMMIT: by SQLSTATE, because the severity is a word in the server's language. */
function isCertain(error: unknown): boolean {
  if (error instanceof CommitRefused) return true;
  return error instanceof pg.DatabaseError && CERTAIN_REFUSAL.test(error.code ?? "");
}

function isRetryable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && RETRYABLE.has(error.code ?? "");
}

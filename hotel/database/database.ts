import pg from "pg";
import { columnTypes } from "./column_types.ts";

/** Anything that runs one SQL statement: a pool client, a dedicated client, a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** An open PostgreSQL database: a bounded pool, and what is needed to open further connections like it. */
export interface Database {
  /** The pool; each connection carries the session settings of {@link openDatabase}. */
  readonly pool: pg.Pool;
  /** The settings of one connection, for a dedicated client. */
  readonly connection: pg.ClientConfig;
  /** Ends every connection of the pool; waits for those that are checked out. */
  close(): Promise<void>;
}

/** What {@link openDatabase} needs to know. */
export interface DatabaseOptions {
  /** A connection URL, `postgresql://user:password@host:port/name`; `?host=/folder` for a Unix socket. */
  readonly url: string;
  /** The most connections the pool opens; 10 unless told. */
  readonly poolSize?: number;
  /** What `pg_stat_activity` calls these connections; `lastroom` unless told. */
  readonly applicationName?: string;
  /** As {@link ClientOptions.byIndexOnly}, for every connection of the pool. */
  readonly byIndexOnly?: boolean;
  /** Told when an idle connection breaks. The pool replaces it; a statement in flight reports the loss itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** What {@link openClient} may set for one dedicated connection. */
export interface ClientOptions {
  /** How long a statement waits for a lock, in milliseconds; 5,000 unless told. */
  readonly lockTimeoutMs?: number;
  /** How long a statement runs, in milliseconds; 10,000 unless told; must exceed the lock timeout. */
  readonly statementTimeoutMs?: number;
  /** Send statements without waiting for the answer of the one before. Only for statements that do not depend on each other. */
  readonly pipeline?: boolean;
  /**
   * Never read a whole table where an index would do. For hot paths: a plan that was made while a table was small (also
   * that of a foreign key's check) is kept for the life of the session, and scans the table when it has grown.
   */
  readonly byIndexOnly?: boolean;
}

const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** How much longer than the server this side waits: a timeout the server reports says more than one found here. */
const ANSWER_GRACE_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Opens a pool on a PostgreSQL database. Connects lazily: a wrong URL shows at the first statement.
 *
 * Every session is pinned to READ COMMITTED (a lock, then a check in the next statement, is only right there), to UTC, and
 * to timeouts in the order client deadline > statement_timeout > lock_timeout. Types: `date` stays the text `YYYY-MM-DD`,
 * `int8` becomes a number and throws beyond 2^53, `numeric` stays text, `timestamptz` becomes a `Date`.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const connection = connectionConfig(options);
  const report = options.onConnectionError ?? (() => undefined);
  const pool = new pg.Pool({
    ...connection,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
  });
  // Without a listener a broken connection would end the process: idle ones report to the pool, checked-out ones themselves.
  pool.on("error", report);
  pool.on("connect", (client) => client.on("error", report));
  return { pool, connection, close: () => pool.end() };
}

/**
 * Connects one dedicated client outside the pool, with the session settings of the database; the caller ends it.
 * Rejects when the server cannot be reached within 10 seconds.
 */
export async function openClient(database: Database, options: ClientOptions = {}): Promise<pg.Client> {
  const timeouts = timeoutSettings(options);
  const client = new pg.Client({
    ...database.connection,
    options: `${database.connection.options ?? ""} ${timeouts.settings} ${options.byIndexOnly ? BY_INDEX_ONLY : ""}`,
    query_timeout: timeouts.deadlineMs,
    ...(options.pipeline === undefined ? {} : { pipeline: options.pipeline }),
  });
  // Statements in flight are rejected when the connection breaks; the listener only keeps the process alive.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  const { address, ownOptions } = splitOptions(options.url);
  const timeouts = timeoutSettings({});
  return {
    connectionString: address,
    application_name: options.applicationName ?? "lastroom",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    query_timeout: timeouts.deadlineMs,
    types: columnTypes,
    options: [ownOptions, SESSION_SETTINGS, timeouts.settings, options.byIndexOnly ? BY_INDEX_ONLY : ""]
      .join(" ")
      .trim(),
  };
}

/** JIT compilation of a mis-estimated short statement costs more than the statement. */
const SESSION_SETTINGS = [
  "-c default_transaction_isolation=read\\ committed",
  "-c default_transaction_read_only=off",
  "-c idle_in_transaction_session_timeout=15000",
  "-c TimeZone=UTC",
  "-c DateStyle=ISO",
  "-c jit=off",
].join(" ");

/**
 * One plan for each statement, whatever the tables held when it was made: for each row that is asked for, one look into an
 * index. Planning a batch's statements anew took a third of PostgreSQL's time for them.
 */
const BY_INDEX_ONLY = [
  "-c enable_seqscan=off",
  "-c enable_hashjoin=off",
  "-c enable_mergejoin=off",
  "-c plan_cache_mode=force_generic_plan",
].join(" ");

/** pg lets the options of the URL replace ours; taken apart here, ours follow the URL's own and win. */
function splitOptions(url: string): { address: string; ownOptions: string } {
  const found = /([?&])options=([^&]*)(&|$)/.exec(url);
  if (!found) return { address: url, ownOptions: "" };
  const ownOptions = decodeURIComponent((found[2] ?? "").replaceAll("+", " "));
  return { address: url.replace(found[0], found[3] === "&" ? (found[1] ?? "") : ""), ownOptions };
}

function timeoutSettings(options: ClientOptions): { settings: string; deadlineMs: number } {
  const lockMs = options.lockTimeoutMs ?? LOCK_TIMEOUT_MS;
  const statementMs = options.statementTimeoutMs ?? Math.max(STATEMENT_TIMEOUT_MS, lockMs + LOCK_TIMEOUT_MS);
  if (statementMs <= lockMs)
    throw new RangeError(`statement timeout ${statementMs} ms must exceed lock timeout ${lockMs} ms`);
  return {
    settings: `-c lock_timeout=${lockMs} -c statement_timeout=${statementMs}`,
    deadlineMs: statementMs + ANSWER_GRACE_MS,
  };
}

import { openClient } from "../database/database.ts";
import type { Database } from "../database/database.ts";
import type pg from "pg";
import { atMost } from "./pause.ts";

/**
 * Session advisory locks of this program take two numbers: this one ("LAST" in ASCII), and which lock. They cannot
 * collide with the migrations' lock, which takes one.
 */
export const LOCK_FAMILY = 0x4c_41_53_54;

const END_WAIT_MS = 2_000;

/** What {@link withTurnClient} may set. */
export interface TurnOptions {
  /** After this long without a statement the server ends the session, and so frees its locks. */
  readonly idleSessionMs: number;
  /** How long a statement on it may run, in milliseconds; the session's usual limit unless told. */
  readonly statementTimeoutMs?: number;
}

/**
 * Runs the work on a connection of its own that may hold session locks, and ends the connection. The server drops the session
 * of a process that is frozen, cut off or gone within `idleSessionMs`, and with it the locks; whatever
 * the work writes on this same connection is therefore written only while the lock is held.
 */
export async function withTurnClient<T>(
  database: Database,
  options: TurnOptions,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const { statementTimeoutMs } = options;
  const client = await openClient(database, statementTimeoutMs === undefined ? {} : { statementTimeoutMs });
  try {
    await client.query(`SET idle_session_timeout = ${Math.trunc(options.idleSessionMs)}`);
    return await work(client);
  } finally {
    await atMost(
      END_WAIT_MS,
      client.end().catch(() => undefined),
    );
  }
}

/** Takes the lock for the rest of the session if it is free; never waits. */
export async function takeTurn(client: pg.ClientBase, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock($1::integer, $2::integer) AS taken",
    [LOCK_FAMILY, lock],
  );
  return rows[0]?.taken === true;
}

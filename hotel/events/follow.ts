import type { Database, Queryable } from "../database/database.ts";
import { Bell } from "./bell.ts";
import { eventOfRow } from "./event.ts";
import type { EventRow, LedgerEvent } from "./event.ts";
import { atMost, backoff, pauseUnless } from "./pause.ts";

/** How far a follower has read, in this life of the database: a restored backup is another incarnation. */
export interface EventCursor {
  readonly incarnation: string;
  readonly position: number;
}

/**
 * Takes a batch, in order; the cursor stands after it. A batch that throws comes again after a pause, whole: so handling
 * an event twice must do no harm. The signal aborts when the follower stops.
 */
export type EventHandler = (
  events: readonly LedgerEvent[],
  cursor: EventCursor,
  signal: AbortSignal,
) => Promise<void> | void;

/** What {@link followEvents} may be told. */
export interface FollowOptions {
  /** The most events of one batch; 1,000 unless told. It bounds the memory. */
  readonly batch?: number;
  /** The longest pause between two looks when nothing happens, in milliseconds; 200 unless told. */
  readonly idleMs?: number;
  /** Told of every failure: of the database, or of the handler. */
  readonly onError?: (error: unknown) => void;
  /**
   * Told when the database turns out to be a restored backup: whatever was derived from events must be built anew. The
   * follower goes on from the end of the restored ledger, this cursor.
   */
  readonly onRestored?: (cursor: EventCursor) => Promise<void> | void;
}

/** A reader of the ledger that keeps reading. */
export interface EventFollower {
  /** After the last batch that was handled. */
  readonly cursor: EventCursor;
  /** Look at once: somebody knows that there is something new. */
  nudge(): void;
  /** Stops; waits for the batch in hand, at most 5 seconds. */
  stop(): Promise<void>;
}

const BATCH = 1_000;
const BUSY_MS = 25;
const IDLE_MS = 200;
const FIRST_RETRY_MS = 100;
const RETRY_CAP_MS = 5_000;
const STOP_WAIT_MS = 5_000;

/**
 * The end of the ledger now. Who derives state from tables and then follows: take the cursor FIRST, then read the tables. What
 * is read may then already contain later events, so an event says what to read again, not what to add.
 */
export async function endOfLedger(tx: Queryable): Promise<EventCursor> {
  const { rows } = await tx.query<EventCursor>(
    "SELECT incarnation, coalesce((SELECT max(position) FROM event), 0) AS position FROM installation",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("the database has no installation row: its migrations are incomplete");
  return row;
}

/**
 * Reads every event after the cursor, of all hotels, in commit order, and keeps reading: in any process, not only
 * the one whose dispatcher is active. Survives a lost database: tries again, at most every 5 seconds.
 */
export function followEvents(
  database: Database,
  from: EventCursor,
  handler: EventHandler,
  options: FollowOptions = {},
): EventFollower {
  const follower = new LedgerFollower(database, from, handler, options);
  const ended = follower.run();
  return {
    get cursor() {
      return follower.cursor;
    },
    nudge: () => follower.nudge(),
    stop: async () => {
      follower.halt();
      await atMost(STOP_WAIT_MS, ended);
    },
  };
}

// The incarnation is checked by the statement that reads: no row at all means another one, a row of nulls nothing new.
const READ = `
  SELECT found.*
  FROM installation
  LEFT JOIN LATERAL (
    SELECT position, hotel_id, sequence, event_id, type, version, reservation_id, actor, via, request_id, at, data
    FROM event
    WHERE position > $1
    ORDER BY position
    LIMIT $2
  ) AS found ON true
  WHERE incarnation = $3
  ORDER BY position`;

class LedgerFollower {
  cursor: EventCursor;
  readonly #database: Database;
  readonly #handler: EventHandler;
  readonly #options: FollowOptions;
  readonly #bell = new Bell();
  readonly #halt = new AbortController();

  constructor(database: Database, from: EventCursor, handler: EventHandler, options: FollowOptions) {
    this.cursor = from;
    this.#database = database;
    this.#handler = handler;
    this.#options = options;
  }

  nudge(): void {
    this.#bell.ring();
  }

  halt(): void {
    this.#halt.abort();
    this.#bell.ring();
  }

  async run(): Promise<void> {
    let failures = 0;
    let pauseMs = BUSY_MS;
    while (!this.#halt.signal.aborted) {
      try {
        const handled = await this.#step();
        failures = 0;
        pauseMs = handled > 0 ? BUSY_MS : Math.min(pauseMs * 2, this.#options.idleMs ?? IDLE_MS);
        if (handled < this.#limit && (await this.#bell.wait(pauseMs))) pauseMs = BUSY_MS;
      } catch (error) {
        failures += 1;
        this.#options.onError?.(error);
        await pauseUnless(this.#halt.signal, backoff(failures, FIRST_RETRY_MS, RETRY_CAP_MS));
      }
    }
  }

  get #limit(): number {
    return this.#options.batch ?? BATCH;
  }

  async #step(): Promise<number> {
    const { rows } = await this.#database.pool.query<EventRow | { position: null }>({
      name: "read_events",
      text: READ,
      values: [this.cursor.position, this.#limit, this.cursor.incarnation],
    });
    if (rows.length === 0) return this.#begunAnew();
    const events = rows.filter((row) => row.position !== null).map((row) => eventOfRow(row));
    const last = events.at(-1);
    if (last === undefined || this.#halt.signal.aborted) return 0;
    const cursor = { incarnation: this.cursor.incarnation, position: last.position };
    await this.#handler(events, cursor, this.#halt.signal);
    this.cursor = cursor;
    return events.length;
  }

  async #begunAnew(): Promise<number> {
    const cursor = await endOfLedger(this.#database.pool);
    await this.#options.onRestored?.(cursor);
    this.cursor = cursor;
    return 0;
  }
}

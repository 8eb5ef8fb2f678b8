import type { Database, Queryable } from "../database/database.ts";
import { Bell } from "./bell.ts";
import type { EventNotice, LedgerEvent } from "./event.ts";
import { readEvents, readNotices, type LedgerReading } from "./ledger_reading.ts";
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
export type EventHandler<Event = LedgerEvent> = (
  events: readonly Event[],
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
/** While there is something new each time: what comes together costs less than what comes one by one. */
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
  return follow(new LedgerFollower(database, from, readEvents, handler, options));
}

/** The same for who reads again what the events name: it is told no more of them than that. */
export function followNotices(
  database: Database,
  from: EventCursor,
  handler: EventHandler<EventNotice>,
  options: FollowOptions = {},
): EventFollower {
  return follow(new LedgerFollower(database, from, readNotices, handler, options));
}

function follow<Event extends Placed>(follower: LedgerFollower<Event>): EventFollower {
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

type Placed = Pick<LedgerEvent, "position">;

class LedgerFollower<Event extends Placed> {
  cursor: EventCursor;
  readonly #database: Database;
  readonly #read: LedgerReading<Event>;
  readonly #handler: EventHandler<Event>;
  readonly #options: FollowOptions;
  readonly #bell = new Bell();
  readonly #halt = new AbortController();

  constructor(
    database: Database,
    from: EventCursor,
    read: LedgerReading<Event>,
    handler: EventHandler<Event>,
    options: FollowOptions,
  ) {
    this.cursor = from;
    this.#database = database;
    this.#read = read;
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
        if (handled === this.#limit) continue;
        if (handled > 0) {
          pauseMs = BUSY_MS;
          await pauseUnless(this.#halt.signal, BUSY_MS);
        } else {
          // After a look that found nothing the next ring is followed at once.
          pauseMs = Math.min(pauseMs * 2, this.#options.idleMs ?? IDLE_MS);
          if (await this.#bell.wait(pauseMs)) pauseMs = BUSY_MS;
        }
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
    const events = await this.#read(this.#database.pool, this.cursor, this.#limit);
    if (events === undefined) return this.#begunAnew();
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

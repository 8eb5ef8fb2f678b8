import type pg from "pg";
import type { Database } from "../database/database.ts";
import { Bell } from "./bell.ts";
import { Deliveries } from "./deliveries.ts";
import type { EventHandler } from "./follow.ts";
import type { DispatcherLag } from "./lag.ts";
import { LagWatch } from "./lag_watch.ts";
import type { LagWatchOptions } from "./lag_watch.ts";
import { LowMark } from "./low_mark.ts";
import { moveEvents } from "./move.ts";
import { atMost, backoff, pauseUnless } from "./pause.ts";
import { EXCHANGE_RATES, LISTEN_MOVING, LISTEN_WAITING, MOVED, TELL_WRITTEN, WRITTEN } from "./rings.ts";
import type { Subscription, SubscriptionStart } from "./subscription.ts";
import { takeTurn, withTurnClient } from "./turn.ts";

/** What {@link startDispatcher} may be told. */
export interface DispatcherOptions extends LagWatchOptions {
  /** The most rows of one move; 2,000 unless told. */
  readonly batch?: number;
  /** The least time between two moves that do not fill a batch, in milliseconds; 10 unless told. */
  readonly busyMs?: number;
  /** The longest pause between two moves, in milliseconds; 200 unless told. */
  readonly idleMs?: number;
  /** How often a dispatcher that waits asks for its turn, in milliseconds; 500 unless told. */
  readonly standbyMs?: number;
  /** Told when there is something new in the ledger, whichever process has moved it: nudge the followers. */
  readonly onMoved?: () => void;
  /** Told that exchange rates were entered, by whichever process. */
  readonly onExchangeRates?: () => void;
  /** Told of every failure; the dispatcher goes on. */
  readonly onError?: (error: unknown) => void;
}

/** What a dispatcher did since it was started. */
export interface DispatcherCounts {
  readonly moved: number;
  readonly moves: number;
  readonly failures: number;
}

/** Moves the outbox into the ledger. Every process may start one: one of them is active, the others wait for their turn. */
export interface Dispatcher {
  /** Whether this is the one that moves. */
  readonly active: boolean;
  readonly counts: DispatcherCounts;
  /** The last measured lag; undefined before the first measurement and while the database cannot be reached. */
  readonly lag: DispatcherLag | undefined;
  /** Move at once: something was committed. Cheap, and any number of calls count as one. */
  nudge(): void;
  /**
   * Delivers every event to the handler, in order, at least once, in the process whose dispatcher is active; the position is
   * remembered in the database under the name. A new name begins now, or at the beginning of the ledger.
   */
  subscribe(name: string, handler: EventHandler, start?: SubscriptionStart): void;
  /** Stops moving and delivering; waits for what is in hand, at most some 10 seconds. */
  stop(): Promise<void>;
}

const DISPATCHER_LOCK = 1;
const BUSY_MS = 10;
/** A first look may have to pass millions of dead rows, left by a backup that still runs. */
const TURN = { idleSessionMs: 10_000, statementTimeoutMs: 120_000 };
const FIRST_RETRY_MS = 100;
const RETRY_CAP_MS = 5_000;
const STOP_WAIT_MS = 8_000;
/** Now and then a move looks at the whole outbox, whatever it believes to be done; rarely when that takes long. */
const FULL_LOOK_MS = 5_000;
const FULL_LOOK_SHARE = 0.02;

/** Starts a dispatcher on the database. It never throws: it reports, and tries again at most every 5 seconds. */
export function startDispatcher(database: Database, options: DispatcherOptions = {}): Dispatcher {
  const dispatcher = new OutboxDispatcher(database, options);
  dispatcher.start();
  return dispatcher;
}

class OutboxDispatcher implements Dispatcher {
  active = false;
  counts: DispatcherCounts = { moved: 0, moves: 0, failures: 0 };
  readonly #database: Database;
  readonly #options: DispatcherOptions;
  readonly #watch: LagWatch;
  readonly #subscriptions: Subscription[] = [];
  readonly #bell = new Bell();
  readonly #halt = new AbortController();
  #ended: Promise<unknown> = Promise.resolve();
  #failuresInARow = 0;
  #mark = new LowMark();

  constructor(database: Database, options: DispatcherOptions) {
    this.#database = database;
    this.#options = options;
    this.#watch = new LagWatch(database, () => (this.active ? this.#mark.eventId : 0), options);
  }

  get lag(): DispatcherLag | undefined {
    return this.#watch.lag;
  }

  start(): void {
    this.#ended = Promise.all([this.#run(), this.#watch.run(this.#halt.signal)]);
  }

  nudge(): void {
    this.#bell.ring();
  }

  subscribe(name: string, handler: EventHandler, start: SubscriptionStart = "now"): void {
    if (this.#subscriptions.some((known) => known.name === name)) throw new Error(`${name} subscribed already`);
    this.#subscriptions.push({ name, handler, start });
  }

  async stop(): Promise<void> {
    this.#halt.abort();
    this.#bell.ring();
    await atMost(STOP_WAIT_MS, this.#ended);
  }

  async #run(): Promise<void> {
    const { signal } = this.#halt;
    while (!signal.aborted) {
      try {
        await withTurnClient(this.#database, TURN, (client) => this.#serve(client));
      } catch (error) {
        this.#failuresInARow += 1;
        this.#report(error);
        await pauseUnless(signal, backoff(this.#failuresInARow, FIRST_RETRY_MS, RETRY_CAP_MS));
      }
    }
  }

  async #serve(client: pg.Client): Promise<void> {
    if (!(await this.#waitForTurn(client))) return;
    await client.query(PLAN_FOR_A_QUEUE);
    const deliveries = new Deliveries(this.#database, (error) => this.#report(error));
    this.#mark = new LowMark();
    this.active = true;
    try {
      await this.#moveUntilHalted(client, deliveries);
    } finally {
      this.active = false;
      await deliveries.stop();
    }
  }

  /** False when it is to stop before its turn has come. */
  async #waitForTurn(client: pg.Client): Promise<boolean> {
    client.on("notification", ({ channel }) => {
      if (channel === WRITTEN) this.#bell.ring();
      if (channel === MOVED) this.#options.onMoved?.();
      if (channel === EXCHANGE_RATES) this.#options.onExchangeRates?.();
    });
    await client.query(LISTEN_WAITING);
    while (!(await takeTurn(client, DISPATCHER_LOCK))) {
      this.#failuresInARow = 0;
      await this.#passOn(client, this.#options.standbyMs ?? 500);
      if (this.#halt.signal.aborted) return false;
    }
    await client.query(LISTEN_MOVING);
    return true;
  }

  /** Tells the one that moves of what is committed in this process, for so long; not for each commit, and never in its transaction. */
  async #passOn(client: pg.Client, milliseconds: number): Promise<void> {
    const { signal } = this.#halt;
    const end = performance.now() + milliseconds;
    for (let left = milliseconds; left > 0; left = end - performance.now()) {
      if (!(await this.#bell.wait(left)) || signal.aborted) return;
      await client.query(TELL_WRITTEN);
      await pauseUnless(signal, this.#options.busyMs ?? BUSY_MS);
    }
  }

  async #moveUntilHalted(client: pg.Client, deliveries: Deliveries): Promise<void> {
    const { batch = 2_000, busyMs = BUSY_MS, idleMs = 200 } = this.#options;
    let nextFullLook = performance.now() + FULL_LOOK_MS;
    let pauseMs = busyMs;
    while (!this.#halt.signal.aborted) {
      deliveries.start(this.#subscriptions);
      const begun = performance.now();
      const fullLook = begun >= nextFullLook;
      const facts = await moveEvents(client, { after: fullLook ? 0 : this.#mark.eventId, limit: batch });
      const { moved } = facts;
      this.#failuresInARow = 0;
      if (fullLook) nextFullLook = begun + Math.max(FULL_LOOK_MS, (performance.now() - begun) / FULL_LOOK_SHARE);
      else this.#mark.learn(facts);
      if (moved > 0) {
        this.#count(moved);
        deliveries.nudge();
      }
      if (moved === batch) continue;
      if (moved > 0) {
        pauseMs = busyMs;
        await pauseUnless(this.#halt.signal, busyMs);
      } else {
        // After a look that found nothing the next commit is moved at once.
        pauseMs = Math.min(pauseMs * 2, idleMs);
        if (await this.#bell.wait(pauseMs)) pauseMs = busyMs;
      }
    }
  }

  #count(moved: number): void {
    this.counts = { ...this.counts, moved: this.counts.moved + moved, moves: this.counts.moves + 1 };
    this.#options.onMoved?.();
  }

  #report(error: unknown): void {
    this.counts = { ...this.counts, failures: this.counts.failures + 1 };
    this.#options.onError?.(error);
  }
}

// The outbox is empty most of the time and its statistics say so: without this a plan made for an empty table could meet
// a backlog of a hundred thousand rows. ctid, index and hash join are right for both.
const PLAN_FOR_A_QUEUE = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_nestloop = off";

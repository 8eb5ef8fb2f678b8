import type { Database } from "../../database/database.ts";
import type { Answer, Command } from "./command.ts";
import { Lane, tooBusy, type Waiting } from "./lane.ts";
import type { AdmissionObserver } from "./observer.ts";
import { unobserved } from "./observer.ts";
import { outsideOf, type Outside } from "./outside.ts";
import { nothingKnown } from "./read.ts";
import { looksHopeless } from "./sight.ts";

/** How admission is set up. */
export interface AdmissionOptions {
  readonly database: Database;
  /** Lanes of this process; few win (1, 2 and 4 were alike, 8 to 16 slower than no grouping). */
  readonly lanes?: number;
  readonly observer?: AdmissionObserver;
  /** How long a caller waits for an answer, in milliseconds. */
  readonly patienceMs?: number;
  /** Requests that may wait in one lane. */
  readonly longestQueue?: number;
  /** Connections, time and ids; those of the database and this machine unless told. */
  readonly outside?: Outside;
}

/** Who submits a request. */
export interface Submission {
  /** True once the caller has hung up: a request that still waits is skipped. */
  readonly signal?: { readonly aborted: boolean };
}

const LANE_LOCK_TIMEOUT_MS = 50;
// Short enough that a caller whose patience has run out is told soon after.
const ASIDE_LOCK_TIMEOUT_MS = 500;
const MOST_LANES_ASIDE = 4;
const LONGEST_BATCH = 256;

/**
 * The way to every room: requests of one hotel are decided in order of arrival, grouped into transactions. Between
 * processes the database's locks and constraints decide; nothing here is needed for correctness, only for order
 * and speed.
 */
export class Admission {
  readonly #options: Required<Omit<AdmissionOptions, "observer">> & { readonly observer: AdmissionObserver };
  readonly #known = nothingKnown();
  readonly #lanes: Lane[];
  /** Where hotels wait that somebody else had locked, so that their lane goes on. */
  readonly #aside = new Map<number, Lane>();
  #closed = false;

  constructor(options: AdmissionOptions) {
    this.#options = {
      lanes: 2,
      observer: unobserved,
      patienceMs: 10_000,
      longestQueue: 10_000,
      outside: outsideOf(options.database),
      ...options,
    };
    this.#lanes = Array.from({ length: this.#options.lanes }, () => this.#lane(LANE_LOCK_TIMEOUT_MS, true));
  }

  /** Requests that wait in all queues. */
  get queueLength(): number {
    let length = 0;
    for (const lane of [...this.#lanes, ...new Set(this.#aside.values())]) length += lane.length;
    return length;
  }

  /** Decides a request. Rejects only for bugs and an unknown COMMIT; everything else is an answer. */
  submit(command: Command, submission: Submission = {}): Promise<Answer> {
    if (this.#closed) return Promise.resolve(tooBusy("The server is stopping."));
    const hopeless = looksHopeless(command, this.#known);
    if (!hopeless) prepare(command);
    return new Promise((answer, fail) => {
      const arrivedAt = this.#options.outside.now();
      const deadline = arrivedAt + this.#options.patienceMs;
      const waiting = {
        command,
        arrivedAt,
        deadline,
        signal: submission.signal,
        answer,
        fail,
        attempts: 0,
        alone: false,
        hopeless,
      };
      this.#laneOf(command.hotelId).enqueue(waiting);
    });
  }

  /** Stops taking requests, decides what waits, closes the connections. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
    await Promise.all([...new Set(this.#aside.values())].map((lane) => lane.close()));
  }

  #laneOf(hotelId: number): Lane {
    this.#forgetIdle();
    const aside = this.#aside.get(hotelId);
    if (aside !== undefined) return aside;
    const lane = this.#lanes[hotelId % this.#lanes.length];
    if (lane === undefined) throw new Error("admission has no lanes");
    return lane;
  }

  #lane(lockTimeoutMs: number, maySetAside: boolean): Lane {
    const { outside, observer, longestQueue } = this.#options;
    const base = { outside, observer, known: this.#known, lockTimeoutMs, longestQueue, longestBatch: LONGEST_BATCH };
    return new Lane(maySetAside ? { ...base, setAside: (waiting) => this.#setAside(waiting) } : base);
  }

  #setAside(waiting: readonly Waiting[]): void {
    for (const one of waiting) {
      const { hotelId } = one.command;
      let lane = this.#aside.get(hotelId);
      if (lane === undefined) this.#aside.set(hotelId, (lane = this.#laneAside()));
      lane.enqueue(one);
    }
  }

  // Each hotel has a lane of its own while they are few: a connection each. Many are locked when another process is
  // busy with them all for a moment: refusing them would be wrong, so they share.
  #laneAside(): Lane {
    const lanes = [...new Set(this.#aside.values())];
    if (lanes.length < MOST_LANES_ASIDE) return this.#lane(ASIDE_LOCK_TIMEOUT_MS, false);
    return lanes.reduce((shortest, lane) => (lane.length < shortest.length ? lane : shortest));
  }

  // Hotels whose lane aside has run empty go back to their own.
  #forgetIdle(): void {
    const idle = new Set<Lane>();
    for (const [hotelId, lane] of this.#aside) {
      if (!lane.isIdle) continue;
      this.#aside.delete(hotelId);
      idle.add(lane);
    }
    for (const lane of idle) void lane.close();
  }
}

// Now, while PostgreSQL works on others, and not when the locks are held.
function prepare({ key }: Command): void {
  void key?.fingerprint;
}

import type { Database } from "../database/database.ts";
import { readLag } from "./lag.ts";
import type { DispatcherLag } from "./lag.ts";
import { pauseUnless } from "./pause.ts";

/** Raised once when a limit is passed and cleared once when all are kept again. */
export interface LagAlarm {
  readonly raised: boolean;
  readonly lag: DispatcherLag;
}

/** When the lag is alarming, and who is told. */
export interface LagWatchOptions {
  /** How often to look, in milliseconds; 5,000 unless told. */
  readonly everyMs?: number;
  /** The longest a row may wait in the outbox, in milliseconds; 5,000 unless told. */
  readonly oldestRowLimitMs?: number;
  /** The longest a transaction may be open, in milliseconds; 60,000 unless told: a backup takes its time. */
  readonly oldestTransactionLimitMs?: number;
  readonly onAlarm?: (alarm: LagAlarm) => void;
  readonly onError?: (error: unknown) => void;
}

/** Measures the lag over and over until the signal aborts, and tells when it becomes alarming. */
export class LagWatch {
  /** The last measurement; undefined before the first, and while the database cannot be reached. */
  lag: DispatcherLag | undefined;
  readonly #database: Database;
  readonly #after: () => number;
  readonly #options: LagWatchOptions;
  #raised = false;

  /** `after` tells the event id below which nothing waits, as far as is known. */
  constructor(database: Database, after: () => number, options: LagWatchOptions) {
    this.#database = database;
    this.#after = after;
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.lag = await readLag(this.#database.pool, this.#after());
        this.#judge(this.lag);
      } catch (error) {
        this.lag = undefined;
        this.#options.onError?.(error);
      }
      await pauseUnless(signal, this.#options.everyMs ?? 5_000);
    }
  }

  #judge(lag: DispatcherLag): void {
    const { oldestRowLimitMs = 5_000, oldestTransactionLimitMs = 60_000 } = this.#options;
    const alarming = lag.oldestRowMs > oldestRowLimitMs || lag.oldestTransactionMs > oldestTransactionLimitMs;
    if (alarming === this.#raised) return;
    this.#raised = alarming;
    this.#options.onAlarm?.({ raised: alarming, lag });
  }
}

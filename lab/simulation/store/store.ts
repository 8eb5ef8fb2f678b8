import { Tables } from "./tables.ts";
import { Transaction, type Row } from "./transaction.ts";

/** What the store guarantees. Each can be taken away, as a control: then the simulation must notice. */
export interface Guards {
  /** The lock statement locks. Off: it only reads. */
  readonly typeLocks: boolean;
  /** Every statement sees what is committed when it begins. Off: a transaction sees what was there when it began. */
  readonly statementSnapshots: boolean;
  /** The CHECK of the nights, and one stay in a room on a night. */
  readonly constraints: boolean;
  /** A key comes and goes with the transaction that claims it. Off: it stays, whatever becomes of that. */
  readonly keyWithEffect: boolean;
  /** The witness row of a batch is found when it is there. Off: never. */
  readonly witness: boolean;
  /** A hold is taken away only when its time is over. */
  readonly holdTime: boolean;
  /** A book that was changed has another stamp. */
  readonly bookStamps: boolean;
  /** What fills a sell limit is counted under the lock. Off: as it was when the transaction began. */
  readonly countedUnderLock: boolean;
  /** Whoever changes rates locks the room types. Off: only the book. */
  readonly rateLocks: boolean;
}

/** PostgreSQL as it is. */
export const ALL_GUARDS: Guards = {
  typeLocks: true,
  statementSnapshots: true,
  constraints: true,
  keyWithEffect: true,
  witness: true,
  holdTime: true,
  bookStamps: true,
  countedUnderLock: true,
  rateLocks: true,
};

/** A database in memory: tables, a clock that only the schedule moves, and whoever waits for a transaction. */
export class Store {
  readonly tables = new Tables();
  readonly guards: Guards;
  /** What `clock_timestamp()` answers, in milliseconds since 1970. */
  now: number;
  /** How many transactions that wrote have been committed. */
  commits = 0;
  /** Told after each of them, with the time at which it decided; undefined: it has not asked for the time. */
  onCommit: (decidedAt: number | undefined) => void = () => undefined;
  #events = 0;

  constructor(now: number, guards: Guards) {
    this.now = now;
    this.guards = guards;
  }

  /** Begins a transaction. */
  begin(): Transaction {
    const transaction = new Transaction();
    if (!this.guards.statementSnapshots) transaction.snapshot = this.#snapshot();
    if (!this.guards.countedUnderLock) transaction.beginning = this.#snapshot();
    return transaction;
  }

  /** Commits; whoever waited for it may go on. */
  commit(transaction: Transaction): void {
    const wrote = transaction.rows.some(({ written }) => written);
    transaction.commit();
    if (!wrote) return;
    this.commits += 1;
    this.onCommit(transaction.askedNow);
  }

  /** The next number of the outbox. */
  nextEventId(): number {
    this.#events += 1;
    return this.#events;
  }

  #snapshot(): ReadonlyMap<Row<unknown>, unknown> {
    const { admission, nights, reservations, stays, stayNights, holds, keys, witnesses } = this.tables;
    const { rateBooks, ratePlans, rateNights } = this.tables;
    const rates = [rateBooks, ratePlans, rateNights];
    const rows = new Map<Row<unknown>, unknown>();
    for (const table of [admission, nights, reservations, stays, stayNights, holds, keys, witnesses, ...rates]) {
      for (const row of table.all()) rows.set(row, row.committed);
    }
    return rows;
  }
}

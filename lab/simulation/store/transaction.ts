/** A row as others see it and as its writer does. Held by one transaction at a time: a lock and a write exclude each other. */
export interface Row<Cells> {
  /** Undefined: not there. */
  committed: Cells | undefined;
  /** What the holder has made of it, once it is `written`. */
  pending: Cells | undefined;
  written: boolean;
  holder: Transaction | undefined;
}

/** What a transaction-wide snapshot saw: only with the guard `statementSnapshots` off. */
export type Snapshot = ReadonlyMap<Row<unknown>, unknown>;

/** One transaction: the rows it holds, which end with it. */
export class Transaction {
  readonly rows: Row<unknown>[] = [];
  /** For whom it waits; a circle of these is a deadlock. */
  waitsFor: Transaction | undefined;
  snapshot: Snapshot | undefined;
  /** What was committed when it began: only with the guard `countedUnderLock` off. */
  beginning: Snapshot | undefined;
  isOver = false;
  /** What the clock of the hotels said when it was asked; undefined: it was not. */
  askedNow: number | undefined;

  /** Whether it waits, through others, for itself. */
  get isDeadlocked(): boolean {
    const met = new Set<Transaction>();
    let other = this.waitsFor;
    // Somebody may also wait for a circle of others.
    while (other !== undefined && other !== this && !met.has(other)) {
      met.add(other);
      other = other.waitsFor;
    }
    return other === this;
  }

  /** Makes its writes everybody's and lets go of its rows. */
  commit(): void {
    for (const row of this.rows) {
      if (row.written) row.committed = row.pending;
      release(row);
    }
    this.isOver = true;
  }

  /** Takes back and lets go of the rows after the first so many. A row of those that was written since stays written. */
  letGoSince(count: number): void {
    for (const row of this.rows.splice(count)) release(row);
  }

  /** Takes its writes back and lets go of its rows. */
  rollback(): void {
    for (const row of this.rows) release(row);
    this.waitsFor = undefined;
    this.isOver = true;
  }
}

/** What a statement of this transaction sees of a row. */
export function seen<Cells>(row: Row<Cells>, transaction: Transaction): Cells | undefined {
  if (row.holder === transaction && row.written) return row.pending;
  if (transaction.snapshot !== undefined) return transaction.snapshot.get(row) as Cells | undefined;
  return row.committed;
}

/** What a write finds, which is never older than the last commit. */
export function newest<Cells>(row: Row<Cells>, transaction: Transaction): Cells | undefined {
  return row.holder === transaction && row.written ? row.pending : row.committed;
}

/** Takes a row that nobody else holds. */
export function hold<Cells>(row: Row<Cells>, transaction: Transaction): void {
  if (row.holder === transaction) return;
  row.holder = transaction;
  transaction.rows.push(row);
}

/** Writes a row that is held; undefined takes it away. */
export function put<Cells>(row: Row<Cells>, transaction: Transaction, cells: Cells | undefined): void {
  hold(row, transaction);
  row.pending = cells;
  row.written = true;
}

function release(row: Row<unknown>): void {
  row.holder = undefined;
  row.pending = undefined;
  row.written = false;
}

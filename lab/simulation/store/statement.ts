import type { Store } from "./store.ts";
import { hold, newest, put, type Row, type Transaction } from "./transaction.ts";
import { failure, SQLSTATE } from "./failure.ts";
import type { Table } from "./table.ts";

/** A statement on its way through the store. */
export interface Call {
  readonly store: Store;
  readonly transaction: Transaction;
  readonly values: readonly unknown[];
}

/** What a statement answers. */
export interface Answer {
  readonly command: string;
  readonly rows: readonly object[];
  readonly rowCount: number;
}

/** A statement that may have to wait: it gives out whom it waits for, and goes on when that transaction is over. */
export type Waiting = Generator<Transaction, Answer, void>;

/** What a statement does: at once, or with waits. Throws the database's errors. */
export type Behaviour = (call: Call) => Answer | Waiting;

/** Rows that were read. */
export function selected(rows: readonly object[]): Answer {
  return { command: "SELECT", rows, rowCount: rows.length };
}

/** Rows that were written. */
export function wrote(command: "INSERT" | "UPDATE" | "DELETE", rowCount: number): Answer {
  return { command, rows: [], rowCount };
}

/** Takes a row's lock, after whoever has it. The row may have changed meanwhile: look at what is newest. */
export function* lockRow(row: Row<never>, transaction: Transaction): Generator<Transaction, void, void> {
  while (row.holder !== undefined && row.holder !== transaction) yield row.holder;
  hold(row, transaction);
}

/** Writes a new row; waits for whoever writes one with the same key, and fails when that one stays. */
export function* insertRow<Cells>(
  table: Table<Cells>,
  key: string,
  cells: Cells,
  { transaction }: Call,
  constraint: string,
): Generator<Transaction, Row<Cells>, void> {
  const row = table.row(key);
  while (isBeingWritten(row, transaction)) yield row.holder as Transaction;
  if (newest(row, transaction) !== undefined) {
    throw failure(SQLSTATE.unique, `duplicate key value violates unique constraint "${constraint}"`, constraint);
  }
  put(row, transaction, cells);
  return row;
}

/** Writes a row, whether or not it is there: ON CONFLICT DO UPDATE of all that is not its key. */
export function* upsertRow<Cells>(
  table: Table<Cells>,
  key: string,
  cells: Cells,
  { transaction }: Call,
): Generator<Transaction, Row<Cells>, void> {
  const row = table.row(key);
  while (row.holder !== undefined && row.holder !== transaction) yield row.holder;
  put(row, transaction, cells);
  return row;
}

/** Whether somebody else has written the row and may take it back. */
export function isBeingWritten<Cells>(row: Row<Cells>, transaction: Transaction): boolean {
  return row.holder !== undefined && row.holder !== transaction && row.written;
}

import type { Row } from "./transaction.ts";

/** The rows of one table by primary key, also those that nobody but their writer sees. */
export class Table<Cells> {
  readonly #rows = new Map<string, Row<Cells>>();

  /** The row with this key; made, and not there for anybody, when it is asked for the first time. */
  row(key: string): Row<Cells> {
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = { committed: undefined, pending: undefined, written: false, holder: undefined };
      this.#rows.set(key, row);
    }
    return row;
  }

  /** The row with this key, if anybody has ever written it. */
  find(key: string): Row<Cells> | undefined {
    return this.#rows.get(key);
  }

  /** All rows, in the order in which they were first written. */
  all(): IterableIterator<Row<Cells>> {
    return this.#rows.values();
  }

  /** Puts a row in without a transaction: what there was before the schedule began. */
  seed(key: string, cells: Cells): void {
    this.row(key).committed = cells;
  }

  /** What is committed. */
  committed(): Cells[] {
    const found: Cells[] = [];
    for (const { committed } of this.#rows.values()) if (committed !== undefined) found.push(committed);
    return found;
  }
}

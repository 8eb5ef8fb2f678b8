import type { Draw } from "../../load/random.ts";
import type { Operation } from "../operation.ts";

const MOST_KEPT = 60;
/** One quote of so many is put aside until it has run out. */
const PUT_ASIDE = 100;
const MOST_ASIDE = 10;
/** A minute, the shortest that the engine promises, and some; in milliseconds. */
const ASIDE_MS = 63_000;
/** One choice of so many is of those that have run out. */
const OLD = 20;

/** The newest quotes that all clients choose from, so that several book the same one, and a few that have run out. */
export class KnownQuotes {
  readonly #kept: Operation[] = [];
  readonly #aside: { readonly operation: Operation; readonly until: number }[] = [];

  /** Keeps the quote that an operation was given. */
  add(operation: Operation, draw: Draw): void {
    if (draw(PUT_ASIDE) === 0 && this.#aside.length < MOST_ASIDE) {
      this.#aside.push({ operation, until: performance.now() + ASIDE_MS });
      return;
    }
    this.#kept.push(operation);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
  }

  /** The operation that was given one; undefined when there are none. */
  choose(draw: Draw): Operation | undefined {
    const [oldest] = this.#aside;
    if (oldest !== undefined && oldest.until < performance.now() && draw(OLD) === 0) {
      this.#aside.shift();
      return oldest.operation;
    }
    return this.#kept[draw(this.#kept.length)];
  }
}

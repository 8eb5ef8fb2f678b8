import type { Draw } from "../../load/random.ts";
import type { Fault } from "./fault.ts";
import { nodeFaults } from "./node_faults.ts";
import { backendFaults, endings, standstills } from "./postgres_faults.ts";
import { connectionFaults, diskFaults, transactionFaults } from "./resource_faults.ts";
import { wireFaults } from "./wire_faults.ts";

/**
 * Every fault that a run can inject, in the order in which two are injected; they are healed the other way round. What needs a
 * PostgreSQL that answers comes before what stops it. What keeps another from being healed comes after it: no node starts while
 * its database stands still, and no database on a full disk.
 */
export const allFaults: readonly Fault[] = [
  ...nodeFaults,
  ...wireFaults,
  ...transactionFaults,
  ...backendFaults,
  ...connectionFaults,
  ...endings,
  ...diskFaults,
  ...standstills,
];

/** One round of so many has two faults at once. */
const TWO_ONE_IN = 6;

/**
 * What goes wrong, round after round: every fault once in an order of the seed's, then all again in another order. Now and then
 * a second one comes on top.
 */
export class FaultPlan {
  readonly #draw: Draw;
  readonly #possible: readonly Fault[];
  #left: Fault[] = [];

  constructor(possible: readonly Fault[], draw: Draw) {
    this.#possible = possible;
    this.#draw = draw;
  }

  /** The faults of the next round: one or two. */
  next(): Fault[] {
    const first = this.#take();
    if (this.#possible.length < 2 || this.#draw(TWO_ONE_IN) > 0) return [first];
    const others = this.#possible.filter((fault) => fault !== first);
    const second = others[this.#draw(others.length)];
    return allFaults.filter((fault) => fault === first || fault === second);
  }

  #take(): Fault {
    if (this.#left.length === 0) this.#left = [...this.#possible];
    const [taken] = this.#left.splice(this.#draw(this.#left.length), 1);
    if (taken === undefined) throw new RangeError("there are no faults to choose from");
    return taken;
  }
}

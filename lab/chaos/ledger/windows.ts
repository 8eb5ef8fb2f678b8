import type { Operation } from "../operation.ts";

/** A step of a hotel's ledger and the operation that caused it; undefined: none of a client. */
export interface CausedStep {
  readonly step: number;
  readonly cause: Operation | undefined;
}

/**
 * Between which steps of a hotel's ledger an operation was decided, as far as one thing is concerned, a room type or a reservation: not
 * before what had been answered of it when it was sent, and not after what was sent when it had been answered. What
 * concerns other things says nothing: two transactions that lock different room types may commit in another order than
 * they stand in the ledger. Step n is the state after the n-th event, step 0 the one before the first.
 */
export class Windows {
  readonly #answered: readonly { readonly at: number; readonly step: number }[];
  readonly #sentLater: readonly { readonly at: number; readonly step: number }[];

  /** @param steps those that concern the thing, in order */
  constructor(steps: readonly CausedStep[]) {
    this.#answered = lastSteps(steps);
    this.#sentLater = firstSteps(steps);
  }

  /** The first and the last step that the operation may have seen. */
  of({ invoked, completed }: Operation): { readonly first: number; readonly last: number } {
    const before = lastAtMost(this.#answered, invoked);
    const after = this.#sentLater[lowerBound(this.#sentLater, completed)];
    return { first: before?.step ?? 0, last: after === undefined ? Infinity : after.step - 1 };
  }
}

/** By the time of the answer: the highest step that was answered until then. */
function lastSteps(steps: readonly CausedStep[]): { at: number; step: number }[] {
  const ends = steps.flatMap(({ cause, step }) =>
    cause === undefined || cause.completed === Infinity ? [] : [{ at: cause.completed, step }],
  );
  ends.sort((one, other) => one.at - other.at);
  let highest = 0;
  return ends.map(({ at, step }) => ({ at, step: (highest = Math.max(highest, step)) }));
}

/** By the time of sending: the lowest step of all that was sent from then on. */
function firstSteps(steps: readonly CausedStep[]): { at: number; step: number }[] {
  const starts = steps.flatMap(({ cause, step }) => (cause === undefined ? [] : [{ at: cause.invoked, step }]));
  starts.sort((one, other) => one.at - other.at);
  let lowest = Infinity;
  for (const start of starts.toReversed()) start.step = lowest = Math.min(lowest, start.step);
  return starts;
}

function lastAtMost<Item extends { readonly at: number }>(items: readonly Item[], at: number): Item | undefined {
  return items[lowerBound(items, at) - 1];
}

/** The index of the first item whose time is not before `at`. */
function lowerBound(items: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Operation } from "../operation.ts";

/**
 * Between which steps of a hotel's ledger an operation was decided: not before what had been answered when it was sent, and not
 * after what was sent when it had been answered. Step n is the state after the n-th event, step 0 the one before the first.
 */
export class Windows {
  readonly #answered: readonly { readonly at: number; readonly step: number }[];
  readonly #sentLater: readonly { readonly at: number; readonly step: number }[];

  /** @param causes for each event of the hotel the operation that caused it; undefined: none of a client */
  constructor(causes: readonly (Operation | undefined)[]) {
    this.#answered = lastSteps(causes);
    this.#sentLater = firstSteps(causes);
  }

  /** The first and the last step that the operation may have seen. */
  of({ invoked, completed }: Operation): { readonly first: number; readonly last: number } {
    const before = lastAtMost(this.#answered, invoked);
    const after = this.#sentLater[lowerBound(this.#sentLater, completed)];
    return { first: before?.step ?? 0, last: after === undefined ? Infinity : after.step - 1 };
  }
}

/** By the time of the answer: the highest step that was answered until then. */
function lastSteps(causes: readonly (Operation | undefined)[]): { at: number; step: number }[] {
  const ends = causes.flatMap((cause, index) =>
    cause === undefined || cause.completed === Infinity ? [] : [{ at: cause.completed, step: index + 1 }],
  );
  ends.sort((one, other) => one.at - other.at);
  let highest = 0;
  return ends.map(({ at, step }) => ({ at, step: (highest = Math.max(highest, step)) }));
}

/** By the time of sending: the lowest step of all that was sent from then on. */
function firstSteps(causes: readonly (Operation | undefined)[]): { at: number; step: number }[] {
  const starts = causes.flatMap((cause, index) =>
    cause === undefined ? [] : [{ at: cause.invoked, step: index + 1 }],
  );
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

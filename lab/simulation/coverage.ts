/** How often each thing happened, by its name. */
export type Tally = ReadonlyMap<string, number>;

/** Counts what the schedules reached, so that a report can say what they did not. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  /** Counts one. */
  add(name: string, times = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  /** Counts all that another one counted. */
  join(other: Tally): void {
    for (const [name, times] of other) this.add(name, times);
  }

  /** All counts. */
  get tally(): Tally {
    return this.#counts;
  }
}

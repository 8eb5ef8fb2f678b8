/** Which nights a manager has closed, by the ledger, and how that was step by step since the last check. */
export class ClosedNights {
  readonly #closed = new Set<string>();
  #steps = new Map<string, { readonly step: number; readonly isClosed: boolean }[]>();

  /** Closes or opens a night, by `nightName`, at a step of its hotel. */
  set(name: string, isClosed: boolean, step: number): void {
    const steps = this.#steps.get(name) ?? [{ step: 0, isClosed: this.#closed.has(name) }];
    steps.push({ step, isClosed });
    this.#steps.set(name, steps);
    if (isClosed) this.#closed.add(name);
    else this.#closed.delete(name);
  }

  /** How the night was after a step. */
  isClosedAt(name: string, step: number): boolean {
    return this.stepsOf(name).findLast((one) => one.step <= step)?.isClosed === true;
  }

  /** How the night was since the last check, from the state before the first step on. */
  stepsOf(name: string): readonly { readonly step: number; readonly isClosed: boolean }[] {
    return this.#steps.get(name) ?? [{ step: 0, isClosed: this.#closed.has(name) }];
  }

  /** Forgets the steps: what follows begins with how it is now. */
  forgetSteps(): void {
    this.#steps = new Map();
  }
}

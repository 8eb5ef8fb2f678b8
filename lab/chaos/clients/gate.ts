/** Where the clients stop for a check: closed, nobody sends anything more. */
export class Gate {
  #isOpen = true;
  #ended = false;
  #busy = 0;
  #waiting: (() => void)[] = [];
  #onIdle: (() => void) | undefined;

  /** Lets every client go home at its next operation. */
  end(): void {
    this.#ended = true;
    this.open();
  }

  /** Lets the clients go on. */
  open(): void {
    this.#isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Lets nobody begin, and resolves when the last operation has ended: each does within seconds. */
  close(): Promise<void> {
    this.#isOpen = false;
    if (this.#busy === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  /** Does the operation as soon as the gate is open; undefined when the run is over. */
  async pass<Result>(operation: () => Promise<Result>): Promise<Result | undefined> {
    while (!this.#isOpen) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#ended) return undefined;
    this.#busy += 1;
    try {
      return await operation();
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0 && !this.#isOpen) this.#onIdle?.();
    }
  }
}

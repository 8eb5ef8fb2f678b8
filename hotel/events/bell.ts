/**
 * A wait that somebody else can end. A ring while nobody waits is remembered once, so no wake-up is lost between
 * looking and waiting; any number of rings count as one.
 */
export class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  /** Ends the present wait, or the next one. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Waits for a ring, at most this many milliseconds. True when it was rung. One waiter at a time. */
  async wait(milliseconds: number): Promise<boolean> {
    if (!this.#rung) await this.#ringOrTime(milliseconds);
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }

  #ringOrTime(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#wake = resolve;
    return promise.finally(() => {
      clearTimeout(timer);
      this.#wake = undefined;
    });
  }
}

import type { Socket } from "node:net";

/** One direction of a wire. What is sent arrives in its order, also when the delay has changed meanwhile. */
export class SlowWay {
  readonly #to: Socket;
  readonly #queue: { readonly due: number; readonly chunk: Buffer }[] = [];

  constructor(to: Socket) {
    this.#to = to;
  }

  /** Passes the chunk on after so many milliseconds, and not before what came earlier. */
  pass(chunk: Buffer, delayMs: number): void {
    if (delayMs === 0 && this.#queue.length === 0) return void this.#to.write(chunk);
    this.#queue.push({ due: performance.now() + delayMs, chunk });
    if (this.#queue.length === 1) this.#arm();
  }

  #arm(): void {
    const [next] = this.#queue;
    if (next === undefined) return;
    setTimeout(
      () => {
        this.#queue.shift();
        this.#to.write(next.chunk);
        this.#arm();
      },
      Math.max(0, next.due - performance.now()),
    );
  }
}

import { backoff } from "../../events/pause.ts";

/**
 * Keeps searches from waiting for a server that fails: after some failures in a row nothing is tried for a while, then one
 * search tries, and so on with longer pauses, until one succeeds.
 */
export class Circuit {
  readonly #now: () => number;
  #failures = 0;
  #nextTry = 0;

  /** @param now milliseconds, never going back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether so many tries in a row have failed that the server is taken for broken. */
  get isOpen(): boolean {
    return this.#failures >= FAILURES;
  }

  /** Whether to try now. While it is open, only one of all that ask may. */
  mayTry(): boolean {
    if (!this.isOpen) return true;
    const now = this.#now();
    if (now < this.#nextTry) return false;
    this.#nextTry = now + this.#pauseMs;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.isOpen) this.#nextTry = this.#now() + this.#pauseMs;
  }

  get #pauseMs(): number {
    return backoff(this.#failures - FAILURES + 1, FIRST_PAUSE_MS, PAUSE_CAP_MS);
  }
}

const FAILURES = 3;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_CAP_MS = 30_000;

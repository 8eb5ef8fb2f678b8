import { setTimeout as timer } from "node:timers/promises";

/** Waits this many milliseconds, or until the signal aborts; never rejects. */
export async function pauseUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  if (signal.aborted) return;
  try {
    await timer(milliseconds, undefined, { signal });
  } catch {
    // The only error is the abort, which ends the pause.
  }
}

/** Resolves with the promise, or after this many milliseconds without it: for work that must not hold up a stop. */
export async function atMost(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  const deadline = new AbortController();
  await Promise.race([promise, pauseUnless(deadline.signal, milliseconds)]);
  deadline.abort();
}

/** The pause before try number `failures + 1`: doubling, with a cap. */
export function backoff(failures: number, firstMs: number, capMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 30), capMs);
}

import { setTimeout as pause } from "node:timers/promises";

/** How often a strategy stands still while it holds its lock. */
export interface Stalls {
  /** Each so-many-th booking of the process that is about to write; undefined is never. */
  readonly every: number | undefined;
}

/** As the laboratory runs them: one booking in twenty. */
export const ONE_IN_TWENTY: Stalls = { every: 20 };

/** How long: a collection of garbage, a slow disk, a moved virtual machine. */
const STALL_MS = 300;

/**
 * What to wait for between reading and writing: nothing, but for each so-many-th call 300 ms, which begin with
 * `meanwhile`. By count, not by chance, so that every run has its stalls.
 */
export function stallOf({ every }: Stalls): (meanwhile?: () => void) => Promise<void> {
  let calls = 0;
  return async (meanwhile) => {
    calls += 1;
    if (every === undefined || calls % every !== 0) return;
    meanwhile?.();
    await pause(STALL_MS);
  };
}

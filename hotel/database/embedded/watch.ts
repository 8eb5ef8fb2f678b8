import { setTimeout as pause } from "node:timers/promises";

/** A server that is looked after. */
export interface WatchedServer {
  readonly isAlive: () => Promise<boolean>;
  /** Starts it again; rejects when it cannot. */
  readonly revive: () => Promise<void>;
  readonly log: (message: string) => void;
}

const LOOK_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Looks every second whether the server's process is there. When it has ended although nobody of ours ended it (killed, out of
 * memory, a full disk), starts it again, at growing intervals of up to 30 seconds until it can. Returns what ends the watch,
 * which resolves when nothing is being started any more, or after so many milliseconds.
 */
export function watchServer(server: WatchedServer): (waitMs: number) => Promise<void> {
  const ending = new AbortController();
  const ended = watch(server, ending.signal);
  return async (waitMs) => {
    ending.abort();
    await Promise.race([ended, pause(waitMs, undefined, { ref: false })]);
  };
}

async function watch({ isAlive, revive, log }: WatchedServer, signal: AbortSignal): Promise<void> {
  let waitMs = LOOK_MS;
  while (await rested(waitMs, signal)) {
    try {
      if (await isAlive()) continue;
      log("PostgreSQL has ended, though nobody stopped it; it is started again");
      await revive();
      waitMs = LOOK_MS;
    } catch (error) {
      waitMs = Math.min(2 * waitMs, LONGEST_PAUSE_MS);
      log(`PostgreSQL cannot be started again: ${(error as Error).message}; tried again in ${waitMs / 1000} s`);
    }
  }
}

/** False when the watch has ended; the timer does not keep the process alive. */
async function rested(ms: number, signal: AbortSignal): Promise<boolean> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
  return !signal.aborted;
}

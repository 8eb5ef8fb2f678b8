import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { openClient, type ClientOptions, type Database } from "../../database/database.ts";
import { newId } from "../../vocabulary/identity.ts";

/** What admission needs of the world besides its requests: connections, time and ids. The simulation puts its own in its place. */
export interface Outside {
  /** Connects a client for a lane. */
  open(options: ClientOptions): Promise<Client>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<void>;
  /** Runs the work when what is under way in this turn of the program has ended. */
  later(work: () => void): void;
  /** An id for the witness row of a batch. */
  newBatchId(): string;
}

/** The world as it is. */
export function outsideOf(database: Database): Outside {
  return {
    open: (options) => openClient(database, options),
    now: () => performance.now(),
    pause: (ms) => pause(ms),
    later: (work) => void setImmediate(work),
    newBatchId: () => newId(Date.now()),
  };
}

import { crc32 } from "node:zlib";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import { enterEnd, enterStart, keepCursor, untilDue } from "./periodic_record.ts";
import type { EnteredRun } from "./periodic_record.ts";
import { RunLimits } from "./periodic_limits.ts";
import { takeTurn, withTurnClient } from "./turn.ts";

/** Something that is done over and over, on one node at a time. */
export interface PeriodicTask {
  /** Names it in the record, the logs and the metrics; two tasks have two names. */
  readonly name: string;
  /** From start to start, in milliseconds of real time. */
  readonly everyMs: number;
  /** The longest a run may take, in milliseconds; 5 minutes unless told. */
  readonly timeoutMs?: number;
  /**
   * Does it once. Must be harmless when done twice, stop soon after the signal aborts (it checks between its
   * statements), and throw what went wrong.
   */
  run(context: PeriodicContext): Promise<void>;
}

/** What a run is given. */
export interface PeriodicContext {
  readonly database: Database;
  /** Aborts when the run takes too long, the program stops or the node has lost its turn. */
  readonly signal: AbortSignal;
  /** What an earlier run kept: where to go on; null at first. */
  readonly cursor: string | null;
  /** Keeps where the next run shall go on. */
  readonly keepCursor: (cursor: string | null) => Promise<void>;
}

/** How an attempt to run a task ended. */
export type PeriodicOutcome =
  | { readonly outcome: "finished"; readonly milliseconds: number }
  | { readonly outcome: "failed"; readonly error: unknown; readonly milliseconds: number }
  /** Another node is running it now. */
  | { readonly outcome: "elsewhere" }
  /** Another node has run it since this one looked. */
  | { readonly outcome: "not_due" };

/** An attempt: `settled` resolves when the task's own promise has, which a task that ignores its signal may delay. */
export interface Attempt {
  readonly outcome: PeriodicOutcome;
  readonly settled: Promise<unknown>;
}

const TIMEOUT_MS = 5 * 60_000;
const IDLE_SESSION_MS = 30_000;

/** Runs the task once under its lock, if no other node does and it is due, or in any case when forced. Never waits for a turn. */
export function attemptRun(
  database: Database,
  task: PeriodicTask,
  options: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<Attempt> {
  return withTurnClient(database, { idleSessionMs: IDLE_SESSION_MS }, async (client) => {
    if (!(await takeTurn(client, crc32(task.name) | 0))) return ended({ outcome: "elsewhere" });
    if (!options.force && (await untilDue(client, task.name, task.everyMs)) > 0) return ended({ outcome: "not_due" });
    const run = await enterStart(client, task.name);
    const attempt = await runUnder(client, database, task, run, options.signal);
    const { outcome } = attempt;
    // On the pool: the connection of the turn may be what was lost.
    await enterEnd(database.pool, task.name, run, outcome.outcome === "failed" ? failureOf(outcome.error) : null);
    return attempt;
  });
}

function ended(outcome: PeriodicOutcome): Attempt {
  return { outcome, settled: Promise.resolve() };
}

async function runUnder(
  client: pg.Client,
  database: Database,
  task: PeriodicTask,
  run: EnteredRun,
  stop: AbortSignal,
): Promise<Attempt> {
  const begun = performance.now();
  const limits = new RunLimits(client, task.timeoutMs ?? TIMEOUT_MS, stop);
  const work = invoke(task, {
    database,
    signal: limits.signal,
    cursor: run.cursor,
    keepCursor: (cursor) => keepCursor(database.pool, task.name, run, cursor),
  });
  const failure = await Promise.race([work, limits.overrun]);
  limits.release();
  const milliseconds = performance.now() - begun;
  // A run that broke off because the program stops has done its part; any other end by the signal is a failure.
  const brokeOff = stop.aborted && (failure === undefined || failure === stop.reason);
  const error = brokeOff ? undefined : (failure ?? (limits.signal.reason as unknown));
  const outcome: PeriodicOutcome =
    error === undefined ? { outcome: "finished", milliseconds } : { outcome: "failed", error, milliseconds };
  return { outcome, settled: work };
}

/** Resolves with what the task threw, also if it threw before its first await; undefined when it is done. */
async function invoke(task: PeriodicTask, context: PeriodicContext): Promise<unknown> {
  try {
    await task.run(context);
    return undefined;
  } catch (error) {
    return error ?? new Error("threw nothing");
  }
}

const FAILURE_LENGTH = 500;

function failureOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, FAILURE_LENGTH);
}

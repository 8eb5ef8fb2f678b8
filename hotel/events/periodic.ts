import type { Database } from "../database/database.ts";
import { atMost, backoff, pauseUnless } from "./pause.ts";
import { untilDue } from "./periodic_record.ts";
import { attemptRun } from "./periodic_run.ts";
import type { PeriodicOutcome, PeriodicTask } from "./periodic_run.ts";

export type { PeriodicContext, PeriodicOutcome, PeriodicTask } from "./periodic_run.ts";

/** What the runs of one task in this process came to. */
export interface PeriodicCounts {
  readonly finished: number;
  readonly failed: number;
  /** How long the last run took, in milliseconds. */
  readonly lastMs: number | undefined;
}

/** What {@link startPeriodic} may be told. */
export interface PeriodicOptions {
  /** Told of every failure: of a run, or of the database while looking whether one is due. The runner goes on. */
  readonly onError?: (task: string, error: unknown) => void;
}

/** The periodic tasks of one process. */
export interface PeriodicRunner {
  /** By the name of the task. */
  readonly counts: ReadonlyMap<string, PeriodicCounts>;
  /**
   * Runs the task now, whatever its rhythm, after a run of it in this process has ended. For tests and administrators. Rejects for
   * an unknown name, and when the database cannot be reached.
   */
  runNow(name: string): Promise<PeriodicOutcome>;
  /** Starts nothing more and asks what runs to stop; waits for it, at most 8 seconds. */
  stop(): Promise<void>;
}

/**
 * Runs each task at once and then in its rhythm, by the real clock: on one node at a time, counted over all nodes, never
 * two runs of one task together. Nothing that a task does ends the process.
 */
export function startPeriodic(
  database: Database,
  tasks: readonly PeriodicTask[],
  options: PeriodicOptions = {},
): PeriodicRunner {
  const runner = new Runner(database, tasks, options);
  runner.start();
  return runner;
}

const FIRST_RETRY_MS = 500;
const RETRY_CAP_MS = 30_000;
const STOP_WAIT_MS = 8_000;
/** The next look is never sooner, so that a clock that disagrees cannot make it spin, and never later than a timer allows. */
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 3_600_000;

class Runner implements PeriodicRunner {
  readonly counts = new Map<string, PeriodicCounts>();
  readonly #database: Database;
  readonly #tasks: ReadonlyMap<string, PeriodicTask>;
  readonly #options: PeriodicOptions;
  readonly #halt = new AbortController();
  /** The end of the last attempt of each task in this process: the next one waits for it. */
  readonly #tails = new Map<string, Promise<unknown>>();
  #loops: Promise<unknown> = Promise.resolve();

  constructor(database: Database, tasks: readonly PeriodicTask[], options: PeriodicOptions) {
    this.#database = database;
    this.#tasks = new Map(tasks.map((task) => [task.name, task]));
    if (this.#tasks.size !== tasks.length) throw new Error("two periodic tasks have the same name");
    this.#options = options;
  }

  start(): void {
    this.#loops = Promise.all([...this.#tasks.values()].map((task) => this.#loop(task)));
  }

  async runNow(name: string): Promise<PeriodicOutcome> {
    const task = this.#tasks.get(name);
    if (task === undefined) throw new RangeError(`there is no periodic task ${name}`);
    return this.#inTurn(task, true);
  }

  async stop(): Promise<void> {
    this.#halt.abort(new Error("the program stops"));
    await atMost(STOP_WAIT_MS, Promise.all([this.#loops, ...this.#tails.values()]));
  }

  async #loop(task: PeriodicTask): Promise<void> {
    const { signal } = this.#halt;
    let force = true;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const wait = force ? 0 : await untilDue(this.#database.pool, task.name, task.everyMs);
        if (wait === 0) await this.#runDue(task, force);
        force = false;
        failures = 0;
        await pauseUnless(signal, Math.min(Math.max(wait, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS));
      } catch (error) {
        if (error === signal.reason) return;
        failures += 1;
        this.#options.onError?.(task.name, error);
        await pauseUnless(signal, backoff(failures, FIRST_RETRY_MS, RETRY_CAP_MS));
      }
    }
  }

  async #runDue(task: PeriodicTask, force: boolean): Promise<void> {
    const { outcome } = await this.#inTurn(task, force);
    // It may have just begun there, or be near its end: its own rhythm, or a minute, is soon enough to look again.
    if (outcome === "elsewhere") await pauseUnless(this.#halt.signal, Math.min(task.everyMs, 60_000));
  }

  /** One attempt of a task after the other in this process: the lock alone would not keep two of one process apart. */
  async #inTurn(task: PeriodicTask, force: boolean): Promise<PeriodicOutcome> {
    const before = this.#tails.get(task.name);
    const { promise: tail, resolve: endTail } = Promise.withResolvers<void>();
    this.#tails.set(task.name, tail);
    await before;
    try {
      this.#halt.signal.throwIfAborted();
      const { outcome, settled } = await attemptRun(this.#database, task, { force, signal: this.#halt.signal });
      void settled.then(() => endTail());
      this.#count(task, outcome);
      return outcome;
    } catch (error) {
      endTail();
      throw error;
    }
  }

  #count(task: PeriodicTask, outcome: PeriodicOutcome): void {
    if (outcome.outcome === "elsewhere" || outcome.outcome === "not_due") return;
    const { finished, failed } = this.counts.get(task.name) ?? { finished: 0, failed: 0 };
    const ok = outcome.outcome === "finished";
    this.counts.set(task.name, {
      finished: finished + (ok ? 1 : 0),
      failed: failed + (ok ? 0 : 1),
      lastMs: outcome.milliseconds,
    });
    if (outcome.outcome === "failed") this.#options.onError?.(task.name, outcome.error);
  }
}

import { drawnSchedules, type DrawnOptions } from "./drawn.ts";
import { everyStep } from "./every_step.ts";
import { runSchedules, type RunResult, type WrongSchedule } from "./run.ts";
import type { Tally } from "./coverage.ts";
import type { TraceHash } from "./trace.ts";

/** What a worker is to run: schedules drawn at random, or every fault before every step. */
export type Job = { readonly kind: "drawn"; readonly options: DrawnOptions } | { readonly kind: "every step" };

/** What a job came to, as one worker tells another. */
export interface JobResult {
  readonly schedules: number;
  readonly hash: TraceHash;
  readonly tally: Tally;
  readonly wrong: readonly WrongSchedule[];
  readonly lines: readonly string[];
}

/** Does a job in this thread. */
export async function doJob(job: Job): Promise<JobResult> {
  // The simulation makes errors by the hundred thousand; nobody reads where they were made.
  Error.stackTraceLimit = 0;
  return toldBy(await runSchedules(job.kind === "drawn" ? drawnSchedules(job.options) : await everyStep()));
}

function toldBy({ schedules, hash, coverage, wrong, lines }: RunResult): JobResult {
  return { schedules, hash, tally: coverage.tally, wrong, lines };
}

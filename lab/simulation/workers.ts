import { Worker } from "node:worker_threads";
import { once } from "node:events";
import { Coverage } from "./coverage.ts";
import type { DrawnOptions } from "./drawn.ts";
import type { Job, JobResult } from "./jobs.ts";
import { joined, NOTHING } from "./trace.ts";

// What a schedule makes is garbage when it has ended: a large nursery is emptied seldom, and then little is left to be copied.
const NURSERY_MB = 192;

/** Shares the schedules out to workers, and puts together what they came to; throws what a worker throws. */
export async function runOnWorkers(options: DrawnOptions, workers: number): Promise<JobResult> {
  const results = await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      inWorker({
        kind: "drawn",
        options: { ...options, from: options.from + index, count: options.count - index, stride: workers },
      }),
    ),
  );
  return together(results);
}

/** Does a job in a worker of its own. */
export async function inWorker(job: Job): Promise<JobResult> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: job,
    resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
  });
  // `once` rejects when the worker reports an error.
  const [result] = (await once(worker, "message")) as [JobResult];
  return result;
}

/** What several jobs came to, in whatever order. */
export function together(results: readonly JobResult[]): JobResult {
  const coverage = new Coverage();
  for (const { tally } of results) coverage.join(tally);
  return {
    schedules: results.reduce((sum, { schedules }) => sum + schedules, 0),
    hash: results.reduce((sum, { hash }) => joined(sum, hash), NOTHING),
    tally: coverage.tally,
    wrong: results.flatMap(({ wrong }) => wrong),
    lines: [],
  };
}

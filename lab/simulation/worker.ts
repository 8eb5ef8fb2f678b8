import { parentPort, workerData } from "node:worker_threads";
import { doJob, type Job } from "./jobs.ts";

const result = await doJob(workerData as Job);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a worker has no origin
parentPort?.postMessage(result);

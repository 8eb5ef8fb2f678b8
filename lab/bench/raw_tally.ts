import type { LoadReport } from "../load/closed_loop.ts";
import { Histogram } from "../load/histogram.ts";
import type { LoadPlan } from "../load/main.ts";

/** What the outcome of a call would be over HTTP; anything else is a fault of the measurement. */
const STATUS_OF: Readonly<Record<string, string>> = { booked: "201", full: "409", no_single_room: "409" };
const UNEXPECTED = "500";

/** Counts the calls of a run without HTTP as the load client counts answers. */
export class RawTally {
  readonly #latencies = new Histogram();
  readonly #statuses: Record<string, number> = {};
  readonly #allStatuses: Record<string, number> = {};
  readonly #maxRequests: number;
  readonly #seconds: number;
  readonly #countFrom: number;
  readonly #countUntil: number;
  readonly #cpuAtStart = process.cpuUsage();
  #sent = 0;

  /** The run begins now. */
  constructor({ seconds, warmUpSeconds, maxRequests }: Pick<LoadPlan, "seconds" | "warmUpSeconds" | "maxRequests">) {
    this.#maxRequests = maxRequests;
    this.#seconds = seconds;
    this.#countFrom = performance.now() + warmUpSeconds * 1000;
    this.#countUntil = this.#countFrom + seconds * 1000;
  }

  /** Whether one more call is to be made: then it counts as sent. */
  mayContinue(): boolean {
    if (performance.now() >= this.#countUntil || this.#sent >= this.#maxRequests) return false;
    this.#sent += 1;
    return true;
  }

  /** Counts the outcome of a call that was sent at that moment of `performance.now()`. */
  count(outcome: string, sentAt: number): void {
    const status = STATUS_OF[outcome] ?? UNEXPECTED;
    this.#allStatuses[status] = (this.#allStatuses[status] ?? 0) + 1;
    const now = performance.now();
    if (now < this.#countFrom || now >= this.#countUntil) return;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    this.#latencies.record((now - sentAt) * 1000);
  }

  /** What was counted. */
  report(): LoadReport {
    const latencies = this.#latencies;
    const cpu = process.cpuUsage(this.#cpuAtStart);
    const [p50, p99] = [latencies.quantile(0.5) / 1000, latencies.quantile(0.99) / 1000];
    return {
      answers: latencies.count,
      seconds: this.#seconds,
      answersPerSecond: latencies.count / this.#seconds,
      statuses: this.#statuses,
      allStatuses: this.#allStatuses,
      latency: { p50, p99, max: latencies.max / 1000, mean: latencies.mean / 1000 },
      failures: 0,
      cpuMicrosecondsPerRequest: this.#sent === 0 ? 0 : (cpu.user + cpu.system) / this.#sent,
    };
  }
}

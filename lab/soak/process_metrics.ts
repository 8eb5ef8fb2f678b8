/** What a process tells of itself on `/metrics`; NaN for what it does not tell. */
export interface ProcessMetrics {
  /** Used heap of V8, in MB. */
  readonly heapMegabytes: number;
  /** 99 of 100 looks at the event loop came at most so late, in milliseconds. */
  readonly loopLagMs: number;
  readonly openFiles: number;
}

const TIMEOUT_MS = 10_000;

/** Asks the API process at a port of this machine. */
export async function readProcessMetrics(port: number): Promise<ProcessMetrics> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  return processMetricsIn(await answer.text());
}

/** Reads the text format of Prometheus. */
export function processMetricsIn(page: string): ProcessMetrics {
  return {
    heapMegabytes: gaugeIn(page, "nodejs_heap_size_used_bytes") / 2 ** 20,
    loopLagMs: gaugeIn(page, "nodejs_eventloop_lag_p99_seconds") * 1000,
    openFiles: gaugeIn(page, "process_open_fds"),
  };
}

function gaugeIn(page: string, name: string): number {
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(page)?.[1] ?? Number.NaN);
}

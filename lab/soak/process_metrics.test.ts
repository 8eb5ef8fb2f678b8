import { expect, test } from "vitest";
import { createMetrics } from "../../hotel/http/metrics.ts";
import { processMetricsIn } from "./process_metrics.ts";

test("the metrics are read in the units that the report shows", () => {
  const page = [
    "# TYPE nodejs_heap_size_used_bytes gauge",
    "nodejs_heap_size_used_bytes 104857600",
    'nodejs_eventloop_lag_p99_seconds{node="1"} 0.0125',
    "process_open_fds 42",
  ].join("\n");
  expect(processMetricsIn(page)).toEqual({ heapMegabytes: 100, loopLagMs: 12.5, openFiles: 42 });
});

test("the product tells heap and lag by these names", async () => {
  const page = await createMetrics({ processMetrics: true }).registry.metrics();
  const { heapMegabytes, loopLagMs } = processMetricsIn(page);
  expect(heapMegabytes).toBeGreaterThan(1);
  expect(loopLagMs).toBeGreaterThanOrEqual(0);
});

test("what is not told is not a number", () => {
  expect(processMetricsIn("")).toEqual({ heapMegabytes: Number.NaN, loopLagMs: Number.NaN, openFiles: Number.NaN });
});

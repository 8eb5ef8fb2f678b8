import { expect, test } from "vitest";
import { createLogger } from "../http/logging.ts";
import { createMetrics } from "../http/metrics.ts";
import { observeAdmission } from "./observation.ts";

test("a batch that failed is counted by whose fault it was, and logged unless somebody else only held the hotel", async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
  const metrics = createMetrics();
  const observer = observeAdmission(metrics, logger);
  observer.failed("locked", new Error("somebody holds it"));
  observer.failed("locked", new Error("somebody holds it"));
  observer.failed("world", new Error("the connection is gone"));
  const text = await metrics.registry.metrics();
  expect(text).toContain('lastroom_admission_batch_failures_total{kind="locked"} 2');
  expect(text).toContain('lastroom_admission_batch_failures_total{kind="world"} 1');
  expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(["world"]);
});

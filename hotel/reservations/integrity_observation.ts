import type { Logger } from "pino";
import type { Database } from "../database/database.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import type { Metrics } from "../http/metrics.ts";
import { describeFinding } from "../inventory/verify.ts";
import { integrityTask, readIntegrity } from "./verify.ts";

const DEADLINE_MS = 2_000;

/**
 * The integrity task with its log lines; what it found stands in the metrics of every node, wherever it ran: they read
 * it from the database when they are asked.
 */
export function observedIntegrity(database: Database, metrics: Metrics, logger: Logger): PeriodicTask {
  metrics.beforeScrape.push(async () => {
    // Not the last known number: an alarm must neither go on nor end because the database is away.
    const { violations, forcedNights } = await beforeDeadline(readIntegrity(database.pool)).catch(() => UNKNOWN);
    metrics.integrityViolations.set(violations);
    metrics.forcedNights.set(forcedNights);
  });
  return integrityTask((finding) => logger.error({ finding }, `something differs: ${describeFinding(finding)}`));
}

const UNKNOWN = { violations: Number.NaN, forcedNights: Number.NaN };

function beforeDeadline<Value>(asked: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the database did not answer")), DEADLINE_MS);
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
}

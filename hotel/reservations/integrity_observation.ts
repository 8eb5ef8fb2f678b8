import type { Logger } from "pino";
import type { Database } from "../database/database.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import type { Metrics } from "../http/metrics.ts";
import type { Finding } from "../inventory/verification.ts";
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
  return integrityTask((findings) => logFindings(findings, logger));
}

/** A damaged hotel has thousands at once, and a log that is flooded holds up the process that writes it. */
const MOST_LOGGED = 20;

/** Writes what differs into the log: the first few of it, and how much more there is. */
export function logFindings(findings: readonly Finding[], logger: Logger): void {
  for (const finding of findings.slice(0, MOST_LOGGED)) {
    logger.error({ finding }, `something differs: ${describeFinding(finding)}`);
  }
  const more = findings.length - MOST_LOGGED;
  if (more > 0) logger.error({ more }, "something differs in more places: npm run verify tells all of them");
}

const UNKNOWN = { violations: Number.NaN, forcedNights: Number.NaN };

function beforeDeadline<Value>(asked: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the database did not answer")), DEADLINE_MS);
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
}

import type { Logger } from "pino";
import type { Metrics } from "../http/metrics.ts";
import type { AdmissionObserver } from "./admission/observer.ts";

/** Counts what admission does, logs what it had to do twice, and tells `onCommitted` that there are new events. */
export function observeAdmission(metrics: Metrics, logger: Logger, onCommitted?: () => void): AdmissionObserver {
  return {
    waited: (milliseconds) => {
      for (const wait of milliseconds) metrics.queueWait.observe(wait / 1_000);
    },
    committed: (requests, milliseconds, lapsedHolds) => {
      metrics.batchSize.observe(requests);
      if (milliseconds > 0) {
        metrics.commitTime.observe(milliseconds / 1_000);
        onCommitted?.();
      }
      if (lapsedHolds > 0) metrics.holdsExpired.inc(lapsedHolds);
    },
    refusedBySight: (requests) => {
      if (requests > 0) metrics.refusedBySight.inc(requests);
    },
    decided: (kind, answer) => {
      metrics.attempts.inc({ kind });
      if (!answer.accepted) metrics.conflicts.inc({ reason: answer.refusal.code });
    },
    failed: (kind, error) => {
      metrics.batchFailures.inc({ kind });
      // A hotel that somebody else holds is part of a busy day; everything else is worth a look.
      if (kind === "locked") logger.debug({ kind }, "a hotel was locked by somebody else and waits aside");
      else logger.warn({ kind, err: error }, "a batch failed");
    },
  };
}

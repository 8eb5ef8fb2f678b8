import type { Database } from "../database/database.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import { verify, verifyChunk, type Check, type Finding, type VerificationOptions } from "../inventory/verification.ts";
import { inventoryChecks } from "../inventory/verify.ts";
import { verifyHoldTimes, verifyLiveNights, verifyWholeStays } from "./verify_stays.ts";

/** All that can be said about nights: from inventory's tables, and across to reservations. */
export const allChecks: readonly Check[] = [...inventoryChecks, verifyLiveNights, verifyWholeStays, verifyHoldTimes];

/**
 * Recomputes every counter and every seat, and compares the nights with their reservations. Returns what differs:
 * nothing, as long as no write went past the protocol. Reads only.
 */
export function verifyEverything(database: Database, options: VerificationOptions = {}): Promise<Finding[]> {
  return verify(database, allChecks, options);
}

/** What the integrity task tells. */
export interface IntegrityReport {
  /** Everything that differed when it was looked at last, over all hotels. */
  violations(count: number): void;
  /** Nights from today on that are used above their limit, after each round over all hotels. */
  forcedNights(count: number): void;
  /** Each difference, for the log. */
  found(finding: Finding): void;
}

const EVERY_MS = 60_000;
const WORK_MS = 5_000;

/**
 * The task that goes through all hotels again and again, some seconds a minute. The count that it reports rises at once
 * and falls only when a whole round has found less.
 */
export function integrityTask(report: IntegrityReport): PeriodicTask {
  return {
    name: "integrity",
    everyMs: EVERY_MS,
    run: async ({ database, signal, cursor, keepCursor }) => {
      const until = performance.now() + WORK_MS;
      let round = readRound(cursor);
      do {
        const chunk = await verifyChunk(database, allChecks, round.after);
        for (const finding of chunk.findings) report.found(finding);
        const found = round.found + chunk.findings.length;
        const forced = round.forced + chunk.forcedNights;
        if (chunk.last === undefined) report.forcedNights(forced);
        round =
          chunk.last === undefined
            ? { after: 0, found: 0, forced: 0, before: found }
            : { ...round, after: chunk.last, found, forced };
        report.violations(Math.max(round.found, round.before));
        await keepCursor(JSON.stringify(round));
      } while (round.after !== 0 && performance.now() < until && !signal.aborted);
    },
  };
}

/** How far the present round has come. */
interface Round {
  /** The last hotel that was looked at; 0 at the beginning. */
  readonly after: number;
  readonly found: number;
  readonly forced: number;
  /** What the round before found. */
  readonly before: number;
}

function readRound(cursor: string | null): Round {
  return cursor === null ? { after: 0, found: 0, forced: 0, before: 0 } : (JSON.parse(cursor) as Round);
}

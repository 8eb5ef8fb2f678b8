import type { Database, Queryable } from "../database/database.ts";
import { readCursor } from "../events/periodic_record.ts";
import { pauseUnless } from "../events/pause.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import {
  verify,
  verifyChunk,
  type Check,
  type ChunkResult,
  type Finding,
  type VerificationOptions,
} from "../inventory/verification.ts";
import { inventoryChecks } from "../inventory/verify.ts";
import {
  verifyHoldTimes,
  verifyLiveNights,
  verifyTotals,
  verifyWholeReservations,
  verifyWholeStays,
} from "./verify_stays.ts";

/** All that can be said about nights: from inventory's tables, and across to reservations and what they cost. */
export const allChecks: readonly Check[] = [
  ...inventoryChecks,
  verifyWholeReservations,
  verifyLiveNights,
  verifyWholeStays,
  verifyHoldTimes,
  verifyTotals,
];

/**
 * Recomputes every counter and every seat, and compares the nights with their reservations. Returns what differs:
 * nothing, as long as no write went past the protocol. Reads only.
 */
export function verifyEverything(database: Database, options: VerificationOptions = {}): Promise<Finding[]> {
  return verify(database, allChecks, options);
}

/** What the rounds over all hotels have come to. */
export interface Integrity {
  /** Everything that differs: rises as soon as something is found, falls only when a whole round has found less. */
  readonly violations: number;
  /** Nights from today on that are used above their limit, as the last whole round counted them. */
  readonly forcedNights: number;
}

const NAME = "integrity";
const EVERY_MS = 60_000;
const WORK_MS = 40_000;
const REST = 39;

/**
 * The task that goes through all hotels again and again, a fortieth of the time, on whichever node has its turn. What it has found
 * so far stands in its cursor, for {@link readIntegrity} on every node.
 *
 * @param found told of each difference, for the log
 */
export function integrityTask(found: (findings: readonly Finding[]) => void): PeriodicTask {
  return {
    name: NAME,
    everyMs: EVERY_MS,
    run: async ({ database, signal, cursor, keepCursor }) => {
      const until = performance.now() + WORK_MS;
      let round = readRound(cursor);
      for (;;) {
        const started = performance.now();
        const chunk = await verifyChunk(database, allChecks, round.after);
        if (chunk.findings.length > 0) found(chunk.findings);
        round = advance(round, chunk);
        await keepCursor(JSON.stringify(round));
        if (round.after === 0 || performance.now() > until || signal.aborted) return;
        // Rests 39 parts for one part of work: the check must not be felt by those who book.
        await pauseUnless(signal, REST * (performance.now() - started));
      }
    },
  };
}

/** What the integrity task has found, on whichever node it ran. */
export async function readIntegrity(db: Queryable): Promise<Integrity> {
  const { found, before } = readRound(await readCursor(db, NAME));
  return { violations: Math.max(found.violations, before.violations), forcedNights: before.forcedNights };
}

/** How far the present round has come. */
interface Round {
  /** The last hotel that was looked at; 0 at the beginning. */
  readonly after: number;
  readonly found: Integrity;
  /** What the round before found. */
  readonly before: Integrity;
}

const NOTHING: Integrity = { violations: 0, forcedNights: 0 };

function advance({ found, before }: Round, { findings, forcedNights, last }: ChunkResult): Round {
  const sum = { violations: found.violations + findings.length, forcedNights: found.forcedNights + forcedNights };
  return last === undefined ? { after: 0, found: NOTHING, before: sum } : { after: last, found: sum, before };
}

function readRound(cursor: string | null): Round {
  return cursor === null ? { after: 0, found: NOTHING, before: NOTHING } : (JSON.parse(cursor) as Round);
}

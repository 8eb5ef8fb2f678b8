import { afterAll, expect } from "vitest";
import { openClient, type Database } from "../database/database.ts";
import { Admission, type AdmissionOptions } from "../reservations/admission/admission.ts";
import type { Answer, Command } from "../reservations/admission/command.ts";
import type { AdmissionObserver } from "../reservations/admission/observer.ts";
import type { FailureKind } from "../reservations/admission/lane.ts";
import type { TestHotel } from "./world.ts";

/** What an admission told about itself. */
export interface Watched {
  /** Batches that failed, in order. */
  readonly failures: { readonly kind: FailureKind; readonly error: unknown }[];
  /** How many requests each decided batch had, in order. */
  readonly batches: number[];
  /** How many requests each look answered without a transaction, in order. */
  readonly looks: number[];
}

/** An admission and what it tells about itself. */
export interface WatchedAdmission extends Watched {
  readonly admission: Admission;
}

/** Opens an admission as a process of its own would; closed after the tests of the file. */
export function openAdmission(database: Database, options: Omit<AdmissionOptions, "database"> = {}): WatchedAdmission {
  const failures: Watched["failures"] = [];
  const batches: number[] = [];
  const looks: number[] = [];
  const observer: AdmissionObserver = {
    waited: () => undefined,
    committed: (requests) => batches.push(requests),
    refusedBySight: (requests) => looks.push(requests),
    decided: () => undefined,
    failed: (kind, error) => failures.push({ kind, error }),
  };
  const admission = new Admission({ database, observer, ...options });
  afterAll(() => admission.close());
  return { admission, failures, batches, looks };
}

/** Submits the commands at once, to one admission after the other, and waits for all answers. */
export function submitAtOnce(admissions: readonly WatchedAdmission[], commands: readonly Command[]): Promise<Answer[]> {
  return Promise.all(
    commands.map((command, index) => {
      const actor = admissions[index % admissions.length];
      if (actor === undefined) throw new RangeError("there is no admission");
      return actor.admission.submit(command);
    }),
  );
}

/** Locks that a test holds on a connection of its own. */
export interface HeldLocks {
  /** Waits until so many others wait for a lock in this database. */
  waitedFor(by: number): Promise<void>;
  /** Locks more rows in the same transaction. */
  alsoLock(text: string, values: readonly unknown[]): Promise<void>;
  release(): Promise<void>;
}

const LOCK_HOTEL = "SELECT 1 FROM admission WHERE hotel_id = $1 ORDER BY room_type_id FOR NO KEY UPDATE";

/** Holds the admission locks of all room types of a hotel, as somebody else's transaction would. */
export async function holdHotel(database: Database, { hotelId }: Pick<TestHotel, "hotelId">): Promise<HeldLocks> {
  return holdRows(database, LOCK_HOTEL, [hotelId]);
}

/** Holds the rows that a locking statement finds. */
export async function holdRows(database: Database, text: string, values: readonly unknown[]): Promise<HeldLocks> {
  const client = await openClient(database);
  const alsoLock: HeldLocks["alsoLock"] = async (text, values) => {
    const { rowCount } = await client.query(text, [...values]);
    if (rowCount === 0) throw new Error("there is nothing to lock");
  };
  await client.query("BEGIN");
  await alsoLock(text, values);
  return {
    alsoLock,
    waitedFor: (by) =>
      expect.poll(() => countWaiting(database), { interval: 5, timeout: 10_000 }).toBeGreaterThanOrEqual(by),
    release: async () => {
      await client.query("ROLLBACK");
      await client.end();
    },
  };
}

const WAITING = `
  SELECT count(*)::int AS waiting FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** How many connections of the database wait for a lock right now. */
export async function countWaiting({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(WAITING);
  return rows[0]?.waiting ?? 0;
}

import type { PoolClient } from "pg";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { stale } from "../../vocabulary/stale_version.ts";
import { lockBook, raiseBook, type LockRoomTypes } from "../book_lock.ts";

/** A change of what a hotel has decided about prices. */
export interface RatesChange {
  readonly hotelId: number;
  /** Those whose prices or restrictions may change. */
  readonly roomTypeIds: readonly number[];
  /** The version of the rate book that was read. */
  readonly version: number;
  readonly lock: LockRoomTypes;
}

/** What was done, and whether anything is different now. */
export interface RatesChanged<Value> {
  readonly changed: boolean;
  readonly value: Value;
}

/**
 * Does the work while nobody books these room types and nobody else changes the hotel's rates, for the version that was
 * read: a hotel that has decided nothing yet is at version 0. A booking that holds the lock of its type therefore reads what
 * is in force until it ends. The version rises by one when the work has changed something; a refusal undoes all that it wrote.
 * Refuses with `version_conflict` besides what the work refuses.
 *
 * @param work is given the version that its change will have
 */
export async function changeRates<Value>(
  tx: PoolClient,
  { hotelId, roomTypeIds, version, lock }: RatesChange,
  work: (nextVersion: number) => Promise<Decision<RatesChanged<Value>>>,
): Promise<Decision<Value>> {
  await lock(tx, hotelId, roomTypeIds);
  // The work writes in parts and may refuse between them, and the caller commits a refusal too.
  await tx.query("SAVEPOINT changing_rates");
  const current = await lockBook(tx, hotelId);
  const decision = current === version ? await work(version + 1) : stale({ version: current });
  if (!decision.accepted || !decision.value.changed) await tx.query("ROLLBACK TO SAVEPOINT changing_rates");
  else await raiseBook(tx, { hotelId, version });
  return decision.accepted ? accept(decision.value.value) : decision;
}

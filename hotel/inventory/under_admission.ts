import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { lockHotel } from "../properties/find_hotels.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { refuse, type Decision } from "../vocabulary/refusal.ts";
import { openBooks, type AdmissionBooks } from "./admission_books.ts";
import { lockTypes, type LockedType } from "./admission_lock.ts";

/** What a command of the staff works on: room types of one hotel. */
export interface AdmissionScope {
  readonly hotelId: number;
  readonly roomTypeIds: readonly number[];
  readonly by: Actor;
  /** Read who sits where: a command that may have to re-seat somebody. */
  readonly withSeats?: boolean;
  /** Lock the hotel first: a command that gives room numbers, which are unique in the hotel. */
  readonly lockHotel?: boolean;
}

/** What is decided while the room types are locked. A refusal undoes all that it wrote. */
export type AdmissionWork<Value> = (books: AdmissionBooks) => Promise<Decision<Value>>;

const LOCK_TIMEOUT_MS = 5_000;

/**
 * One command of the staff in one transaction, by the protocol of every admission: lock the room types, reap the lapsed
 * holds, read the facts in later statements, decide, write set-based, events with it. Refuses with `not_found` when a
 * room type does not exist. Throws 55P03 when somebody else holds a lock for more than 5 seconds.
 */
export function underAdmission<Value>(
  database: Database,
  scope: AdmissionScope,
  work: AdmissionWork<Value>,
): Promise<Decision<Value>> {
  return inTransaction(database, (tx) => decideUnderAdmission(tx, scope, work), {
    lockTimeoutMs: LOCK_TIMEOUT_MS,
  });
}

/** The same in a transaction of the caller, who commits it. */
export async function decideUnderAdmission<Value>(
  tx: PoolClient,
  scope: AdmissionScope,
  work: AdmissionWork<Value>,
): Promise<Decision<Value>> {
  if (scope.lockHotel === true) await lockHotel(tx, scope.hotelId);
  const locked = await lockRoomTypes(tx, scope.hotelId, scope.roomTypeIds);
  if (locked.length === 0 || locked.length < new Set(scope.roomTypeIds).size) return absentRoomType(scope);
  // The locks stay when everything else is undone: a refusal must not leave a claimed key or half of a change.
  await tx.query("SAVEPOINT under_admission");
  const books = await openBooks(tx, locked, { withSeats: scope.withSeats === true, by: scope.by });
  const decision = await work(books);
  if (decision.accepted) await books.write();
  else await tx.query("ROLLBACK TO SAVEPOINT under_admission");
  return decision;
}

/** Locks the room types of a hotel in one sorted statement; a type that does not exist is left out. */
export async function lockRoomTypes(
  tx: PoolClient,
  hotelId: number,
  roomTypeIds: readonly number[],
): Promise<LockedType[]> {
  const touches = roomTypeIds.map((roomTypeId) => ({ hotelId, roomTypeId, from: 0, to: 0 }));
  const { rows } = await tx.query<LockedType>(lockTypes(touches));
  return rows;
}

function absentRoomType({ hotelId, roomTypeIds }: AdmissionScope): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no room type ${roomTypeIds.join(", ")} in hotel ${hotelId}.`);
}

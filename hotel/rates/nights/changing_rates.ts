import type { PoolClient } from "pg";
import { stale } from "../../properties/versions.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";

/** Takes the admission locks of room types of a hotel, in one sorted statement; given when the program is put together. */
export type LockRoomTypes = (tx: PoolClient, hotelId: number, roomTypeIds: readonly number[]) => Promise<unknown>;

/** A change of what a hotel has decided about prices. */
export interface RatesChange {
  readonly hotelId: number;
  /** Those whose prices or restrictions may change. */
  readonly roomTypeIds: readonly number[] | "all";
  /** The version of the rate book that was read. */
  readonly version: number;
  readonly lock: LockRoomTypes;
}

/** What was done, and whether anything is different now. */
export interface RatesChanged<Value> {
  readonly changed: boolean;
  readonly value: Value;
}

const ROOM_TYPES = "SELECT room_type_id FROM room_type WHERE hotel_id = $1 ORDER BY room_type_id";

// Two who are the first at once: the second waits here for the first, and reads its version below.
const MAKE_BOOK = "INSERT INTO rate_book (hotel_id, version) VALUES ($1, 0) ON CONFLICT (hotel_id) DO NOTHING";

const LOCK_BOOK = "SELECT version FROM rate_book WHERE hotel_id = $1 FOR NO KEY UPDATE";

const BUMP = `
  UPDATE rate_book SET version = version + 1, updated_at = hotel_now() WHERE hotel_id = $1 AND version = $2
  RETURNING version`;

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
  await lock(tx, hotelId, roomTypeIds === "all" ? await everyRoomType(tx, hotelId) : roomTypeIds);
  await tx.query("SAVEPOINT changing_rates");
  const current = await lockBook(tx, hotelId);
  const decision = current === version ? await work(version + 1) : stale({ version: current });
  if (!decision.accepted || !decision.value.changed) await tx.query("ROLLBACK TO SAVEPOINT changing_rates");
  else await bump(tx, hotelId, version);
  return decision.accepted ? accept(decision.value.value) : decision;
}

async function everyRoomType(tx: PoolClient, hotelId: number): Promise<number[]> {
  const { rows } = await tx.query<{ room_type_id: number }>(ROOM_TYPES, [hotelId]);
  return rows.map((row) => row.room_type_id);
}

async function lockBook(tx: PoolClient, hotelId: number): Promise<number> {
  await tx.query(MAKE_BOOK, [hotelId]);
  const { rows } = await tx.query<{ version: number }>(LOCK_BOOK, [hotelId]);
  if (rows[0] === undefined) throw new Error(`hotel ${hotelId} got no rate book`);
  return rows[0].version;
}

async function bump(tx: PoolClient, hotelId: number, version: number): Promise<void> {
  const { rowCount } = await tx.query(BUMP, [hotelId, version]);
  if (rowCount !== 1) throw new Error(`the rate book of hotel ${hotelId} changed under its lock`);
}

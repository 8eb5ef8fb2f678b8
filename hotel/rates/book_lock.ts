import type { PoolClient } from "pg";
import type { Queryable } from "../database/database.ts";

/** Takes the admission locks of room types of a hotel, in one sorted statement; given when the program is put together. */
export type LockRoomTypes = (tx: PoolClient, hotelId: number, roomTypeIds: readonly number[]) => Promise<unknown>;

// Version 0 is what a hotel without a row has: whoever enters it and is refused has changed nothing. Of two who are the first
// at once the second waits here for the other, and reads its version below.
const MAKE_BOOK = "INSERT INTO rate_book (hotel_id, version) VALUES ($1, 0) ON CONFLICT (hotel_id) DO NOTHING";

const LOCK_BOOK = "SELECT version FROM rate_book WHERE hotel_id = $1 FOR NO KEY UPDATE";

const RAISE_BOOK = `
  UPDATE rate_book SET version = version + 1, updated_at = hotel_now() WHERE hotel_id = $1 AND version = $2
  RETURNING version, hotel_now() AS at`;

/**
 * Locks the rate book of a hotel until the transaction ends and tells its version: 0 while nothing is decided. Take it after
 * the admission rows of the room types whose rates may change, and read the rates in later statements.
 */
export async function lockBook(tx: Queryable, hotelId: number): Promise<number> {
  await tx.query(MAKE_BOOK, [hotelId]);
  const { rows } = await tx.query<{ version: number }>(LOCK_BOOK, [hotelId]);
  if (rows[0] === undefined) throw new Error(`hotel ${hotelId} got no rate book`);
  return rows[0].version;
}

/**
 * Raises the version of a locked book by one; tells the new version and when, by the clock of the hotels. Throws when the
 * version is not the one that was read under the lock.
 */
export async function raiseBook(
  tx: Queryable,
  { hotelId, version }: { readonly hotelId: number; readonly version: number },
): Promise<{ readonly version: number; readonly at: Date }> {
  const { rows } = await tx.query<{ version: number; at: Date }>(RAISE_BOOK, [hotelId, version]);
  if (rows[0] === undefined) throw new Error(`the rate book of hotel ${hotelId} changed under its lock`);
  return rows[0];
}

import type { PoolClient } from "pg";
import { lockHotel } from "../../properties/find_hotels.ts";
import { roomTypeIdsOf } from "../../properties/find_room_types.ts";
import type { HotelRow } from "../../properties/hotel_row.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { RateBook } from "../book/rate_book.ts";
import { loadRateBooks } from "./rate_book_rows.ts";
import type { RateWords } from "./reading.ts";

/** Takes the admission locks of room types of a hotel, sorted; given by `inventory/` when the program is put together. */
export type LockRoomTypes = (tx: PoolClient, hotelId: number, roomTypeIds: readonly number[]) => Promise<unknown>;

/** The rates of a hotel, locked until the transaction ends. */
export interface LockedRates {
  readonly hotel: HotelRow;
  readonly book: RateBook;
  readonly words: RateWords;
}

// Version 0 is what a hotel without a row has: a change that is refused after this has changed nothing.
const MAKE_BOOK = "INSERT INTO rate_book (hotel_id, version) VALUES ($1, 0) ON CONFLICT (hotel_id) DO NOTHING";

const LOCK_BOOK = "SELECT FROM rate_book WHERE hotel_id = $1 FOR NO KEY UPDATE";

const RAISE_BOOK = `
  UPDATE rate_book SET version = version + 1, updated_at = clock_timestamp() WHERE hotel_id = $1
  RETURNING version, hotel_now() AS at`;

/**
 * Locks the rates of a hotel and reads them. In the order of every admission: the hotel, so that neither its currency nor its
 * room types change meanwhile; the admission rows of all its room types, so that no booking is between reading its price and
 * selling at it; the book. Refuses with `not_found`.
 */
export async function lockRates(tx: PoolClient, hotelId: number, lock: LockRoomTypes): Promise<Decision<LockedRates>> {
  const hotel = await lockHotel(tx, hotelId);
  if (hotel === undefined) return refuse("not_found", `There is no hotel ${hotelId}.`);
  const roomTypeIds = await roomTypeIdsOf(tx, hotelId);
  await lock(tx, hotelId, roomTypeIds);
  await tx.query(MAKE_BOOK, [hotelId]);
  await tx.query(LOCK_BOOK, [hotelId]);
  // A later statement: that of the lock sees the book as it was before the wait.
  const book = (await loadRateBooks(tx, [hotelId])).get(hotelId);
  if (book === undefined) throw new Error(`hotel ${hotelId} has no rate book under its lock`);
  return accept({ hotel, book, words: { currency: hotel.currency, roomTypeIds: new Set(roomTypeIds) } });
}

/** Raises the version of a locked book and tells when, by the clock of the hotels. */
export async function raiseBook(
  tx: PoolClient,
  hotelId: number,
): Promise<{ readonly version: number; readonly at: Date }> {
  const { rows } = await tx.query<{ version: number; at: Date }>(RAISE_BOOK, [hotelId]);
  if (rows[0] === undefined) throw new Error(`hotel ${hotelId} has no rate book under its lock`);
  return rows[0];
}

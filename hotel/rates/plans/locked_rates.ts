import type { PoolClient } from "pg";
import { lockHotel } from "../../properties/find_hotels.ts";
import { roomTypeIdsOf } from "../../properties/find_room_types.ts";
import type { HotelRow } from "../../properties/hotel_row.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { RateBook } from "../book/rate_book.ts";
import { lockBook, type LockRoomTypes } from "../book_lock.ts";
import { loadRateBooks } from "./rate_book_rows.ts";
import type { RateWords } from "./reading.ts";

/** The rates of a hotel, locked until the transaction ends. */
export interface LockedRates {
  readonly hotel: HotelRow;
  readonly book: RateBook;
  readonly words: RateWords;
}

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
  await lockBook(tx, hotelId);
  // A later statement: that of the lock sees the book as it was before the wait.
  const book = (await loadRateBooks(tx, [hotelId])).get(hotelId);
  if (book === undefined) throw new Error(`hotel ${hotelId} has no rate book under its lock`);
  return accept({ hotel, book, words: { currency: hotel.currency, roomTypeIds: new Set(roomTypeIds) } });
}

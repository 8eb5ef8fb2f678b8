import type { QueryConfig } from "pg";
import { integers, type Column } from "../database/column.ts";
import type { RateBook } from "./book/rate_book.ts";
import { rateBookOf, rateBookStatement, type RateBookRow } from "./plans/rate_book_rows.ts";

/** A row of {@link bookStampsStatement}: which version of a hotel's book there is now. */
export interface BookStamp {
  readonly hotel_id: number;
  readonly stamp: string;
}

// xmin is the transaction that wrote a row: another one after every change, and every change of a plan writes its book.
const STAMPS = `
  SELECT w.hotel_id, b.stamp
    FROM unnest($1::integer[]) AS w (hotel_id)
   CROSS JOIN LATERAL (SELECT rate_book.xmin AS stamp FROM rate_book WHERE rate_book.hotel_id = w.hotel_id OFFSET 0) AS b`;

/** Asks for the stamps of the books of hotels, each named once; one row for each hotel that has a book. */
export function bookStampsStatement(hotelIds: readonly number[]): QueryConfig<Column[]> {
  return { name: "rate_book_stamps", text: STAMPS, values: [integers(hotelIds, (hotelId) => hotelId)] };
}

const MOST_BOOKS_KEPT = 20_000;

/**
 * Rate books as this process has read them. One is used only while the stamp that the present transaction has read matches
 * the one it was read with: a book is parsed once for each change, not for each booking.
 */
export class KnownRateBooks {
  readonly #books = new Map<number, { readonly stamp: string; readonly book: RateBook }>();

  /** Whether the hotel had a book when it was last looked at: its nights are then worth asking for at once. */
  hadBook(hotelId: number): boolean {
    return this.#books.has(hotelId);
  }

  /** Reads the books that are not known as they are now; undefined when all are. */
  missing(stamps: readonly BookStamp[]): QueryConfig | undefined {
    const hotels = stamps.filter(({ hotel_id, stamp }) => this.#books.get(hotel_id)?.stamp !== stamp);
    return hotels.length === 0 ? undefined : rateBookStatement(hotels.map(({ hotel_id }) => hotel_id));
  }

  /** Keeps what the `missing` statement answered, and returns the books of all stamps by hotel. */
  books(stamps: readonly BookStamp[], rows: readonly RateBookRow[]): Map<number, RateBook> {
    const fresh = new Map(rows.map((row) => [row.hotel_id, rateBookOf(row)]));
    const books = new Map<number, RateBook>();
    for (const { hotel_id: hotelId, stamp } of stamps) {
      const book = fresh.get(hotelId) ?? this.#books.get(hotelId)?.book;
      if (book === undefined) continue;
      books.set(hotelId, book);
      if (fresh.has(hotelId)) this.#keep(hotelId, stamp, book);
    }
    return books;
  }

  #keep(hotelId: number, stamp: string, book: RateBook): void {
    if (this.#books.size >= MOST_BOOKS_KEPT) this.#books.clear();
    this.#books.set(hotelId, { stamp, book });
  }
}

import type { Client, QueryConfig } from "pg";
import type { Queryable } from "../../database/database.ts";
import type { Touch } from "../../inventory/admission_lock.ts";
import type { RateBook } from "../../rates/book/rate_book.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import type { BookStamp, KnownRateBooks } from "../../rates/known_rate_books.ts";
import { RateNights, rateNightOf, rateNightsStatement, type RateNightRow } from "../../rates/nights/rate_night_rows.ts";
import { PickupCounts, pickupOfNights, type PickupNightRow } from "../../rates/pickup_counts.ts";
import { pickupWindows } from "../../rates/plans/pickup.ts";
import type { RateBookRow } from "../../rates/plans/rate_book_rows.ts";
import { standingLimits } from "../../rates/restrictions/sell_limits.ts";
import type { RatesRead } from "../rate_facts.ts";
import { SoldUnder, soldUnderStatement, type SoldUnderRow } from "./sold_under.ts";

/** The hotels of the touches, each once. */
export function hotelsOf(touches: readonly Touch[]): number[] {
  return [...new Set(touches.map(({ hotelId }) => hotelId))];
}

/** The hotels of the touches that had a book when they were last looked at. */
export function hotelsWithBook(touches: readonly Touch[], known: KnownRateBooks): ReadonlySet<number> {
  return new Set(hotelsOf(touches).filter((hotelId) => known.hadBook(hotelId)));
}

/**
 * Reads the rates of single nights together with everything else, for the hotels that had a book when they were last looked at;
 * undefined when none had one. The others are read by {@link readRates}, once.
 */
export function rateNightsOf(
  touches: readonly Touch[],
  withBook: ReturnType<typeof hotelsWithBook>,
): QueryConfig | undefined {
  const known = touches.filter(({ hotelId }) => withBook.has(hotelId));
  return known.length === 0 ? undefined : rateNightsStatement(known);
}

/** What was read of rates with everything else. */
interface RateRows {
  readonly bookStamps: readonly BookStamp[];
  readonly rateNights: readonly RateNightRow[];
  /** The hotels that `rateNights` was asked for: by now the process may know of other books. */
  readonly withNights: ReadonlySet<number>;
}

/**
 * The rates of the locked types, as they are in force: a book, its plans and restrictions change only while somebody holds the
 * admission locks of their types. Hotels without a book cost nothing more.
 */
export async function readRates(
  client: Client,
  { touches }: { readonly touches: readonly Touch[] },
  { bookStamps, rateNights, withNights }: RateRows,
  known: KnownRateBooks,
): Promise<RatesRead> {
  if (bookStamps.length === 0) return NO_RATES;
  const withBook = new Set(bookStamps.map(({ hotel_id }) => hotel_id));
  const late = touches.filter(({ hotelId }) => withBook.has(hotelId) && !withNights.has(hotelId));
  const more = late.length === 0 ? [] : (await client.query<RateNightRow>(rateNightsStatement(late))).rows;
  const missing = known.missing(bookStamps);
  const books = known.books(bookStamps, missing === undefined ? [] : (await client.query<RateBookRow>(missing)).rows);
  return readRatesOf(client, touches, books, [...rateNights, ...more]);
}

/** The rates of hotels whose books were read, and the rows of their nights; the touches may be of other hotels too. */
export async function readRatesOf(
  client: Queryable,
  touches: readonly Touch[],
  books: ReadonlyMap<number, RateBook>,
  rateNights: readonly RateNightRow[],
): Promise<RatesRead> {
  const nights = rateNights.map((row) => rateNightOf(row));
  const concerned = touches.filter(({ hotelId }) => books.has(hotelId));
  return {
    books,
    nights: new RateNights(nights),
    pickup: await readPickup(client, concerned, books),
    soldUnder: await readSoldUnder(client, concerned, books, nights),
  };
}

/** Of hotels that have decided nothing about rates. */
export const NO_RATES: RatesRead = {
  books: new Map(),
  nights: new RateNights(),
  pickup: new PickupCounts(),
  soldUnder: new SoldUnder(),
};

async function readPickup(
  client: Queryable,
  touches: readonly Touch[],
  books: ReadonlyMap<number, RateBook>,
): Promise<PickupCounts> {
  const asksForPickup = (book: RateBook | undefined): boolean => book !== undefined && pickupWindows(book).length > 0;
  const asked = touches.filter(({ hotelId }) => asksForPickup(books.get(hotelId)));
  if (asked.length === 0) return NO_RATES.pickup;
  return new PickupCounts((await client.query<PickupNightRow>(pickupOfNights(asked))).rows);
}

// Counting costs: only where a limit stands on one of the nights, or as a standing rule of the hotel.
async function readSoldUnder(
  client: Queryable,
  touches: readonly Touch[],
  books: ReadonlyMap<number, RateBook>,
  nights: readonly RateNight[],
): Promise<SoldUnder> {
  const limited = new Set(
    nights.filter(({ sellLimit }) => sellLimit !== undefined).map(({ roomTypeId }) => roomTypeId),
  );
  const isLimited = (book: RateBook | undefined): boolean => book !== undefined && standingLimits(book).length > 0;
  const asked = touches.filter(({ hotelId, roomTypeId }) => limited.has(roomTypeId) || isLimited(books.get(hotelId)));
  if (asked.length === 0) return NO_RATES.soldUnder;
  return new SoldUnder(asked, (await client.query<SoldUnderRow>(soldUnderStatement(asked))).rows);
}

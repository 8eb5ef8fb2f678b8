import type { Queryable } from "../../database/database.ts";
import { emptyRateBook } from "../../rates/book/rate_book.ts";
import { loadRateBooks } from "../../rates/plans/rate_book_rows.ts";
import { hotelsIn, loadNights, loadPickups, loadRates, loadRatesOf, nightsOf, type LoadedParts } from "./load.ts";
import type { NightsOfHotel } from "./limited_nights.ts";
import { lacksDemand } from "./indexed_hotel.ts";
import { loadSold } from "./load_sold.ts";
import { enterDemand, readDemand, type DemandRead } from "./read_demand.ts";
import { readHotels } from "./read_hotels.ts";
import type { NightsOfType } from "./read_nights.ts";
import type { HotelRead, Range, SearchIndex } from "./search_index.ts";
import { withoutOverlaps, type ToRead } from "./what_to_read.ts";

/** Reads what events named and replaces it. */
export async function readAgain(db: Queryable, parts: LoadedParts, read: ToRead): Promise<void> {
  const { index } = parts;
  const range = { from: index.planes.first, to: index.planes.end };
  const fresh = await readHotelsAgain(db, parts, [...read.hotels]);
  await readBooks(db, parts, [...read.books]);
  await loadRates(db, index, [...read.hotels], range);
  await loadPickups(db, index, [...read.pickups], range);
  await loadRatesOf(db, index, inWindow(read.rates, range));
  await loadSold(db, index, soldToRead(read, range));
  await loadNights(db, index, withoutOverlaps([...inWindow(read.nights, range), ...fresh]));
}

/** Reads nights of hotels with what is set for them, and replaces them. */
export async function readNightsOf(
  db: Queryable,
  { index }: LoadedParts,
  hotelIds: readonly number[],
  range: Range,
): Promise<void> {
  await loadRates(db, index, hotelIds, range);
  await loadSold(db, index, nightsOf(hotelIds, range));
  const hotels = hotelsIn(index, hotelIds);
  await loadNights(
    db,
    index,
    hotels.flatMap(({ hotelId, types }) => types.map(({ roomTypeId }) => ({ hotelId, roomTypeId, ...range }))),
  );
}

/** Returns the nights that are to be read with them. */
async function readHotelsAgain(
  db: Queryable,
  { index, directory }: LoadedParts,
  hotelIds: readonly number[],
): Promise<NightsOfType[]> {
  const found = await readHotels(db, hotelIds);
  const left = new Set(hotelIds);
  const range = { from: index.planes.first, to: index.planes.end };
  const unread: NightsOfType[] = [];
  for (const hotel of found) {
    const { hotelId } = hotel.entry;
    const demand = await demandFor(db, index, hotel, range);
    left.delete(hotelId);
    directory.upsert(hotel.entry);
    const fresh = index.putHotel(hotel);
    const indexed = index.hotel(hotelId);
    if (demand !== undefined && indexed !== undefined) enterDemand(index, indexed, demand);
    else unread.push(...fresh.map(({ roomTypeId }) => ({ hotelId, roomTypeId, ...range })));
  }
  for (const hotelId of left) {
    index.removeHotel(hotelId);
    directory.remove(hotelId);
  }
  return unread;
}

/** Undefined where it is known, or not needed; and in a hotel that is new, of which nothing is on sale before its nights are read. */
async function demandFor(
  db: Queryable,
  index: SearchIndex,
  { entry: { hotelId }, types, book }: HotelRead,
  range: Range,
): Promise<DemandRead | undefined> {
  const known = index.hotel(hotelId);
  if (known === undefined || !lacksDemand(known, book)) return undefined;
  return readDemand(db, { hotelId, roomTypeIds: types.map(({ roomType }) => roomType.roomTypeId) }, range);
}

async function readBooks(db: Queryable, { index }: LoadedParts, hotelIds: readonly number[]): Promise<void> {
  if (hotelIds.length === 0) return;
  const books = await loadRateBooks(db, hotelIds);
  const range = { from: index.planes.first, to: index.planes.end };
  for (const hotel of hotelsIn(index, hotelIds)) {
    const { hotelId, roomTypeIds } = hotel;
    const book = books.get(hotelId) ?? emptyRateBook(hotel);
    const demand = lacksDemand(hotel, book) ? await readDemand(db, { hotelId, roomTypeIds }, range) : undefined;
    index.setBook(hotel, book);
    if (demand !== undefined) enterDemand(index, hotel, demand);
  }
}

/** Where a sell limit may have come or gone, or what is sold under it may have changed: by night, for all types of a hotel. */
function soldToRead(read: ToRead, range: Range): NightsOfHotel[] {
  const whole = nightsOf(new Set([...read.hotels, ...read.books]), range);
  const touched = [...read.nights, ...read.rates].map(({ hotelId, from, to }) => ({ hotelId, from, to }));
  return withoutOverlaps([...whole, ...touched].map((one) => ({ ...one, roomTypeId: 0 })));
}

/** What lies in the window; a night that is over needs no reading. */
function inWindow(nights: readonly NightsOfType[], range: Range): NightsOfType[] {
  return nights
    .map((one) => ({ ...one, from: Math.max(one.from, range.from), to: Math.min(one.to, range.to) }))
    .filter(({ from, to }) => from < to);
}

import type { Database, Queryable } from "../../database/database.ts";
import type { LocalDirectory } from "../directory/local_directory.ts";
import { followsDemand, type IndexedHotel } from "./indexed_hotel.ts";
import type { NightsOfHotel } from "./limited_nights.ts";
import { loadSold } from "./load_sold.ts";
import { pagesOfNights } from "./night_pages.ts";
import { nextHotels, readHotels } from "./read_hotels.ts";
import { readNights, type NightsOfType } from "./read_nights.ts";
import { readPickups, readRates } from "./read_rates.ts";
import { readHolds, readWindow } from "./read_window.ts";
import type { Range, SearchIndex } from "./search_index.ts";

/** What is filled. */
export interface LoadedParts {
  readonly index: SearchIndex;
  readonly directory: LocalDirectory;
}

/** Told how far a load has come. */
export type OnProgress = (progress: { readonly hotels: number; readonly types: number }) => void;

const HOTELS_OF_A_PAGE = 100;
/** PostgreSQL adds up the next pages while this process takes one apart. */
const PAGES_AT_ONCE = 2;

/**
 * Reads every hotel on sale with all its nights of the window, page by page, two pages at a time. Stops between pages when the
 * signal aborts. What changes meanwhile is up to the events that follow: take the end of the ledger first.
 */
export async function loadIndex(
  database: Database,
  parts: LoadedParts,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const ids = await allHotels(database.pool);
  parts.index.expect(await countTypes(database.pool));
  const left = pagesOf(ids).values();
  const load = async (): Promise<void> => {
    for (const page of left) {
      signal.throwIfAborted();
      await loadHotels(database.pool, parts, page);
      onProgress({ hotels: parts.index.size, types: parts.index.types });
    }
  };
  // Both have ended when this one ends, also when one failed.
  const ends = await Promise.allSettled(Array.from({ length: PAGES_AT_ONCE }, load));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Hotels in pages, as they are read. */
export function pagesOf(hotelIds: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(hotelIds.length / HOTELS_OF_A_PAGE) }, (_, page) =>
    hotelIds.slice(page * HOTELS_OF_A_PAGE, (page + 1) * HOTELS_OF_A_PAGE),
  );
}

/** Reads hotels whole; those that do not sell any more are taken out. */
export async function loadHotels(db: Queryable, parts: LoadedParts, hotelIds: readonly number[]): Promise<void> {
  const { index } = parts;
  const range = { from: index.planes.first, to: index.planes.end };
  const read = await readHotels(db, hotelIds);
  const { runs, withGaps } = await readWindow(db, hotelIds, range);
  const holds = await readHolds(db, hotelIds);
  for (const hotel of read) {
    index.putHotel(hotel);
    parts.directory.upsert(hotel.entry);
  }
  const types = new Map(
    hotelsIn(index, hotelIds).flatMap((hotel) => hotel.types.map((type) => [type.roomTypeId, type] as const)),
  );
  for (const { roomTypeId, from, spare } of runs) {
    const type = types.get(roomTypeId);
    if (type !== undefined) index.fillNights(type, from, spare);
  }
  for (const [key, held] of Map.groupBy(holds, ({ roomTypeId, night }) => `${roomTypeId} ${night}`)) {
    const [roomTypeId = 0, night = 0] = key.split(" ").map(Number);
    const type = types.get(roomTypeId);
    if (type !== undefined && !withGaps.includes(roomTypeId)) index.addHolds(type, night, held);
  }
  await loadRates(db, index, hotelIds, range);
  await loadSold(db, index, nightsOf(hotelIds, range));
  const gaps = new Set(withGaps);
  await loadNights(
    db,
    index,
    hotelsIn(index, hotelIds).flatMap((hotel) => {
      const known = hotel.types.filter(({ roomTypeId, demand }) => demand !== undefined || gaps.has(roomTypeId));
      return known.map(({ roomTypeId }) => ({ hotelId: hotel.hotelId, roomTypeId, ...range }));
    }),
  );
}

/** Reads nights of types, and replaces them. */
export async function loadNights(db: Queryable, index: SearchIndex, asked: readonly NightsOfType[]): Promise<void> {
  for (const page of pagesOfNights(asked)) {
    const found = await readNights(db, page);
    for (const nights of page) {
      const type = index.hotel(nights.hotelId)?.types.find(({ roomTypeId }) => roomTypeId === nights.roomTypeId);
      if (type === undefined) continue;
      const own = (found.get(nights.roomTypeId) ?? []).filter(({ night }) => night >= nights.from && night < nights.to);
      index.setNights(type, nights, own);
    }
  }
}

/** Reads rates and pickups of hotels for some nights, and replaces them. */
export async function loadRates(
  db: Queryable,
  index: SearchIndex,
  hotelIds: readonly number[],
  range: Range,
): Promise<void> {
  const hotels = hotelsIn(index, hotelIds);
  const asked = hotels.flatMap((hotel) =>
    hotel.roomTypeIds.map((roomTypeId) => ({ hotelId: hotel.hotelId, roomTypeId, ...range })),
  );
  await loadRatesOf(db, index, asked);
  await loadPickups(db, index, hotelIds, range);
}

/** Reads what is set for nights of types, and replaces it. */
export async function loadRatesOf(db: Queryable, index: SearchIndex, asked: readonly NightsOfType[]): Promise<void> {
  for (const page of pagesOfNights(asked)) {
    const found = await readRates(db, page);
    for (const nights of page) {
      const hotel = index.hotel(nights.hotelId);
      const type = hotel?.types.find(({ roomTypeId }) => roomTypeId === nights.roomTypeId);
      if (hotel === undefined || type === undefined) continue;
      const own = (found.get(nights.roomTypeId) ?? []).filter(({ night }) => night >= nights.from && night < nights.to);
      if (own.length > 0 || type.rates !== undefined) index.setRates(hotel, type, nights, own);
    }
  }
}

/** Reads what was taken lately of hotels whose prices follow demand, and replaces it. */
export async function loadPickups(
  db: Queryable,
  index: SearchIndex,
  hotelIds: readonly number[],
  range: Range,
): Promise<void> {
  const hotels = hotelsIn(index, hotelIds).filter(({ book }) => followsDemand(book));
  if (hotels.length === 0) return;
  const counts = await readPickups(
    db,
    hotels.map(({ hotelId }) => hotelId),
    range,
  );
  for (const hotel of hotels) {
    for (const type of hotel.types) index.setPickups(type, range, counts.get(type.roomTypeId) ?? []);
  }
}

/** Those of the hotels that are on sale. */
export function hotelsIn(index: SearchIndex, hotelIds: readonly number[]): IndexedHotel[] {
  return hotelIds.flatMap((hotelId) => index.hotel(hotelId) ?? []);
}

/** The same nights of all these hotels. */
export function nightsOf(hotelIds: Iterable<number>, range: Range): NightsOfHotel[] {
  return Array.from(hotelIds, (hotelId) => ({ hotelId, ...range }));
}

async function allHotels(db: Queryable): Promise<number[]> {
  const ids: number[] = [];
  for (let after = 0; ;) {
    const page = await nextHotels(db, after, 10_000);
    const last = page.at(-1);
    if (last === undefined) return ids;
    ids.push(...page);
    after = last;
  }
}

async function countTypes(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ types: number }>(
    "SELECT count(*)::int AS types FROM room_type WHERE status = 'active'",
  );
  return rows[0]?.types ?? 0;
}

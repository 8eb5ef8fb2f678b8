import { hash } from "node:crypto";
import type { Buyer } from "../rates/stay_ask.ts";
import type { Currency } from "../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { DirectoryQuery, Facets, Point } from "./directory/directory.ts";
import { distanceKm } from "./directory/distance.ts";
import { factorOf } from "./exchange_board.ts";
import { cheapestOffer, type HotelOffer } from "./index/hotel_offer.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import { IndexedFacts } from "./index/rate_facts.ts";
import type { SearchState } from "./index/search_feed.ts";
import { StayScan, type CheapestType, type StayWish } from "./index/stay_scan.ts";
import { firstOf, type Candidates, type Found } from "./index/top.ts";
import { nightsOf } from "./dates_wanted.ts";
import { cursorAt, readCursor, type Position, type SortBy } from "./position.ts";
import { refuseOutside } from "./sale_window.ts";
import type { SearchParts } from "./search_parts.ts";
import { refuseUnknownCity } from "./unknown_city.ts";

/** What somebody looks for, read. */
export interface HotelSearch extends StayWish {
  readonly places: DirectoryQuery;
  readonly sort: SortBy;
  /** In which currency prices are put in order, and shown besides the hotels' own. */
  readonly currency: Currency | undefined;
  readonly buyer: Buyer;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly withFacets: boolean;
}

/** A page of hotels in order. */
export interface SearchPage {
  readonly offers: readonly HotelOffer[];
  readonly facets: Facets | undefined;
  readonly next: string | null;
}

/** What prices of several currencies are put in order by when nobody asks for one. */
const USUAL_CURRENCY = "EUR";

/**
 * The hotels that have rooms for the wish, in order, each with its cheapest offer. Exact: what is told is what the functions of the
 * booking say about the facts of the index, and no hotel that comes before the last one is left out.
 */
export async function searchHotels(parts: SearchParts, search: HotelSearch): Promise<Decision<SearchPage>> {
  const { sort } = search;
  const after = readCursor(search.cursor, () => markOf(search), sort);
  if (!after.accepted) return after;
  const places = await parts.directory(search.places, search.withFacets);
  const unknown = places && (await refuseUnknownCity(parts, search.places, places));
  if (unknown !== undefined) return unknown;
  // Looked up after the wait: what follows happens at one moment.
  const state = places && (await parts.feed.stateOf(places.hotelIds, nightsOf(search.dates)));
  if (state === undefined || places === undefined) return NOT_READY;
  const hotels = hotelsOf(state, places.hotelIds);
  const outside = refuseOutside(search.dates, hotels, state.index.horizonDays, parts.feed.clock.now());
  if (outside !== undefined) return outside;
  const order = new SearchOrder(parts, state, search);
  const found = firstHotels(parts, state, search, { hotels, order, after: after.value });
  const page = found.slice(0, search.limit);
  const last = found.length > search.limit ? page.at(-1) : undefined;
  return accept({
    offers: page.map(({ value }) => value),
    facets: places.facets,
    next: last === undefined ? null : cursorAt(order.positionOf(last), markOf(search)),
  });
}

/** The refusal while the index is not complete. */
export const NOT_READY = refuse("overloaded", "The search index is being read: try again in a moment.", {
  reason: "search_index",
  retry_after: 2,
});

/** The cheapest offer of these hotels for a search that is in the order of prices. */
export function cheapestHotel(
  parts: SearchParts,
  state: SearchState,
  search: HotelSearch,
  hotels: readonly IndexedHotel[],
): HotelOffer | undefined {
  const order = new SearchOrder(parts, state, search);
  return firstHotels(parts, state, { ...search, limit: 0 }, { hotels, order, after: undefined })[0]?.value;
}

interface Asked {
  readonly hotels: readonly IndexedHotel[];
  readonly order: SearchOrder;
  readonly after: Position | undefined;
}

function firstHotels(
  parts: SearchParts,
  state: SearchState,
  search: HotelSearch,
  { hotels, order, after }: Asked,
): Found<HotelOffer>[] {
  const { index } = state;
  const scan = new StayScan(index, search);
  const now = parts.feed.clock.now();
  const { buyer, limit } = search;
  const cheapest = new Map<number, CheapestType | undefined>();
  const place = after && { key: order.keyOf(after), id: after.hotelId };
  return firstOf(candidatesOf(hotels, scan, order), place, limit + 1, {
    bound: (number) => {
      const hotel = hotels[number] as IndexedHotel;
      const bound = scan.bound(hotel);
      cheapest.set(number, scan.cheapestType);
      return keyOfBound(order, hotel, bound);
    },
    exact: (number) => {
      const hotel = hotels[number] as IndexedHotel;
      const facts = new IndexedFacts(index, hotel, now);
      const offer = cheapestOffer({ scan, wish: search, hotel, facts, buyer, cheapest: cheapest.get(number) });
      return offer && { key: order.exactKey(hotel, offer.totalMinor), value: offer };
    },
  });
}

function keyOfBound(order: SearchOrder, hotel: IndexedHotel, bound: number): number {
  return bound === Number.POSITIVE_INFINITY ? bound : order.exactKey(hotel, bound);
}

function candidatesOf(hotels: readonly IndexedHotel[], scan: StayScan, order: SearchOrder): Candidates {
  const bounds = new Float64Array(hotels.length);
  const ids = new Int32Array(hotels.length);
  for (let number = 0; number < hotels.length; number += 1) {
    const hotel = hotels[number] as IndexedHotel;
    bounds[number] = keyOfBound(order, hotel, scan.firstBound(hotel));
    ids[number] = hotel.hotelId;
  }
  return { bounds, ids };
}

function hotelsOf({ index }: SearchState, hotelIds: Int32Array): IndexedHotel[] {
  const hotels: IndexedHotel[] = [];
  for (const hotelId of hotelIds) {
    const hotel = index.hotel(hotelId);
    if (hotel !== undefined) hotels.push(hotel);
  }
  return hotels;
}

/** By what hotels are put in order: a number for each, and the other way round for cursors. */
class SearchOrder {
  readonly #parts: SearchParts;
  readonly #sort: SortBy;
  readonly #near: Point | undefined;
  readonly #currency: Currency;
  readonly #factors: ReadonlyMap<Currency, number>;
  /** Neighbours have one currency, mostly. */
  #known: { readonly currency: Currency; readonly factor: number } | undefined;

  constructor(parts: SearchParts, { index }: SearchState, { sort, places, currency = USUAL_CURRENCY }: HotelSearch) {
    this.#parts = parts;
    this.#sort = sort;
    this.#near = places.near;
    this.#currency = currency;
    this.#factors = parts.feed.exchange.factors(currency, parts.feed.clock.now());
    if (sort === "name") parts.names.update(index);
  }

  /** The key of a hotel whose offer costs so much; only the order by price asks for the price. */
  exactKey({ hotelId, entry, facts }: IndexedHotel, totalMinor: number): number {
    switch (this.#sort) {
      case "price":
        return totalMinor * this.#factorOf(facts.currency);
      case "distance":
        return this.#near === undefined ? 0 : distanceKm(this.#near, entry);
      case "stars":
        return -(entry.stars ?? 0);
      case "name":
        return this.#parts.names.placeOf(hotelId);
    }
  }

  /** The key at which a page ended. */
  keyOf({ key }: Position): number {
    return typeof key === "string" ? this.#parts.names.placeOfName(key) : key;
  }

  /** Where a page ends. */
  positionOf({ key, id }: Found<HotelOffer>): Position {
    return { key: this.#sort === "name" ? this.#parts.names.nameAt(key) : key, hotelId: id };
  }

  #factorOf(currency: Currency): number {
    if (this.#known?.currency === currency) return this.#known.factor;
    const factor = factorOf(this.#factors, currency, this.#currency);
    this.#known = { currency, factor };
    return factor;
  }
}

/** Tells searches apart: a cursor goes on with the one it was given for. */
function markOf({ limit: _limit, cursor: _cursor, withFacets: _facets, ...asked }: HotelSearch): string {
  return hash("sha256", JSON.stringify(asked), "base64url").slice(0, 8);
}

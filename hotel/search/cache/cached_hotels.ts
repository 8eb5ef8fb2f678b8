import { BriefMemory } from "../../access/brief_memory.ts";
import type { Queryable } from "../../database/database.ts";
import type { LedgerEvent } from "../../events/event.ts";
import { HotelMemory } from "./hotel_memory.ts";
import { loadSearchedHotels, selectHotelsOfCity, type SearchedHotel } from "./searched_hotels.ts";

/** How long hotel data is kept when no event says that it changed. */
const LIFE_MS = 10 * 60_000;
const MOST_HOTELS = 5_000;
const MOST_CITIES = 1_000;

/** The hotels of cities with their room types, kept in this process until an event says that they changed. */
export class CachedHotels {
  readonly #db: Queryable;
  readonly #hotels: HotelMemory<SearchedHotel>;
  #cities = newCities();

  constructor(db: Queryable) {
    this.#db = db;
    const load = (hotelIds: readonly number[]) => loadSearchedHotels(db, hotelIds);
    this.#hotels = new HotelMemory({ load, most: MOST_HOTELS, lifeMs: LIFE_MS });
  }

  /** The active hotels of a city in the order of their ids. */
  async ofCity(city: string): Promise<SearchedHotel[]> {
    const now = performance.now();
    const ids = await this.#cities.get(city, now, () => selectHotelsOfCity(this.#db, city));
    return [...(await this.#hotels.get(ids, now)).values()];
  }

  /** Forgets what the events say has changed. */
  take(events: readonly LedgerEvent[]): void {
    for (const { type, hotelId } of events) {
      if (type.startsWith("hotel.")) this.#cities = newCities();
      if (type.startsWith("hotel.") || type.startsWith("room_type.")) this.#hotels.forget(hotelId);
    }
  }

  /** Forgets everything: the events in between are not known. */
  forgetAll(): void {
    this.#cities = newCities();
    this.#hotels.forgetAll();
  }
}

function newCities(): BriefMemory<string, number[]> {
  return new BriefMemory({ lifeMs: LIFE_MS, maxEntries: MOST_CITIES });
}

import type { CatalogueEntry } from "../../properties/facts.ts";
import type { RateBook } from "../../rates/book/rate_book.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import type { NightDemand, RateFacts } from "../../rates/stay_ask.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { IndexedHotel, IndexedType } from "./indexed_hotel.ts";
import type { SearchIndex } from "./search_index.ts";

const NOTHING_SET: readonly RateNight[] = [];

/** What prices and restrictions of a hotel depend on, as the index has it at one moment. */
export class IndexedFacts implements RateFacts {
  readonly now: Date;
  readonly #index: SearchIndex;
  readonly #hotel: IndexedHotel;
  #last: IndexedType | undefined;
  /** What was set for nights of the last type. */
  #set: Map<Night, readonly RateNight[]> | undefined;

  constructor(index: SearchIndex, hotel: IndexedHotel, now: Date) {
    this.#index = index;
    this.#hotel = hotel;
    this.now = now;
  }

  get book(): RateBook {
    return this.#hotel.book;
  }

  roomType(roomTypeId: number): CatalogueEntry | undefined {
    return this.#typeOf(roomTypeId)?.entry;
  }

  // Each plan asks about each night, for its restrictions and for its price.
  nights(roomTypeId: number, night: Night): readonly RateNight[] {
    const rates = this.#typeOf(roomTypeId)?.rates;
    if (rates === undefined || !this.#index.planes.has(night)) return NOTHING_SET;
    this.#set ??= new Map();
    let set = this.#set.get(night);
    if (set === undefined) this.#set.set(night, (set = rates.at(night)));
    return set;
  }

  demand(roomTypeId: number, night: Night): NightDemand | undefined {
    const demand = this.#typeOf(roomTypeId)?.demand;
    return demand === undefined || !this.#index.planes.has(night) ? undefined : demand.at(night);
  }

  pickup(roomTypeId: number, night: Night, days: number): number {
    return this.#typeOf(roomTypeId)?.demand?.pickup(night, days) ?? 0;
  }

  soldUnder(roomTypeId: number, night: Night, ratePlanId: number, channel: string): number | undefined {
    return this.#typeOf(roomTypeId)?.sold?.rooms(night, ratePlanId, channel, this.now);
  }

  // Whoever prices a stay asks about one type many times.
  #typeOf(roomTypeId: number): IndexedType | undefined {
    if (this.#last?.roomTypeId === roomTypeId) return this.#last;
    const { types, roomTypeIds } = this.#hotel;
    this.#last = types[roomTypeIds.indexOf(roomTypeId)];
    this.#set = undefined;
    return this.#last;
  }
}

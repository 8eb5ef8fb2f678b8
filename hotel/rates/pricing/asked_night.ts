import type { CatalogueEntry, RoomTypeFacts } from "../../properties/facts.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RateNight } from "../book/rate_night.ts";
import type { NightDemand, RateFacts } from "../stay_ask.ts";

/** One night of one room type, as far as its price depends on neither guests nor demand. */
export interface NightToPrice {
  readonly book: RateBook;
  readonly roomType: Pick<RoomTypeFacts, "roomTypeId" | "basePriceMinor">;
  readonly night: Night;
  /** What was set for the night. */
  readonly set: readonly RateNight[];
}

/** The stay that a price is asked for; it finds out the hotel's date only when a rule wants to know it. */
export class AskedStay {
  readonly facts: RateFacts;
  readonly entry: CatalogueEntry;
  #today: Night | undefined;

  constructor(facts: RateFacts, entry: CatalogueEntry) {
    this.facts = facts;
    this.entry = entry;
  }

  /** Days from the hotel's business date to a night: 0 for a guest at the door, also after midnight. */
  daysUntil(night: Night): number {
    this.#today ??= businessDate(this.entry.hotel, this.facts.now);
    return night - this.#today;
  }
}

/** A night that is not on sale has no room left. */
const FULL: NightDemand = { usedRooms: 1, physicalRooms: 1 };

/**
 * One night of the stay after the other: what rules for demand ask about it, the use of the night once however many ask. One object
 * for all nights, because a search prices thousands.
 */
export class AskedNight implements NightToPrice {
  readonly stay: AskedStay;
  readonly book: RateBook;
  readonly roomType: RoomTypeFacts;
  #night: Night = 0;
  #set: readonly RateNight[] = [];
  #demand: NightDemand | undefined;

  constructor(stay: AskedStay) {
    this.stay = stay;
    this.book = stay.facts.book;
    this.roomType = stay.entry.roomType;
  }

  get night(): Night {
    return this.#night;
  }

  get set(): readonly RateNight[] {
    return this.#set;
  }

  /** Goes on to a night. */
  turnTo(night: Night): this {
    this.#night = night;
    this.#set = this.stay.facts.nights(this.roomType.roomTypeId, night);
    this.#demand = undefined;
    return this;
  }

  /** Rooms used, and rooms to sleep in: at least one of these, so that shares can be taken. */
  demand(): NightDemand {
    this.#demand ??= this.#askDemand();
    return this.#demand;
  }

  /** Rooms of the type taken for the night in the last so many days. */
  pickup(days: number): number {
    return this.stay.facts.pickup(this.roomType.roomTypeId, this.night, days);
  }

  /** Days from the hotel's business date to the night. */
  leadDays(): number {
    return this.stay.daysUntil(this.night);
  }

  #askDemand(): NightDemand {
    const demand = this.stay.facts.demand(this.roomType.roomTypeId, this.night);
    return demand === undefined || demand.physicalRooms <= 0 ? FULL : demand;
  }
}

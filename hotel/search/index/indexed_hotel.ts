import type { CatalogueEntry, HotelFacts } from "../../properties/facts.ts";
import type { RateBook } from "../../rates/book/rate_book.ts";
import type { NightDemand } from "../../rates/stay_ask.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { HotelEntry } from "../directory/directory.ts";
import type { RateCells } from "./rate_cells.ts";
import type { SoldCounts } from "./sold_counts.ts";
import type { ZoneDay } from "./zone_days.ts";

/** A hotel on sale, as the index keeps it. It changes in place. */
export interface IndexedHotel {
  readonly hotelId: number;
  /** Its place in the planes of hotels. */
  readonly slot: number;
  entry: HotelEntry;
  facts: HotelFacts;
  book: RateBook;
  zone: ZoneDay;
  /** Those on sale, by id. */
  types: readonly IndexedType[];
  /** The places of the types in the planes of types, in the same order. */
  slots: readonly number[];
  /** Of the types, in the same order. */
  roomTypeIds: readonly number[];
}

/** A room type on sale, as the index keeps it. It changes in place. */
export interface IndexedType {
  readonly roomTypeId: number;
  /** Its place in the planes of types. */
  readonly slot: number;
  /** The place of its hotel. */
  readonly hotelSlot: number;
  entry: CatalogueEntry;
  /** What was set for single nights; undefined: nothing. */
  rates: RateCells | undefined;
  /** Only in a hotel whose prices follow demand. */
  demand: DemandCells | undefined;
  /** Only where a sell limit stands on one of its nights. */
  sold: SoldCounts | undefined;
}

/** How much a room type is wanted, for hotels whose prices follow it. */
export class DemandCells {
  readonly #nights: number;
  readonly #used: Int16Array;
  readonly #physical: Int16Array;
  /** Rooms taken lately by night and by length of the look back, the two as one number. */
  readonly #pickups = new Map<number, number>();

  constructor(nights: number) {
    this.#nights = nights;
    this.#used = new Int16Array(nights);
    this.#physical = new Int16Array(nights);
  }

  /** Memory of the cells. */
  get bytes(): number {
    return this.#nights * 4;
  }

  /** Sets a night; the rooms of holds that have run out are not used. */
  set(night: Night, { usedRooms, physicalRooms }: NightDemand): void {
    this.#used[night % this.#nights] = usedRooms;
    this.#physical[night % this.#nights] = physicalRooms;
  }

  /** Nights have entered the window: what was known of those that left it is forgotten. */
  enter({ from, to }: { readonly from: Night; readonly to: Night }): void {
    for (let night = from; night < to; night += 1) this.set(night, { usedRooms: 0, physicalRooms: 0 });
    const first = to - this.#nights;
    for (const key of this.#pickups.keys()) if (Math.floor(key / DAYS) < first) this.#pickups.delete(key);
  }

  /** How many pickups are known. */
  get pickups(): number {
    return this.#pickups.size;
  }

  /** Takes rooms off those that are used: their hold has run out. */
  free(night: Night, rooms: number): void {
    this.#used[night % this.#nights] = (this.#used[night % this.#nights] as number) - rooms;
  }

  /** The demand of a night of the window. */
  at(night: Night): NightDemand {
    const place = night % this.#nights;
    return { usedRooms: this.#used[place] as number, physicalRooms: this.#physical[place] as number };
  }

  /** Rooms taken for the night in the last so many days; 0 where nobody counted. */
  pickup(night: Night, days: number): number {
    return this.#pickups.get(pickupKey(night, days)) ?? 0;
  }

  /** Replaces what was counted for the nights `[from, to)`. */
  setPickups(from: Night, to: Night, counts: readonly PickupCount[]): void {
    for (const key of this.#pickups.keys()) {
      const night = Math.floor(key / DAYS);
      if (night >= from && night < to) this.#pickups.delete(key);
    }
    for (const { night, days, rooms } of counts) this.#pickups.set(pickupKey(night, days), rooms);
  }
}

/** Rooms of a type taken for a night in the last so many days. */
export interface PickupCount {
  readonly night: Night;
  readonly days: number;
  readonly rooms: number;
}

/** Whether prices of the book move with occupancy or pickup, so that the index has to know them. */
export function followsDemand(book: RateBook): boolean {
  for (const plan of book.plans.values()) {
    if (plan.status === "active" && plan.dynamic.rules.length > 0) return true;
  }
  return false;
}

/** Whether prices of a hotel follow demand by its next book, and demand is not known of all its types. */
export function lacksDemand({ types }: IndexedHotel, next: RateBook): boolean {
  return followsDemand(next) && types.some(({ demand }) => demand === undefined);
}

const DAYS = 64;

function pickupKey(night: Night, days: number): number {
  return night * DAYS + days;
}

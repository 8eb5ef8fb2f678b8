import type { Night } from "../../vocabulary/night.ts";
import { mayArrive, type DatesWanted } from "../dates_wanted.ts";
import type { PartyRooms } from "../rooms_wanted.ts";
import type { IndexedHotel } from "./indexed_hotel.ts";
import { FULL, UNKNOWN } from "./least_planes.ts";
import type { SearchIndex } from "./search_index.ts";

/** What a search looks for in every hotel. */
export interface StayWish {
  readonly dates: DatesWanted;
  readonly parties: readonly PartyRooms[];
}

/** The type of a hotel that a bound was found by. */
export interface CheapestType {
  /** Its place among the types of the hotel. */
  readonly place: number;
  /** The sum of its floors: the bound. */
  readonly floor: number;
}

const NONE = Number.POSITIVE_INFINITY;
/** There is more than one arrival. */
const SEVERAL = -1;

/**
 * Walks over the types of hotels and tells from how much on a stay can cost there: the sum of the price floors of the cheapest types
 * that have a room free on every night and beds for each party. What it tells is never more than the exact price, so whoever
 * asks for exact prices in its order may stop as soon as enough are cheaper than the next bound. Made once for a search;
 * it makes next to nothing for a hotel.
 */
export class StayScan {
  readonly #index: SearchIndex;
  readonly #wish: StayWish;
  readonly #first: Night;
  readonly #free: Int16Array[] = [];
  readonly #floors: Int32Array[] = [];
  readonly #leasts: Int32Array[] = [];
  /** By night of the window: whether a stay may arrive. */
  readonly #arrives: Uint8Array;
  /** The same as places, when they are so few that the nights of each are fewer than those of the window. */
  readonly #fewArrivals: readonly number[] | undefined;
  /** The place of the only arrival, or {@link SEVERAL}. */
  readonly #onlyArrival: number;
  /** Guests of the smallest party: a smaller room is of no use. */
  readonly #leastGuests: number;
  /** By party and arrival. */
  readonly #bounds: Float64Array;
  /** By the place of a type in its hotel: made larger for a hotel that has more. */
  #sums = new Float64Array(32);
  /** Of the hotel that {@link bound} was asked of last. */
  #cheapest: CheapestType | undefined;
  readonly #length: number;
  /** Of all parties. */
  readonly #rooms: number;

  constructor(index: SearchIndex, wish: StayWish) {
    const { planes, leasts } = index;
    const { firstArrival, lastArrival, length } = wish.dates;
    this.#index = index;
    this.#wish = wish;
    this.#length = length;
    this.#first = Math.max(firstArrival, planes.first);
    const end = Math.min(lastArrival + length, planes.end);
    this.#arrives = new Uint8Array(Math.max(0, end - this.#first));
    const arrivals: number[] = [];
    for (let night = this.#first; night < end; night += 1) {
      this.#free.push(planes.free(night));
      this.#floors.push(planes.floors(night));
      this.#leasts.push(leasts.of(night));
      if (!mayArrive(wish.dates, night)) continue;
      this.#arrives[night - this.#first] = 1;
      arrivals.push(night - this.#first);
    }
    this.#fewArrivals = arrivals.length * length <= this.#free.length ? arrivals : undefined;
    this.#onlyArrival = arrivals.length === 1 ? (arrivals[0] as number) : SEVERAL;
    this.#rooms = wish.parties.reduce((sum, { rooms }) => sum + rooms, 0);
    this.#leastGuests = Math.min(...wish.parties.map(({ guests }) => guests));
    this.#bounds = new Float64Array(wish.parties.length * this.#free.length);
  }

  /**
   * A bound that is found at once and never above {@link bound}: every night in the cheapest room that is free, whatever its type
   * and whoever it sleeps.
   */
  firstBound(hotel: IndexedHotel): number {
    const { night } = hotel.zone;
    const from = Math.max(0, night - this.#first);
    const to = Math.min(this.#free.length, night + this.#index.horizonDays - this.#first);
    const only = this.#onlyArrival;
    const least = only === SEVERAL ? this.#leastOfAll(hotel, from, to) : this.#leastArriving(hotel, only, from, to);
    return least * this.#rooms;
  }

  /**
   * The least that the stay can cost in the hotel on any of the dates; infinite when there is no room. Afterwards
   * {@link boundOn} tells of each arrival.
   */
  bound(hotel: IndexedHotel): number {
    const nights = this.#free.length;
    // Only nights from the business date on, so many as the hotel sells.
    const from = Math.max(0, hotel.zone.night - this.#first);
    const to = Math.min(nights, hotel.zone.night + this.#index.horizonDays - this.#first);
    this.#bounds.fill(NONE);
    this.#cheapest = undefined;
    if (to - from < this.#length) return NONE;
    if (this.#onlyArrival !== SEVERAL) return this.#boundOfOnly(hotel, this.#onlyArrival, from, to);
    const { sleeps } = this.#index;
    for (const slot of hotel.slots) {
      if ((sleeps[slot] as number) < this.#leastGuests) continue;
      if (this.#fewArrivals === undefined) this.#scanAll(slot, from, to);
      else this.#scanFew(slot, this.#fewArrivals, from, to);
    }
    return this.#least(from, to);
  }

  /** By which type the last {@link bound} was found; undefined when several rooms or arrivals are wanted, or there is no room. */
  get cheapestType(): CheapestType | undefined {
    return this.#cheapest;
  }

  /** The least that a stay arriving on the night can cost in the hotel that {@link bound} was asked of last. */
  boundOn(arrival: Night): number {
    return this.#sumAt(arrival - this.#first);
  }

  /**
   * The sum of the floors of each type for a stay, in the order of the hotel's types; infinite when a night is full or off sale, or
   * nobody fits in. There may be more places than types. They are the caller's until the next question to the scan.
   */
  floorsOn({ slots }: IndexedHotel, arrival: Night): Float64Array {
    if (slots.length > this.#sums.length) this.#sums = new Float64Array(slots.length);
    const sums = this.#sums;
    const { sleeps } = this.#index;
    for (let type = 0; type < slots.length; type += 1) {
      const slot = slots[type] as number;
      sums[type] = (sleeps[slot] as number) < this.#leastGuests ? NONE : this.#floorOf(slot, arrival - this.#first);
    }
    return sums;
  }

  /** Rooms of a type that are free on the fullest night of a stay. */
  freeRooms(slot: number, arrival: Night): number {
    let least = NONE;
    for (let place = arrival - this.#first; place < arrival - this.#first + this.#length; place += 1) {
      least = Math.min(least, (this.#free[place] as Int16Array)[slot] as number);
    }
    return least;
  }

  #floorOf(slot: number, first: number): number {
    const end = first + this.#length;
    let sum = 0;
    for (let place = first; place < end; place += 1) {
      if (((this.#free[place] as Int16Array)[slot] as number) < 1) return NONE;
      sum += (this.#floors[place] as Int32Array)[slot] as number;
    }
    return sum;
  }

  #leastArriving(hotel: IndexedHotel, arrival: number, from: number, to: number): number {
    const end = arrival + this.#length;
    if (arrival < from || end > to) return NONE;
    let sum = 0;
    for (let place = arrival; place < end; place += 1) {
      const night = this.#leastOn(hotel, place);
      if (night === FULL) return NONE;
      sum += night;
    }
    return sum;
  }

  #leastOfAll(hotel: IndexedHotel, from: number, to: number): number {
    let least = NONE;
    let sum = 0;
    let run = 0;
    for (let place = from; place < to; place += 1) {
      const night = this.#leastOn(hotel, place);
      if (night === FULL) {
        run = 0;
        sum = 0;
        continue;
      }
      sum += night;
      if (run === this.#length) sum -= this.#leastOn(hotel, place - this.#length);
      else run += 1;
      if (run === this.#length && sum < least && this.#arrives[place - run + 1] === 1) least = sum;
    }
    return least;
  }

  #leastOn(hotel: IndexedHotel, place: number): number {
    const known = (this.#leasts[place] as Int32Array)[hotel.slot] as number;
    if (known !== UNKNOWN) return known;
    const { leasts, planes } = this.#index;
    return leasts.find(this.#first + place, hotel, planes);
  }

  #boundOfOnly(hotel: IndexedHotel, arrival: number, from: number, to: number): number {
    if (arrival < from || arrival + this.#length > to) return NONE;
    const sums = this.floorsOn(hotel, this.#first + arrival);
    const { parties } = this.#wish;
    for (let party = 0; party < parties.length; party += 1) {
      const place = this.#cheapestFor((parties[party] as PartyRooms).guests, hotel, sums);
      if (place === undefined) continue;
      const floor = sums[place] as number;
      this.#bounds[party * this.#free.length + arrival] = floor;
      if (this.#rooms === 1) this.#cheapest = { place, floor };
    }
    return this.#sumAt(arrival);
  }

  #cheapestFor(guests: number, { slots }: IndexedHotel, sums: Float64Array): number | undefined {
    const { sleeps } = this.#index;
    let cheapest: number | undefined;
    let floor = NONE;
    for (let place = 0; place < slots.length; place += 1) {
      const sum = sums[place] as number;
      if (sum >= floor || (sleeps[slots[place] as number] as number) < guests) continue;
      floor = sum;
      cheapest = place;
    }
    return cheapest;
  }

  #least(from: number, to: number): number {
    let least = NONE;
    for (let place = from; place + this.#length <= to; place += 1) {
      const bound = this.#sumAt(place);
      if (bound < least) least = bound;
    }
    return least;
  }

  /** The nights of each arrival. */
  #scanFew(slot: number, arrivals: readonly number[], from: number, to: number): void {
    const free = this.#free;
    const floors = this.#floors;
    const length = this.#length;
    for (const arrival of arrivals) {
      const end = arrival + length;
      if (arrival < from || end > to) continue;
      let sum = 0;
      let place = arrival;
      for (; place < end; place += 1) {
        if (((free[place] as Int16Array)[slot] as number) < 1) break;
        sum += (floors[place] as Int32Array)[slot] as number;
      }
      if (place === end) this.#note(arrival, slot, sum);
    }
  }

  /** One pass over all nights, with the sum of the last so many that were free one after the other. */
  #scanAll(slot: number, from: number, to: number): void {
    const free = this.#free;
    const floors = this.#floors;
    const length = this.#length;
    let run = 0;
    let sum = 0;
    for (let place = from; place < to; place += 1) {
      if (((free[place] as Int16Array)[slot] as number) < 1) {
        if (place + 1 + length > to) return;
        run = 0;
        sum = 0;
        continue;
      }
      sum += (floors[place] as Int32Array)[slot] as number;
      if (run === length) sum -= (floors[place - length] as Int32Array)[slot] as number;
      else run += 1;
      if (run === length && this.#arrives[place - length + 1] === 1) this.#note(place - length + 1, slot, sum);
    }
  }

  #note(arrival: number, slot: number, sum: number): void {
    const { parties } = this.#wish;
    const sleeps = this.#index.sleeps[slot] as number;
    for (let party = 0; party < parties.length; party += 1) {
      if ((parties[party] as PartyRooms).guests > sleeps) continue;
      const place = party * this.#free.length + arrival;
      if (sum < (this.#bounds[place] as number)) this.#bounds[place] = sum;
    }
  }

  #sumAt(arrival: number): number {
    if (this.#arrives[arrival] !== 1) return NONE;
    const { parties } = this.#wish;
    let sum = 0;
    for (let party = 0; party < parties.length; party += 1) {
      sum += (this.#bounds[party * this.#free.length + arrival] as number) * (parties[party] as PartyRooms).rooms;
    }
    return sum;
  }
}

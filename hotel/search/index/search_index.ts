import type { CatalogueEntry, HotelFacts } from "../../properties/facts.ts";
import type { RateBook } from "../../rates/book/rate_book.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import { floorsOf } from "../../rates/pricing/price_floor.ts";
import type { NightDemand } from "../../rates/stay_ask.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { HotelEntry } from "../directory/directory.ts";
import { Numbering } from "../directory/numbering.ts";
import { HoldTimers, type HeldRooms } from "./held_rooms.ts";
import {
  DemandCells,
  followsDemand,
  lacksDemand,
  type IndexedHotel,
  type IndexedType,
  type PickupCount,
} from "./indexed_hotel.ts";
import { LeastPlanes } from "./least_planes.ts";
import { HIGHEST_FLOOR, MOST_FREE, NightPlanes, NOT_ON_SALE } from "./night_planes.ts";
import { RateCells, RestrictionTable } from "./rate_cells.ts";
import { SoldCounts, type SoldRooms } from "./sold_counts.ts";
import { ZoneDays } from "./zone_days.ts";

/** A hotel as it was read. */
export interface HotelRead {
  readonly entry: HotelEntry;
  readonly facts: HotelFacts;
  /** Its types on sale. */
  readonly types: readonly CatalogueEntry[];
  readonly book: RateBook;
}

/** A night as it was read. */
export interface NightRead extends NightDemand {
  readonly night: Night;
  /** Rooms that can be sold while every hold counts, negative when it was forced; undefined: closed. */
  readonly spare: number | undefined;
  readonly held: readonly HeldRooms[];
}

const NOTHING_SET: readonly RateNight[] = [];
const NOON_MS = 43_200_000;
const DAY_MS = 86_400_000;
/** No business date is more than a day before or after that of Greenwich, and the last night sold has a day of departure. */
const NIGHTS_AROUND = 4;

/** The first night that any hotel on earth can be selling at an instant. */
export function firstNightAnywhere(now: Date): Night {
  return Math.floor((now.getTime() - 2 * NOON_MS) / DAY_MS);
}

/** The nights that any hotel on earth can be selling at an instant. */
export function nightsSoldAnywhere(now: Date, horizonDays: number): Range {
  const from = firstNightAnywhere(now);
  return { from, to: from + horizonDays + NIGHTS_AROUND };
}

/** Never the same for two indexes: whoever remembers something about the hotels of one must not take another for it. */
let hotelsVersions = 0;

/**
 * What phase 2 of a search reads: every hotel on sale with its types, what is free, price floors, rate books and calendars. All of it
 * was read from the database and says no more than it; whoever reads again replaces. Nothing here waits, so a search
 * sees every change whole.
 */
export class SearchIndex {
  readonly planes: NightPlanes;
  readonly leasts: LeastPlanes;
  readonly holds = new HoldTimers();
  readonly zones = new ZoneDays();
  /** How many nights from its business date a hotel sells. */
  readonly horizonDays: number;
  /** Raised when a hotel comes, goes or is called otherwise. */
  hotelsVersion = (hotelsVersions += 1);
  readonly #hotels = new Map<number, IndexedHotel>();
  readonly #table = new RestrictionTable();
  readonly #typeAt: (IndexedType | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  readonly #hotelSlots = new Numbering<number>();
  #sleeps = new Uint8Array(0);
  #now: Date;

  /** @param window the nights it can hold; all that can be sold unless told, and then it moves on with time */
  constructor(now: Date, horizonDays: number, window: Range = nightsSoldAnywhere(now, horizonDays)) {
    this.horizonDays = horizonDays;
    this.planes = new NightPlanes(window.from, window.to - window.from);
    this.leasts = new LeastPlanes(this.planes.nights);
    this.#now = now;
  }

  /** How many hotels are on sale. */
  get size(): number {
    return this.#hotels.size;
  }

  /** How many room types are on sale. */
  get types(): number {
    return this.#typeAt.length - this.#freeSlots.length;
  }

  /** Guests that one room sleeps, by the place of its type in the planes. */
  get sleeps(): Uint8Array {
    return this.#sleeps;
  }

  /** Memory of the typed arrays. */
  get bytes(): number {
    let cells = 0;
    for (const type of this.#typeAt) cells += (type?.rates?.bytes ?? 0) + (type?.demand?.bytes ?? 0);
    return this.planes.bytes + this.leasts.bytes + cells;
  }

  hotel(hotelId: number): IndexedHotel | undefined {
    return this.#hotels.get(hotelId);
  }

  hotels(): Iterable<IndexedHotel> {
    return this.#hotels.values();
  }

  /** Brings the index to an instant: rooms whose holds have run out are free, hotels sell tonight's night. */
  turnTo(now: Date): void {
    this.#now = now;
    this.zones.update(now);
    if (this.holds.next <= now.getTime()) this.holds.lapse(now.getTime(), (...lapsed) => this.#giveBack(...lapsed));
  }

  /** Moves the window on, if a day is over; the nights that entered are off sale until they are read. */
  advance(): Range {
    const entered = this.planes.advance(firstNightAnywhere(this.#now));
    if (entered.from < entered.to) {
      for (const type of this.#typeAt) if (type !== undefined) this.#enter(type, entered);
      for (let night = entered.from; night < entered.to; night += 1) this.leasts.forgetNight(night);
      for (const hotel of this.#hotels.values()) {
        for (const type of hotel.types) this.#setFloors(hotel, type, entered.from, entered.to);
      }
    }
    return entered;
  }

  /** Makes room for so many types more at once. */
  expect(types: number): void {
    this.#reserve(this.types + types);
  }

  /**
   * Enters a hotel or replaces it. Returns the types whose nights are to be read: those that were not on sale before, and all
   * of them when the hotel's prices follow demand from now on.
   */
  putHotel(read: HotelRead): readonly IndexedType[] {
    const { entry, facts, book } = read;
    const known = this.#hotels.get(entry.hotelId);
    const before = new Map(known?.types.map((type) => [type.roomTypeId, type]));
    const ordered = read.types.toSorted((one, other) => one.roomType.roomTypeId - other.roomType.roomTypeId);
    const slot = this.#hotelSlots.give(entry.hotelId);
    this.leasts.reserve(slot + 1);
    this.leasts.forgetAll(slot);
    const types = ordered.map((type) => this.#keepType(before.get(type.roomType.roomTypeId), type, slot));
    for (const type of before.values()) if (!types.includes(type)) this.#dropType(type);
    const zone = this.zones.of(facts, this.#now);
    const slots = types.map((type) => type.slot);
    const roomTypeIds = types.map((type) => type.roomTypeId);
    const hotel = { hotelId: entry.hotelId, slot, entry, facts, book, zone, types, slots, roomTypeIds };
    this.#hotels.set(entry.hotelId, hotel);
    if (known?.entry.name !== entry.name) this.hotelsVersion = hotelsVersions += 1;
    const mustKnowDemand = lacksDemand(hotel, book);
    this.setBook(hotel, book);
    return mustKnowDemand ? types : types.filter(({ roomTypeId }) => !before.has(roomTypeId));
  }

  /** Takes a hotel out. */
  removeHotel(hotelId: number): void {
    for (const type of this.#hotels.get(hotelId)?.types ?? []) this.#dropType(type);
    if (!this.#hotels.delete(hotelId)) return;
    this.#hotelSlots.release(hotelId);
    this.hotelsVersion = hotelsVersions += 1;
  }

  /** Replaces a hotel's book. Ask {@link lacksDemand} before: then its nights are to be read again. */
  setBook(hotel: IndexedHotel, book: RateBook): void {
    hotel.book = book;
    const follows = followsDemand(book);
    for (const type of hotel.types) {
      type.demand = follows ? (type.demand ?? new DemandCells(this.planes.nights)) : undefined;
      this.#setFloors(hotel, type, this.planes.first, this.planes.end);
    }
  }

  /** Replaces what is set for the nights `[from, to)` of a type. */
  setRates(hotel: IndexedHotel, type: IndexedType, nights: Range, cells: readonly RateNight[]): void {
    const from = Math.max(nights.from, this.planes.first);
    const to = Math.min(nights.to, this.planes.end);
    if (type.rates === undefined && cells.length === 0) return;
    type.rates ??= new RateCells(type.roomTypeId, this.planes.nights, this.#table);
    type.rates.clear(from, to);
    for (const cell of cells) if (this.planes.has(cell.night)) type.rates.set(cell);
    this.#setFloors(hotel, type, from, to);
  }

  /** Replaces what was counted lately for the nights `[from, to)` of a type. */
  setPickups(type: IndexedType, nights: Range, counts: readonly PickupCount[]): void {
    type.demand?.setPickups(nights.from, nights.to, counts);
  }

  /** Replaces what is sold on the nights `[from, to)` of a type: a sell limit stands on those that are named, and on no other. */
  setSold(type: IndexedType, { from, to }: Range, limited: readonly Night[], sold: readonly SoldRooms[]): void {
    type.sold ??= new SoldCounts();
    type.sold.replace(from, to, limited, sold);
    type.sold.forgetBefore(this.planes.first);
    if (type.sold.isEmpty) type.sold = undefined;
  }

  /** Replaces the nights `[from, to)` of a type: one that was not read is off sale. */
  setNights(type: IndexedType, nights: Range, read: readonly NightRead[]): void {
    const { planes, holds } = this;
    for (let night = Math.max(nights.from, planes.first); night < Math.min(nights.to, planes.end); night += 1) {
      planes.free(night)[type.slot] = NOT_ON_SALE;
      this.leasts.forget(type.hotelSlot, night);
      holds.forget(type.slot, night);
    }
    for (const one of read) if (planes.has(one.night)) this.#setNight(type, one);
  }

  /** Sets spare rooms of consecutive nights of a type that nobody has read before: for the first load. */
  fillNights(type: IndexedType, from: Night, spare: Int16Array): void {
    for (let place = 0; place < spare.length; place += 1) {
      if (this.planes.has(from + place)) this.planes.free(from + place)[type.slot] = spare[place] as number;
    }
    this.leasts.forgetAll(type.hotelSlot);
  }

  /** Adds the holds of a night that was filled. */
  addHolds(type: IndexedType, night: Night, held: readonly HeldRooms[]): void {
    if (!this.planes.has(night)) return;
    const lapsed = this.holds.replace(type.slot, night, held, this.#now.getTime());
    if (lapsed > 0) this.#giveBack(type.slot, night, lapsed);
  }

  #enter(type: IndexedType, entered: Range): void {
    type.rates?.clear(entered.from, entered.to);
    type.demand?.enter(entered);
    type.sold?.forgetBefore(this.planes.first);
  }

  #setNight(type: IndexedType, { night, spare, usedRooms, physicalRooms, held }: NightRead): void {
    const lapsed = this.holds.replace(type.slot, night, held, this.#now.getTime());
    this.planes.free(night)[type.slot] = spare === undefined ? NOT_ON_SALE : planeValue(spare + lapsed);
    this.leasts.forget(type.hotelSlot, night);
    type.demand?.set(night, { usedRooms: usedRooms - lapsed, physicalRooms });
  }

  #giveBack(slot: number, night: Night, rooms: number): void {
    if (!this.planes.has(night)) return;
    const free = this.planes.free(night);
    const spare = free[slot] as number;
    if (spare !== NOT_ON_SALE) free[slot] = planeValue(spare + rooms);
    const type = this.#typeAt[slot];
    if (type === undefined) return;
    this.leasts.forget(type.hotelSlot, night);
    type.demand?.free(night, rooms);
  }

  #setFloors(hotel: IndexedHotel, type: IndexedType, from: Night, to: Night): void {
    const floorOf = floorsOf(hotel.book, type.entry);
    const { rates, slot } = type;
    for (let night = from; night < to; night += 1) {
      const floor = floorOf(night, rates === undefined ? NOTHING_SET : rates.at(night));
      this.planes.floors(night)[slot] = Math.min(floor, HIGHEST_FLOOR);
      this.leasts.forget(type.hotelSlot, night);
    }
  }

  #keepType(known: IndexedType | undefined, entry: CatalogueEntry, hotelSlot: number): IndexedType {
    const type = known ?? this.#newType(entry, hotelSlot);
    type.entry = entry;
    this.#sleeps[type.slot] = entry.roomType.maxOccupancy;
    return type;
  }

  #newType(entry: CatalogueEntry, hotelSlot: number): IndexedType {
    const slot = this.#freeSlots.pop() ?? this.#typeAt.length;
    this.#reserve(slot + 1);
    const { roomTypeId } = entry.roomType;
    const type: IndexedType = {
      roomTypeId,
      slot,
      hotelSlot,
      entry,
      rates: undefined,
      demand: undefined,
      sold: undefined,
    };
    this.#typeAt[slot] = type;
    return type;
  }

  #dropType(type: IndexedType): void {
    for (let night = this.planes.first; night < this.planes.end; night += 1) this.holds.forget(type.slot, night);
    this.planes.clear(type.slot);
    type.rates?.clear(this.planes.first, this.planes.end);
    this.#typeAt[type.slot] = undefined;
    this.#freeSlots.push(type.slot);
  }

  #reserve(slots: number): void {
    this.planes.reserve(slots);
    if (slots <= this.#sleeps.length) return;
    const sleeps = new Uint8Array(Math.ceil(slots * 1.0625) + 16);
    sleeps.set(this.#sleeps);
    this.#sleeps = sleeps;
  }
}

/** Nights `[from, to)`. */
export interface Range {
  readonly from: Night;
  readonly to: Night;
}

function planeValue(spare: number): number {
  return Math.max(NOT_ON_SALE + 1, Math.min(MOST_FREE, spare));
}

import type { Night } from "../../vocabulary/night.ts";

/** Stands in a plane of free rooms for a night that is closed or has no row. */
export const NOT_ON_SALE = -32_768;
/** The most and the least that a plane of free rooms tells: more rooms are told as so many. */
export const MOST_FREE = 32_767;
/** A price floor above this is told as this: still a lower bound. */
export const HIGHEST_FLOOR = 2_147_483_647;

/**
 * Free rooms and price floors of every room type on every night of a window that moves on by the day. Each night is a plane of its
 * own with a place for each type: a search reads few nights of many types, so it walks along a few planes. A plane whose
 * night is over becomes that of the night that enters at the end.
 */
export class NightPlanes {
  /** How many nights the window has. */
  readonly nights: number;
  #first: Night;
  #capacity = 0;
  readonly #free: Int16Array[];
  readonly #floors: Int32Array[];

  constructor(first: Night, nights: number) {
    this.#first = first;
    this.nights = nights;
    this.#free = Array.from({ length: nights }, () => new Int16Array(0));
    this.#floors = Array.from({ length: nights }, () => new Int32Array(0));
  }

  /** The first night of the window. */
  get first(): Night {
    return this.#first;
  }

  /** The night after the last one. */
  get end(): Night {
    return this.#first + this.nights;
  }

  /** Memory of all planes. */
  get bytes(): number {
    return this.#capacity * this.nights * 6;
  }

  /** Whether the window has the night. */
  has(night: Night): boolean {
    return night >= this.#first && night < this.end;
  }

  /** Free rooms by type; holds that run out later not counted. Only of nights in the window. */
  free(night: Night): Int16Array {
    return this.#free[night % this.nights] as Int16Array;
  }

  /** Lower bounds of the price by type, in minor units. Only of nights in the window. */
  floors(night: Night): Int32Array {
    return this.#floors[night % this.nights] as Int32Array;
  }

  /** Makes room for so many types; plane by plane, so that never more than one is there twice. */
  reserve(slots: number): void {
    if (slots <= this.#capacity) return;
    // After the first load types come one by one: a sixteenth more each time.
    const capacity = this.#capacity === 0 ? slots : Math.max(slots, Math.ceil(this.#capacity * 1.0625) + 16);
    for (let place = 0; place < this.nights; place += 1) {
      const free = new Int16Array(capacity).fill(NOT_ON_SALE, this.#capacity);
      free.set(this.#free[place] as Int16Array);
      this.#free[place] = free;
      const floors = new Int32Array(capacity);
      floors.set(this.#floors[place] as Int32Array);
      this.#floors[place] = floors;
    }
    this.#capacity = capacity;
  }

  /** Takes a type off sale on every night. */
  clear(slot: number): void {
    for (let place = 0; place < this.nights; place += 1) {
      (this.#free[place] as Int16Array)[slot] = NOT_ON_SALE;
      (this.#floors[place] as Int32Array)[slot] = 0;
    }
  }

  /** Moves the window on to a first night and returns the nights that entered, off sale; it never moves back. */
  advance(first: Night): { readonly from: Night; readonly to: Night } {
    const from = Math.max(this.end, first);
    for (let night = this.#first; night < Math.min(first, this.end); night += 1) {
      this.free(night).fill(NOT_ON_SALE);
      this.floors(night).fill(0);
    }
    this.#first = Math.max(this.#first, first);
    return { from, to: this.end };
  }
}

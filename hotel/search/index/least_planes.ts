import type { Night } from "../../vocabulary/night.ts";
import type { IndexedHotel } from "./indexed_hotel.ts";
import type { NightPlanes } from "./night_planes.ts";

/** To be found out when somebody asks. */
export const UNKNOWN = -1;
/** No room of any type. */
export const FULL = -2;

/**
 * From how much on one room can be had in every hotel on each night of the window, whatever its type. It says less than the planes of
 * types, in as many looks as a stay has nights, where those are as many looks as the hotel has types. Each night is a
 * plane of its own with a place for each hotel: a search of all hotels walks along a few of them. Found out when it is
 * first asked for, forgotten when a night of a type changes.
 */
export class LeastPlanes {
  readonly #planes: Int32Array[];
  #capacity = 0;

  constructor(nights: number) {
    this.#planes = Array.from({ length: nights }, () => new Int32Array(0));
  }

  /** Memory of all planes. */
  get bytes(): number {
    return this.#capacity * this.#planes.length * 4;
  }

  /** By the places of hotels: minor units, {@link UNKNOWN} or {@link FULL}. Only of nights in the window. */
  of(night: Night): Int32Array {
    return this.#planes[night % this.#planes.length] as Int32Array;
  }

  /** Makes room for so many hotels. */
  reserve(slots: number): void {
    if (slots <= this.#capacity) return;
    const capacity = Math.max(slots, Math.ceil(this.#capacity * 1.25) + 16);
    for (const [place, known] of this.#planes.entries()) {
      const plane = new Int32Array(capacity).fill(UNKNOWN, this.#capacity);
      plane.set(known);
      this.#planes[place] = plane;
    }
    this.#capacity = capacity;
  }

  /** Something about the night has changed in a hotel. */
  forget(slot: number, night: Night): void {
    this.of(night)[slot] = UNKNOWN;
  }

  /** The night takes the plane of one that is over. */
  forgetNight(night: Night): void {
    this.of(night).fill(UNKNOWN);
  }

  /** Anything may have changed in a hotel. */
  forgetAll(slot: number): void {
    for (const plane of this.#planes) plane[slot] = UNKNOWN;
  }

  /** Finds out the least price floor of the types that have a room free on a night of the window, and remembers it. */
  find(night: Night, { slot, slots }: IndexedHotel, planes: NightPlanes): number {
    const least = leastOf(planes.free(night), planes.floors(night), slots);
    this.of(night)[slot] = least;
    return least;
  }
}

function leastOf(free: Int16Array, floors: Int32Array, slots: readonly number[]): number {
  let least = FULL;
  for (const slot of slots) {
    if ((free[slot] as number) < 1) continue;
    const floor = floors[slot] as number;
    if (least === FULL || floor < least) least = floor;
  }
  return least;
}

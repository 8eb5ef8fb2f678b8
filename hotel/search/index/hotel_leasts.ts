import type { Night } from "../../vocabulary/night.ts";
import type { NightPlanes } from "./night_planes.ts";

/** To be found out when somebody asks. */
const UNKNOWN = -1;
/** No room of any type. */
const FULL = -2;

/**
 * From how much on one room can be had in a hotel on each night of the window, whatever its type. It says less than the planes, and
 * all of it lies side by side: one look tells what a stay costs at least, where the planes are as many looks as the hotel has
 * types and the stay nights. Found out when it is first asked for, forgotten when a night of a type changes.
 */
export class HotelLeasts {
  readonly #values: Int32Array;

  constructor(nights: number) {
    this.#values = new Int32Array(nights).fill(UNKNOWN);
  }

  /** Memory of the values. */
  get bytes(): number {
    return this.#values.byteLength;
  }

  /** Something about the night has changed. */
  forget(night: Night): void {
    this.#values[night % this.#values.length] = UNKNOWN;
  }

  /** Anything may have changed. */
  forgetAll(): void {
    this.#values.fill(UNKNOWN);
  }

  /**
   * The least price floor of the types that have a room free on a night of the window; infinite when none has.
   *
   * @param slots of the hotel's types
   */
  at(night: Night, planes: NightPlanes, slots: readonly number[]): number {
    const place = night % this.#values.length;
    let value = this.#values[place] as number;
    if (value === UNKNOWN) this.#values[place] = value = leastOf(planes.free(night), planes.floors(night), slots);
    return value === FULL ? Number.POSITIVE_INFINITY : value;
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

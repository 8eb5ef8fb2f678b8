import KDBush from "kdbush";
import type { Box, Point } from "./directory.ts";
import { boxAround, distanceKm, isInBox, longitudeRanges, type Place } from "./distance.ts";
import type { SlotSet } from "./slot_set.ts";

/**
 * Where the hotels are. The tree cannot be changed, so what has changed since it was made is kept beside it and looked at one
 * by one; when that is too much, the next search makes a new tree (40 ms for 150,000 hotels).
 */
export class PlaceIndex {
  readonly #latitudes: number[] = [];
  readonly #longitudes: number[] = [];
  readonly #changed = new Set<number>();
  #tree: KDBush | undefined;
  #slots = new Int32Array(0);

  /** The hotel is here from now on; without coordinates it is nowhere. */
  put(slot: number, place: Place): void {
    const latitude = place.latitude ?? Number.NaN;
    const longitude = place.longitude ?? Number.NaN;
    if (Object.is(latitude, this.#latitudes[slot]) && Object.is(longitude, this.#longitudes[slot])) return;
    this.#latitudes[slot] = latitude;
    this.#longitudes[slot] = longitude;
    this.#changed.add(slot);
  }

  take(slot: number): void {
    this.put(slot, NOWHERE);
  }

  placeOf(slot: number): Place {
    const latitude = this.#latitudes[slot] ?? Number.NaN;
    const longitude = this.#longitudes[slot] ?? Number.NaN;
    return Number.isNaN(latitude) || Number.isNaN(longitude) ? NOWHERE : { latitude, longitude };
  }

  addInBox(found: SlotSet, box: Box): void {
    this.#addWhere(found, box, (place) => isInBox(box, place));
  }

  addNear(found: SlotSet, point: Point, km: number): void {
    this.#addWhere(found, boxAround(point, km), (place) => distanceKm(point, place) <= km);
  }

  /** Makes the tree anew when too much has changed beside it. Searches do so by themselves. */
  settle(): void {
    if (this.#changed.size <= Math.max(FEW_CHANGES, this.#slots.length / 8)) return;
    const placed = [...this.#latitudes.keys()].filter((slot) => this.placeOf(slot) !== NOWHERE);
    this.#slots = Int32Array.from(placed);
    this.#tree = undefined;
    if (placed.length > 0) this.#tree = this.#treeOf(placed);
    this.#changed.clear();
  }

  #treeOf(slots: readonly number[]): KDBush {
    const tree = new KDBush(slots.length);
    for (const slot of slots) tree.add(this.#longitudes[slot] ?? 0, this.#latitudes[slot] ?? 0);
    return tree.finish();
  }

  #addWhere(found: SlotSet, box: Box, isWanted: (place: Place) => boolean): void {
    this.settle();
    for (const [west, east] of longitudeRanges(box.west, box.east)) {
      for (const point of this.#tree?.range(west, box.south, east, box.north) ?? []) {
        const slot = this.#slots[point] ?? 0;
        if (!this.#changed.has(slot) && isWanted(this.placeOf(slot))) found.add(slot);
      }
    }
    for (const slot of this.#changed) if (isWanted(this.placeOf(slot))) found.add(slot);
  }
}

const FEW_CHANGES = 500;
const NOWHERE: Place = { latitude: null, longitude: null };

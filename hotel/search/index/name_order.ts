import { foldText } from "../directory/fold_text.ts";
import type { SearchIndex } from "./search_index.ts";

/** The place of each hotel among all by name, without case and accents; the names are put in order again after one has changed. */
export class NameOrder {
  #version = -1;
  #names: readonly string[] = [];
  readonly #places = new Map<number, number>();

  /** Brings the order up to date with the index. */
  update(index: SearchIndex): void {
    if (index.hotelsVersion === this.#version) return;
    this.#version = index.hotelsVersion;
    const named = [...index.hotels()].map(({ hotelId, entry }) => ({ hotelId, name: foldText(entry.name) }));
    this.#places.clear();
    // Hotels of one name have one place, so that a place in the order can be told by a name alone.
    this.#names = [...new Set(named.map(({ name }) => name))].toSorted();
    const places = new Map(this.#names.map((name, place) => [name, place]));
    for (const { hotelId, name } of named) this.#places.set(hotelId, places.get(name) ?? 0);
  }

  /** The place of a hotel's name. */
  placeOf(hotelId: number): number {
    return this.#places.get(hotelId) ?? 0;
  }

  /** The name at a place. */
  nameAt(place: number): string {
    return this.#names[place] ?? "";
  }

  /** Where a name stands, or would stand: half a place before the first that comes after it. */
  placeOfName(name: string): number {
    let [low, high] = [0, this.#names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#names[middle] as string) < name) low = middle + 1;
      else high = middle;
    }
    return this.#names[low] === name ? low : low - 0.5;
  }
}

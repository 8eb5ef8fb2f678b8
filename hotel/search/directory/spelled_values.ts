import { Numbering } from "./numbering.ts";
import { applyDifference, Postings, takeOut } from "./postings.ts";
import type { SlotSet } from "./slot_set.ts";

/** The values of one attribute, as the hotels spell them; spellings with one key are one value. */
export class SpelledValues {
  readonly #keyOf: (spelling: string) => string;
  readonly #spellings = new Numbering<string>();
  readonly #byKey = new Map<string, number[]>();
  readonly #hotels = new Postings();

  constructor(keyOf: (spelling: string) => string) {
    this.#keyOf = keyOf;
  }

  /** The hotel has other values than before. */
  change(slot: number, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
    applyDifference(
      before,
      after,
      (spelling) => this.#add(slot, spelling),
      (spelling) => this.#remove(slot, spelling),
    );
  }

  /** The numbers of spellings that hotels have. */
  numbersOf(spellings: Iterable<string>): number[] {
    return [...spellings].map((spelling) => this.#spellings.give(spelling));
  }

  spelling(number: number): string {
    return this.#spellings.keyOf(number) ?? "";
  }

  /** Adds the hotels with any spelling of this key. */
  addTo(found: SlotSet, key: string): void {
    for (const number of this.#byKey.get(key) ?? []) this.#hotels.addTo(found, number);
  }

  /** A counter for each number. */
  counters(): Uint32Array {
    return new Uint32Array(this.#spellings.end);
  }

  /**
   * The most frequent values with their counts, first the most frequent, then by key; each as most of those counted spell it.
   *
   * @param counts by the number of the spelling
   */
  frequent(counts: Uint32Array, most: number): Record<string, number> {
    const values = new Map<string, { spelling: string; spelled: number; total: number }>();
    counts.forEach((count, number) => {
      if (count === 0) return;
      const spelling = this.spelling(number);
      const key = this.#keyOf(spelling);
      const value = values.get(key) ?? { spelling, spelled: 0, total: 0 };
      value.total += count;
      if (count > value.spelled || (count === value.spelled && spelling < value.spelling)) {
        value.spelling = spelling;
        value.spelled = count;
      }
      values.set(key, value);
    });
    const ordered = [...values].toSorted(
      ([key, one], [otherKey, other]) => other.total - one.total || (key < otherKey ? -1 : 1),
    );
    return Object.fromEntries(ordered.slice(0, most).map(([, { spelling, total }]) => [spelling, total]));
  }

  #add(slot: number, spelling: string): void {
    const isNew = this.#spellings.numberOf(spelling) === undefined;
    const number = this.#spellings.give(spelling);
    this.#hotels.add(number, slot);
    if (!isNew) return;
    const key = this.#keyOf(spelling);
    const spellings = this.#byKey.get(key);
    if (spellings === undefined) this.#byKey.set(key, [number]);
    else spellings.push(number);
  }

  #remove(slot: number, spelling: string): void {
    const number = this.#spellings.numberOf(spelling);
    if (number === undefined || !this.#hotels.remove(number, slot)) return;
    this.#spellings.release(spelling);
    const key = this.#keyOf(spelling);
    const spellings = this.#byKey.get(key) ?? [];
    takeOut(spellings, number);
    if (spellings.length === 0) this.#byKey.delete(key);
  }
}

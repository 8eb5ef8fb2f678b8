import { Numbering } from "./numbering.ts";
import { applyDifference, Postings, takeOut } from "./postings.ts";
import type { SlotSet } from "./slot_set.ts";

/** The values of one attribute, as the hotels spell them; spellings with one key are one value. */
export class SpelledValues {
  readonly #keyOf: (spelling: string) => string;
  readonly #spellings = new Numbering<string>();
  readonly #keys = new Numbering<string>();
  /** By the number of the spelling: the number of its key. */
  readonly #keyNumbers: number[] = [];
  /** By the number of the key: the numbers of its spellings. */
  readonly #spelled: number[][] = [];
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

  /** The number of a spelling that some hotel has. */
  numberOf(spelling: string): number {
    return this.#spellings.numberOf(spelling) ?? 0;
  }

  spelling(number: number): string {
    return this.#spellings.keyOf(number) ?? "";
  }

  /** Adds the hotels with any spelling of this key. */
  addTo(found: SlotSet, key: string): void {
    const number = this.#keys.numberOf(key);
    if (number === undefined) return;
    for (const spelling of this.#spelled[number] ?? []) this.#hotels.addTo(found, spelling);
  }

  /** A counter for each number of a spelling. */
  counters(): Uint32Array {
    return new Uint32Array(this.#spellings.end);
  }

  /**
   * The most frequent values with their counts, first the most frequent, then by key; each as most of those counted spell it.
   *
   * @param counts by the number of the spelling
   */
  frequent(counts: Uint32Array, most: number): Record<string, number> {
    const totals = new Uint32Array(this.#keys.end);
    counts.forEach((count, number) => {
      if (count > 0) countIn(totals, this.#keyNumbers[number] ?? 0, count);
    });
    const key = (number: number): string => this.#keys.keyOf(number) ?? "";
    const isBefore = (one: number, other: number): boolean =>
      totals[one] === totals[other] ? key(one) < key(other) : (totals[one] ?? 0) > (totals[other] ?? 0);
    return Object.fromEntries(
      firstOf(totals, most, isBefore).map((number) => [this.#favourite(number, counts), totals[number] ?? 0]),
    );
  }

  #favourite(key: number, counts: Uint32Array): string {
    const spellings = (this.#spelled[key] ?? []).map((number) => ({
      spelling: this.spelling(number),
      count: counts[number] ?? 0,
    }));
    const isBetter = (one: (typeof spellings)[number], other: typeof one): boolean =>
      one.count > other.count || (one.count === other.count && one.spelling < other.spelling);
    return spellings.reduce((best, other) => (isBetter(other, best) ? other : best)).spelling;
  }

  #add(slot: number, spelling: string): void {
    const isNew = this.#spellings.numberOf(spelling) === undefined;
    const number = this.#spellings.give(spelling);
    this.#hotels.add(number, slot);
    if (!isNew) return;
    const key = this.#keys.give(this.#keyOf(spelling));
    this.#keyNumbers[number] = key;
    const spellings = (this.#spelled[key] ??= []);
    spellings.push(number);
  }

  #remove(slot: number, spelling: string): void {
    const number = this.numberOf(spelling);
    if (!this.#hotels.remove(number, slot)) return;
    this.#spellings.release(spelling);
    const spellings = this.#spelled[this.#keyNumbers[number] ?? 0] ?? [];
    takeOut(spellings, number);
    if (spellings.length === 0) this.#keys.release(this.#keyOf(spelling));
  }
}

/** One more, or so many. */
export function countIn(counters: Uint32Array, number: number, more = 1): void {
  counters[number] = (counters[number] ?? 0) + more;
}

/** The first so many of those that count anything, in their order: without sorting all the others. */
function firstOf(totals: Uint32Array, most: number, isBefore: (one: number, other: number) => boolean): number[] {
  const first: number[] = [];
  totals.forEach((total, number) => {
    const last = first[most - 1];
    if (total === 0 || (last !== undefined && !isBefore(number, last))) return;
    const behind = first.findIndex((other) => isBefore(number, other));
    first.splice(behind < 0 ? first.length : behind, 0, number);
    if (first.length > most) first.pop();
  });
  return first;
}

import { applyDifference, Postings } from "./postings.ts";
import { SlotSet } from "./slot_set.ts";
import { Vocabulary } from "./vocabulary.ts";
import type { AskedWord } from "./words.ts";

/** Which hotels can be found by which word. */
export class WordIndex {
  readonly #vocabulary = new Vocabulary();
  readonly #hotels = new Postings();

  /** A hotel is found by other words than before. */
  change(slot: number, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
    applyDifference(
      before,
      after,
      (word) => this.#hotels.add(this.#vocabulary.learn(word), slot),
      (word) => this.#remove(word, slot),
    );
  }

  /** The hotels that one asked word means; `end` is greater than their slots. */
  find(asked: AskedWord, end: number): SlotSet {
    const found = this.#haveAll(asked.parts, end);
    // Joined it must stand so somewhere: as a typing error of anything it would be one guess too many.
    if (asked.joined !== undefined) found.unite(this.#haveAny(this.#vocabulary.asItStands(asked.joined), end));
    return found;
  }

  #remove(word: string, slot: number): void {
    const number = this.#vocabulary.numberOf(word);
    if (number !== undefined && this.#hotels.remove(number, slot)) this.#vocabulary.forget(word);
  }

  #haveAll(parts: readonly string[], end: number): SlotSet {
    const sets = parts.map((part) => this.#haveAny(this.#vocabulary.meaningOf(part), end));
    return sets.reduce((found, set) => {
      found.intersect(set);
      return found;
    });
  }

  #haveAny(words: readonly number[], end: number): SlotSet {
    const found = new SlotSet(end);
    for (const word of words) this.#hotels.addTo(found, word);
    return found;
  }
}

import { closeness, isUnspaced, mistakesIn, SHORTEST_PREFIX } from "./closeness.ts";
import { Numbering } from "./numbering.ts";
import { takeOut } from "./postings.ts";

/**
 * The words that hotels can be found by, in a trigram index: finds those near a word that was typed without comparing it to
 * all, and misses none that `closeness` would find.
 */
export class Vocabulary {
  readonly #words = new Numbering<string>();
  readonly #byGram = new Map<string, number[]>();

  numberOf(word: string): number | undefined {
    return this.#words.numberOf(word);
  }

  /** The number of a word, which is known from now on. */
  learn(word: string): number {
    const known = this.#words.numberOf(word);
    if (known !== undefined) return known;
    const number = this.#words.give(word);
    for (const gram of gramsOf(word)) {
      const words = this.#byGram.get(gram);
      if (words === undefined) this.#byGram.set(gram, [number]);
      else words.push(number);
    }
    return number;
  }

  forget(word: string): void {
    const number = this.#words.numberOf(word);
    if (number === undefined) return;
    this.#words.release(word);
    for (const gram of gramsOf(word)) {
      const words = this.#byGram.get(gram) ?? [];
      takeOut(words, number);
      if (words.length === 0) this.#byGram.delete(gram);
    }
  }

  /** The known words that are the asked one, or begin with it. */
  asItStands(asked: string): number[] {
    const grams = beginningGrams(asked);
    if (grams.length > 0) return this.#closest(asked, this.#shortestList(grams), 0);
    const number = this.#words.numberOf(asked);
    return number === undefined ? [] : [number];
  }

  /**
   * What a guest means by a word: the known words that are it or begin with it. Only where there is none, it is taken
   * for a typing error: then the known words with one mistake between, and only where there is none, with two.
   */
  meaningOf(asked: string): number[] {
    const asTyped = this.asItStands(asked);
    if (asTyped.length > 0) return asTyped;
    for (let mistakes = 1; mistakes <= mistakesIn(asked); mistakes += 1) {
      const near = this.#closest(asked, this.#sharing(asked, mistakes), mistakes);
      if (near.length > 0) return near;
    }
    return [];
  }

  #closest(asked: string, candidates: Iterable<number>, distance: number): number[] {
    const found: number[] = [];
    for (const number of candidates) {
      if (closeness(asked, this.#words.keyOf(number) ?? "") === distance) found.push(number);
    }
    return found;
  }

  #shortestList(grams: readonly string[]): readonly number[] {
    const lists = grams.map((gram) => this.#byGram.get(gram) ?? []);
    return lists.reduce((shortest, list) => (list.length < shortest.length ? list : shortest));
  }

  /** All words that can be so few mistakes away: one mistake, a swap at worst, spoils at most four of the asked word's trigrams. */
  #sharing(asked: string, mistakes: number): Iterable<number> {
    const grams = trigramsOf(`^${asked}$`);
    const needed = grams.size - 4 * mistakes;
    if (needed < 1) return this.#everyWord();
    const counts = new Map<number, number>();
    for (const gram of grams) {
      for (const number of this.#byGram.get(gram) ?? []) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count >= needed).map(([number]) => number);
  }

  *#everyWord(): Iterable<number> {
    for (let number = 0; number < this.#words.end; number += 1) {
      if (this.#words.keyOf(number) !== undefined) yield number;
    }
  }
}

/** What a word is filed under: its trigrams, with marks for its beginning and end; without spaces its letters and pairs besides. */
function gramsOf(word: string): Set<string> {
  const grams = trigramsOf(`^${word}$`);
  if (!isUnspaced(word)) return grams;
  for (let place = 0; place < word.length; place += 1) {
    grams.add(word.slice(place, place + 1));
    grams.add(word.slice(place, place + 2));
  }
  return grams;
}

/** Grams that every word has that begins with the asked one (or has it inside); none when only the word itself will do. */
function beginningGrams(asked: string): string[] {
  if (isUnspaced(asked)) return asked.length < 3 ? [asked] : [...trigramsOf(asked)];
  return asked.length < SHORTEST_PREFIX ? [] : [...trigramsOf(`^${asked}`)];
}

function trigramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (let place = 0; place + 3 <= text.length; place += 1) grams.add(text.slice(place, place + 3));
  return grams;
}

import { mistakesBetween } from "../../hotel/search/directory/closeness.ts";
import type { HotelEntry } from "../../hotel/search/directory/directory.ts";
import { wordsIn } from "../../hotel/search/directory/fold_text.ts";

/** A way to take a typed word for known ones. */
export interface Rule {
  readonly name: string;
  /** The shortest words in which one and two mistakes are forgiven. */
  readonly one: number;
  readonly two: number;
  /** Whether the first letter must be right. */
  readonly firstLetter: boolean;
  /** Whether mistakes are looked for only when no known word is the typed one: `whole`, or begins with it: `beginning`. */
  readonly onlyUnknown: "whole" | "beginning" | "no";
  /** Whether two mistakes are looked for only when one is not enough. */
  readonly nearestOnly: boolean;
}

/** What a rule is worth. All are shares. */
export interface Worth {
  /** Words with one mistake that were understood, by length: 5 to 8, 9 and more. */
  readonly oneMistake: readonly [number, number];
  /** Words of 9 letters and more with two mistakes that were understood. */
  readonly twoMistakes: number;
  /** Of the hotels found by a word with mistakes, those that have the meant word. */
  readonly precision: number;
  /** Of the hotels found by a word typed right, those that have it or a word that begins with it. */
  readonly precisionTypedRight: number;
  /** Words no hotel has (of city names) for which something is found all the same. */
  readonly foreign: number;
}

/** The rules that were compared; the first is the one in use. */
export const RULES: readonly Rule[] = [
  rule("in use: 5 and 9 letters, unknown beginnings only, nearest only", {}),
  rule("looks for mistakes in every word", { onlyUnknown: "no", nearestOnly: false }),
  rule("unless a hotel has the very word", { onlyUnknown: "whole" }),
  rule("two mistakes count like one", { nearestOnly: false }),
  rule("4 and 8 letters", { one: 4, two: 8 }),
  rule("3 and 6 letters (Lucene's AUTO)", { one: 3, two: 6 }),
  rule("4 and 9 letters", { one: 4 }),
  rule("6 and 10 letters", { one: 6, two: 10 }),
  rule("the first letter must be right", { firstLetter: true }),
];

function rule(name: string, other: Partial<Rule>): Rule {
  return { name, one: 5, two: 9, firstLetter: false, onlyUnknown: "beginning", nearestOnly: true, ...other };
}

/** Measures a rule on the words of these hotels; the same draws for the same seed. */
export function worthOf(rule: Rule, hotels: readonly HotelEntry[], cities: readonly string[], sample: number): Worth {
  const hotelsOf = new Map<string, number>();
  for (const { name, city } of hotels)
    for (const word of new Set([...wordsIn(name), ...wordsIn(city)])) hotelsOf.set(word, (hotelsOf.get(word) ?? 0) + 1);
  const random = seeded(20_261_121);
  const words = [...hotelsOf.keys()].filter((word) => /^\p{L}{4,}$/u.test(word)).toSorted();
  const draw = (from: readonly string[]): string[] =>
    Array.from({ length: sample }, () => from[random(from.length)] ?? "");
  const byLength = (least: number, most: number): string[] =>
    words.filter((w) => w.length >= least && w.length <= most);
  const vocabulary = [...hotelsOf.keys()];
  const understood = (asked: string): string[] => meaning(rule, asked, hotelsOf, vocabulary);
  const total = (found: readonly string[]): number => found.reduce((sum, word) => sum + (hotelsOf.get(word) ?? 0), 0);
  let found = 0;
  let meant = 0;
  const recall = (sampled: readonly string[], mistakes: number): number => {
    let hits = 0;
    for (const word of sampled) {
      let asked = word;
      for (let count = 0; count < mistakes; count += 1) asked = withMistake(asked, random);
      const known = understood(asked);
      if (known.includes(word)) hits += 1;
      found += total(known);
      meant += known.includes(word) ? (hotelsOf.get(word) ?? 0) : 0;
    }
    return hits / sampled.length;
  };
  const oneMistake = [recall(draw(byLength(5, 8)), 1), recall(draw(byLength(9, 30)), 1)] as const;
  const twoMistakes = recall(draw(byLength(9, 30)), 2);
  const precision = meant / found;
  const right = draw(words).map((word) => {
    const known = understood(word);
    return [total(known.filter((one) => one.startsWith(word))), total(known)] as const;
  });
  const foreign = [...new Set(cities.flatMap(wordsIn))].filter(
    (word) => /^\p{L}{4,}$/u.test(word) && !vocabulary.some((known) => known.startsWith(word)),
  );
  const drawn = draw(foreign);
  return {
    oneMistake,
    twoMistakes,
    precision,
    precisionTypedRight: right.reduce((sum, [own]) => sum + own, 0) / right.reduce((sum, [, all]) => sum + all, 0),
    foreign: drawn.filter((word) => understood(word).length > 0).length / drawn.length,
  };
}

function meaning(
  rule: Rule,
  asked: string,
  hotelsOf: ReadonlyMap<string, number>,
  vocabulary: readonly string[],
): string[] {
  const asTyped = asked.length < 3 ? [] : vocabulary.filter((known) => known.startsWith(asked));
  if (rule.onlyUnknown === "beginning" && asTyped.length > 0) return asTyped;
  if (rule.onlyUnknown === "whole" && hotelsOf.has(asked)) return asTyped;
  const most = asked.length >= rule.two ? 2 : asked.length >= rule.one ? 1 : 0;
  if (most === 0) return asTyped;
  const near = vocabulary
    .filter((known) => !rule.firstLetter || known[0] === asked[0])
    .map((known) => ({ known, mistakes: mistakesBetween(asked, known, most) }))
    .filter(({ mistakes }) => mistakes <= most);
  const least = near.reduce((least, { mistakes }) => Math.min(least, mistakes), most);
  const taken = near.filter(({ mistakes }) => !rule.nearestOnly || mistakes === least).map(({ known }) => known);
  return [...new Set([...asTyped, ...taken])];
}

/** One letter missing, doubled or foreign, replaced, or swapped with the next, at a random place. */
function withMistake(word: string, random: (below: number) => number): string {
  const place = random(word.length);
  const letter = "etaoinsrhldcumfpgwybvk"[random(22)] ?? "e";
  switch (random(4)) {
    case 0:
      return word.slice(0, place) + word.slice(place + 1);
    case 1:
      return word.slice(0, place) + letter + word.slice(place);
    case 2:
      return word.slice(0, place) + letter + word.slice(place + 1);
    default:
      return word.slice(0, place) + (word[place + 1] ?? "") + (word[place] ?? "") + word.slice(place + 2);
  }
}

/** Mulberry32: whole numbers below a bound. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

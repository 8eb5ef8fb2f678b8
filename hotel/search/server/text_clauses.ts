import { isUnspaced, mistakesIn, SHORTEST_PREFIX } from "../directory/closeness.ts";
import type { AskedWord } from "../directory/words.ts";
import { unitsAsLetters } from "./hotel_document.ts";

/** A part of the query language that Elasticsearch and OpenSearch have in common. */
export type Clause = Readonly<Record<string, unknown>>;

/** For each part of the asked words, how many mistakes it is taken to have: as many as the nearest known word. */
export type Mistakes = ReadonlyMap<string, number>;

/** The hotels that one asked word means: by all its parts, or joined as it stands. */
export function askedWordClause(asked: AskedWord, mistakes: Mistakes): Clause {
  const parts = asked.parts.map((part) => partClause(part, mistakes.get(part) ?? 0));
  if (asked.joined === undefined) return allOf(parts);
  return anyOf([allOf(parts), partClause(asked.joined, 0)]);
}

/**
 * The hotels with a word that is so many mistakes away: the same words as `closeness` finds, as long as no hotel has one
 * that is nearer.
 */
export function partClause(part: string, mistakes: number): Clause {
  if (mistakes > 0) return misspelled(part, mistakes);
  if (isUnspaced(part)) return { wildcard: { words: { value: `*${part}*` } } };
  return part.length >= SHORTEST_PREFIX ? { prefix: { words: { value: part } } } : { term: { words: part } };
}

/** The parts in which mistakes are forgiven, each once. */
export function forgivenParts(words: readonly AskedWord[]): string[] {
  return [...new Set(words.flatMap(({ parts }) => parts))].filter((part) => mistakesIn(part) > 0);
}

/** All of the clauses; without any, everything. */
export function allOf(clauses: readonly Clause[]): Clause {
  const [only] = clauses;
  return clauses.length === 1 && only !== undefined ? only : { bool: { filter: clauses } };
}

/** Any of the clauses. */
export function anyOf(clauses: readonly Clause[]): Clause {
  return { bool: { should: clauses, minimum_should_match: 1 } };
}

// Written out as a set of words instead of the 50 best ones, which is what a fuzzy query usually takes.
function misspelled(part: string, mistakes: number): Clause {
  const value = unitsAsLetters(part);
  return {
    fuzzy: { typed: { value, fuzziness: mistakes, prefix_length: 0, transpositions: true, rewrite: "constant_score" } },
  };
}

import { mistakesIn } from "../directory/closeness.ts";
import type { DirectoryAnswer, DirectoryQuery, HotelDirectory } from "../directory/directory.ts";
import { distanceKm } from "../directory/distance.ts";
import { askedWords, type AskedWord } from "../directory/words.ts";
import { facetsIn } from "./facet_counts.ts";
import { HOTELS, hotelSearch, IDS_ONLY, PAGE, type Question } from "./hotel_search.ts";
import { multiSearch, type Hit, type SearchAnswer } from "./multi_search.ts";
import { doubtfulClause, type Near } from "./place_clauses.ts";
import { ServerFailure, type SearchClient } from "./search_client.ts";
import { forgivenParts, partClause, type Clause, type Mistakes } from "./text_clauses.ts";

/** The longest that a whole query may take, with all its requests, in milliseconds. */
export const FIND_MS = 1_000;

/**
 * Phase 1 of a search on one index of a search server: the same hotels and the same counts as the directory in this process
 * (docs/search_server.md says how). Throws {@link ServerFailure} rather than give an answer that is not complete.
 */
export class ServerDirectory implements HotelDirectory {
  readonly #client: SearchClient;
  readonly #index: string;
  readonly #limitMs: number;

  constructor(client: SearchClient, index: string, limitMs = FIND_MS) {
    this.#client = client;
    this.#index = index;
    this.#limitMs = limitMs;
  }

  async find(query: DirectoryQuery, withFacets: boolean): Promise<DirectoryAnswer> {
    const signal = AbortSignal.timeout(this.#limitMs);
    const words = query.text === undefined ? [] : askedWords(query.text);
    const asTyped: Question = { query, words, mistakes: new Map(), beyond: [] };
    const { question, answer } = await this.#begin(asTyped, withFacets, signal);
    const hotelIds = idsOf([...answer.hits, ...(await this.#rest(question, answer.hits, signal))]);
    if (!withFacets) return { hotelIds };
    if (answer.counted === undefined) throw new ServerFailure("wrong_answer", "the facets are missing");
    return { hotelIds, facets: facetsIn(answer.counted) };
  }

  /** The first page. Most words are spelled right, so that is tried first: what is found then is right for every word. */
  async #begin(asTyped: Question, withFacets: boolean, signal: AbortSignal): Promise<Begun> {
    const { words } = asTyped;
    const forgiven = forgivenParts(words);
    if (!words.some(isAmbiguous)) {
      const begun = await this.#first(asTyped, withFacets, signal);
      if (begun.answer.hits.length > 0 || forgiven.length === 0) return begun;
    }
    const mistakes = await this.#meanings(forgiven, signal);
    return this.#first({ ...asTyped, mistakes }, withFacets, signal);
  }

  async #first(question: Question, withFacets: boolean, signal: AbortSignal): Promise<Begun> {
    const { near } = question.query;
    const doubtful = near === undefined ? [] : [doubtfulSearch(near)];
    const [answer, doubts] = await this.#ask([hotelSearch(question, { withFacets }), ...doubtful], signal);
    const beyond = near === undefined ? [] : idsBeyond(near, doubts?.hits ?? []);
    if (beyond.length === 0) return { question, answer: given(answer) };
    const exact = { ...question, beyond };
    const [again] = await this.#ask([hotelSearch(exact, { withFacets })], signal);
    return { question: exact, answer: given(again) };
  }

  /** The pages after the first. Ids never change, so a hotel that comes or goes meanwhile moves no other. */
  async #rest(question: Question, first: readonly Hit[], signal: AbortSignal): Promise<Hit[]> {
    const rest: Hit[] = [];
    for (let page = first; page.length === PAGE;) {
      const [answer] = await this.#ask([hotelSearch(question, { withFacets: false }, page.at(-1)?.sort[0])], signal);
      page = given(answer).hits;
      rest.push(...page);
    }
    return rest;
  }

  /** For each part the fewest mistakes with which some hotel has it: a word that is known is never taken for an error. */
  async #meanings(parts: readonly string[], signal: AbortSignal): Promise<Mistakes> {
    const guesses = parts.flatMap((part) =>
      Array.from({ length: mistakesIn(part) + 1 }, (_, mistakes) => ({ part, mistakes })),
    );
    const answers = await this.#ask(
      guesses.map(({ part, mistakes }) => anyHotel(partClause(part, mistakes))),
      signal,
    );
    const meanings = new Map<string, number>();
    guesses.forEach(({ part, mistakes }, place) => {
      const isKnown = (answers[place]?.hits.length ?? 0) > 0;
      if (isKnown && !meanings.has(part)) meanings.set(part, mistakes);
    });
    return meanings;
  }

  #ask(searches: readonly Clause[], signal: AbortSignal): Promise<SearchAnswer[]> {
    return multiSearch(this.#client, this.#index, searches, signal);
  }
}

interface Begun {
  readonly question: Question;
  readonly answer: SearchAnswer;
}

/** Whether hotels that have it joined say nothing about its parts, which may still be misspelled. */
function isAmbiguous({ parts, joined }: AskedWord): boolean {
  return joined !== undefined && parts.some((part) => mistakesIn(part) > 0);
}

function doubtfulSearch(near: Near): Clause {
  const query = { bool: { filter: [HOTELS, doubtfulClause(near)] } };
  return { query, ...IDS_ONLY, size: PAGE, docvalue_fields: ["latitude", "longitude"] };
}

function anyHotel(clause: Clause): Clause {
  return { query: { bool: { filter: [HOTELS, clause] } }, ...IDS_ONLY, sort: ["_doc"], size: 1, terminate_after: 1 };
}

function idsBeyond(near: Near, doubts: readonly Hit[]): number[] {
  if (doubts.length === PAGE) throw new ServerFailure("refused", "too many hotels are just at the distance");
  return doubts
    .filter(({ fields }) => {
      const place = { latitude: fields?.["latitude"]?.[0] ?? null, longitude: fields?.["longitude"]?.[0] ?? null };
      return distanceKm(near, place) > near.km;
    })
    .map(({ sort: [hotelId] }) => hotelId);
}

function given(answer: SearchAnswer | undefined): SearchAnswer {
  if (answer === undefined) throw new ServerFailure("wrong_answer", "an answer is missing");
  return answer;
}

function idsOf(hits: readonly Hit[]): Int32Array {
  const ids = Int32Array.from(hits, ({ sort: [hotelId] }) => hotelId);
  const isInOrder = ids.every(
    (id, place) => id === hits[place]?.sort[0] && (place === 0 || id > (ids[place - 1] ?? 0)),
  );
  if (!isInOrder) throw new ServerFailure("wrong_answer", "the hotels found are not in order");
  return ids;
}

import type { DirectoryQuery, Facets } from "../directory/directory.ts";
import { amenityKey, foldText } from "../directory/fold_text.ts";
import type { AskedWord } from "../directory/words.ts";
import { facetCounts, type FacetConditions } from "./facet_counts.ts";
import { boxClause, nearClause } from "./place_clauses.ts";
import { askedWordClause, type Clause, type Mistakes } from "./text_clauses.ts";

/** A question to the server: a query, with the words of its text and how they are meant. */
export interface Question {
  readonly query: DirectoryQuery;
  readonly words: readonly AskedWord[];
  readonly mistakes: Mistakes;
  /** Hotels that are not within the distance, although the server thinks so. */
  readonly beyond: readonly number[];
}

/** The most hotels that are asked for at once. */
export const PAGE = 50_000;

/** Only hotels: an index has other documents too. */
export const HOTELS: Clause = { term: { kind: "hotel" } };

/** The search for a page of the hotels in order of id, after one of them; with facets when the page is the first. */
export function hotelSearch(question: Question, facet: { readonly withFacets: boolean }, after?: number): Clause {
  const facets = facetConditions(question.query);
  const onFacets = Object.values(facets).flat();
  const others = otherConditions(question);
  // Conditions on facets come after the counting: a facet counts as if there were none on it.
  const search = facet.withFacets
    ? { query: matching(question, others), post_filter: { bool: { filter: onFacets } }, aggs: facetCounts(facets) }
    : { query: matching(question, [...others, ...onFacets]) };
  return {
    ...search,
    ...IDS_ONLY,
    size: PAGE,
    ...(after === undefined ? {} : { search_after: [after] }),
  };
}

/** Nothing of the documents but their ids, in order. */
export const IDS_ONLY: Clause = {
  sort: [{ hotel_id: "asc" }],
  stored_fields: "_none_",
  track_total_hits: false,
};

function matching({ beyond }: Question, conditions: readonly Clause[]): Clause {
  const mustNot = beyond.length === 0 ? {} : { must_not: [{ terms: { hotel_id: beyond } }] };
  return { bool: { filter: [HOTELS, ...conditions], ...mustNot } };
}

function facetConditions({ city, stars, amenities }: DirectoryQuery): FacetConditions {
  return {
    cities: city === undefined ? [] : [{ term: { city: foldText(city) } }],
    stars: stars === undefined ? [] : [{ terms: { stars: stars.map(String) } }],
    amenities: (amenities ?? []).map((amenity) => ({ term: { amenities: amenityKey(amenity) } })),
  } satisfies Record<keyof Facets, Clause[]>;
}

function otherConditions({ query, words, mistakes }: Question): Clause[] {
  const { country, near, box } = query;
  return [
    ...(country === undefined ? [] : [{ term: { country } }]),
    ...(near === undefined ? [] : [nearClause(near)]),
    ...(box === undefined ? [] : [boxClause(box)]),
    ...words.map((word) => askedWordClause(word, mistakes)),
  ];
}

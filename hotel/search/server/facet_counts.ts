import type { Facets } from "../directory/directory.ts";
import { amenityKey } from "../directory/fold_text.ts";
import { FACET_VALUES } from "../directory/local_directory.ts";
import { ServerFailure } from "./search_client.ts";
import { allOf, type Clause } from "./text_clauses.ts";

/** The conditions on each facet. */
export type FacetConditions = Readonly<Record<keyof Facets, readonly Clause[]>>;

/** What the server answers to {@link facetCounts}. */
export interface CountedFacets {
  readonly stars: Counted;
  readonly cities: Counted;
  readonly amenities: Counted;
}

interface Counted {
  readonly values: Values;
}

interface Values {
  /** How many are not among the buckets. */
  readonly sum_other_doc_count: number;
  readonly buckets: readonly { readonly key: string; readonly doc_count: number; readonly spelled?: Values }[];
}

/** The most spellings of amenities that are counted; with more the server's counts would not be complete. */
const MOST_SPELLINGS = 10_000;
const MOST_STARS = 100;
const MOST_FREQUENT = [{ _count: "desc" }, { _key: "asc" }];

/** Counts each facet as if there were no condition on it. */
export function facetCounts(conditions: FacetConditions): Clause {
  const { stars, cities, amenities } = conditions;
  const spelled = { terms: { field: "city_name", size: 1, order: MOST_FREQUENT } };
  return {
    stars: {
      filter: allOf([...cities, ...amenities]),
      aggs: { values: { terms: { field: "stars", size: MOST_STARS } } },
    },
    cities: {
      filter: allOf([...stars, ...amenities]),
      aggs: { values: { terms: { field: "city", size: FACET_VALUES, order: MOST_FREQUENT }, aggs: { spelled } } },
    },
    amenities: {
      filter: allOf([...cities, ...stars]),
      aggs: { values: { terms: { field: "amenity_names", size: MOST_SPELLINGS } } },
    },
  };
}

/** The facets as the directory in this process would count them. Throws {@link ServerFailure} when the counts are not complete. */
export function facetsIn(counted: CountedFacets): Facets {
  const { stars, cities, amenities } = counted;
  for (const { values } of [stars, amenities]) {
    if (values.sum_other_doc_count > 0) throw new ServerFailure("wrong_answer", "a facet has too many values");
  }
  return {
    stars: Object.fromEntries(stars.values.buckets.map(({ key, doc_count }) => [key, doc_count])),
    cities: Object.fromEntries(
      cities.values.buckets.map(({ key, doc_count, spelled }) => [spelled?.buckets[0]?.key ?? key, doc_count]),
    ),
    amenities: frequentAmenities(amenities.values),
  };
}

/** No hotel has two spellings of one amenity, so the counts of the spellings add up. */
function frequentAmenities({ buckets }: Values): Record<string, number> {
  const spellings = buckets.map(({ key: spelling, doc_count: count }) => ({
    spelling,
    count,
    key: amenityKey(spelling),
  }));
  const values = [...Map.groupBy(spellings, ({ key }) => key)].map(([key, spelled]) => ({
    key,
    count: spelled.reduce((sum, { count }) => sum + count, 0),
    spelling: spelled.toSorted((one, other) => other.count - one.count || inOrder(one.spelling, other.spelling))[0],
  }));
  const first = values.toSorted((one, other) => other.count - one.count || inOrder(one.key, other.key));
  return Object.fromEntries(
    first.slice(0, FACET_VALUES).map(({ spelling, count }) => [spelling?.spelling ?? "", count]),
  );
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : 1;
}

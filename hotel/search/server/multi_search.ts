import type { CountedFacets } from "./facet_counts.ts";
import { ServerFailure, type SearchClient } from "./search_client.ts";
import type { Clause } from "./text_clauses.ts";

/** What is read of the answer to one search. */
export interface SearchAnswer {
  readonly hits: readonly Hit[];
  readonly counted?: CountedFacets;
}

/** One document found: what it was sorted by, and the fields asked for. */
export interface Hit {
  readonly sort: readonly [number];
  readonly fields?: Readonly<Record<string, readonly [number]>>;
}

const READ = ["status", "timed_out", "error", "_shards.failed", "hits.hits.sort", "hits.hits.fields", "aggregations"];
const PATH = `_msearch?filter_path=${READ.map((field) => `responses.${field}`).join()}`;
const WHOLE_ANSWERS = { allow_partial_search_results: false };

/** Runs searches in one request, and answers in their order. Throws {@link ServerFailure} unless all of them are complete. */
export async function multiSearch(
  client: SearchClient,
  index: string,
  searches: readonly Clause[],
  signal: AbortSignal,
): Promise<SearchAnswer[]> {
  const body = searches.flatMap((search) => [WHOLE_ANSWERS, search]);
  const answer = await client.send({ method: "POST", path: `${index}/${PATH}`, body, signal });
  const { responses } = (answer.body ?? {}) as { responses?: readonly RawAnswer[] };
  if (!Array.isArray(responses) || responses.length !== searches.length)
    throw new ServerFailure("wrong_answer", "the search server answered something else than the searches");
  return (responses as readonly RawAnswer[]).map(answerIn);
}

interface RawAnswer {
  readonly status?: number;
  readonly timed_out?: boolean;
  readonly error?: unknown;
  readonly _shards?: { readonly failed?: number };
  readonly hits?: { readonly hits?: readonly Hit[] };
  readonly aggregations?: CountedFacets;
}

function answerIn({ status, timed_out: timedOut, error, _shards, hits, aggregations }: RawAnswer): SearchAnswer {
  if (status === 404) throw new ServerFailure("gone", `the index is not there: ${JSON.stringify(error)}`);
  if (status === 429 || status === 503) throw new ServerFailure("busy", `too busy to search: ${JSON.stringify(error)}`);
  if (status !== 200) throw new ServerFailure("refused", `a search was refused: ${JSON.stringify(error)}`);
  if (timedOut !== false || _shards?.failed !== 0)
    throw new ServerFailure("wrong_answer", "a search was answered in part only");
  const found = hits?.hits ?? [];
  return aggregations === undefined ? { hits: found } : { hits: found, counted: aggregations };
}

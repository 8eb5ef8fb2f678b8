import type { SearchAsk } from "../asks.ts";

/** A way to search that the engine is measured against: a question in, the body of the answer out. */
export interface SearchBaseline {
  answer(ask: SearchAsk): Promise<string>;
  close(): Promise<void>;
}

/** The baselines, as the command line of their process names them. */
export const BASELINES = ["sql", "sql-covering-index", "redis", "redis-cheapest-first"] as const;
export type BaselineName = (typeof BASELINES)[number];

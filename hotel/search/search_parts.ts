import type { Database } from "../database/database.ts";
import type { DirectoryAnswer, DirectoryQuery } from "./directory/directory.ts";
import { NameOrder } from "./index/name_order.ts";
import { SearchFeed, type FeedObserver } from "./index/search_feed.ts";

/** Everything that a search asks. */
export interface SearchParts {
  readonly feed: SearchFeed;
  readonly names: NameOrder;
  /** Phase 1; undefined while it is not ready. */
  directory(
    query: DirectoryQuery,
    withFacets: boolean,
  ): DirectoryAnswer | undefined | Promise<DirectoryAnswer | undefined>;
}

/** What {@link openSearch} needs. */
export interface SearchOptions {
  readonly database: Database;
  readonly horizonDays: number;
  readonly observer?: FeedObserver;
}

/** Puts the parts together; `feed.start()` makes them ready, `feed.stop()` ends them. */
export function openSearch(options: SearchOptions): SearchParts {
  const feed = new SearchFeed(options);
  return {
    feed,
    names: new NameOrder(),
    directory: (query, withFacets) => feed.state?.directory.find(query, withFacets),
  };
}

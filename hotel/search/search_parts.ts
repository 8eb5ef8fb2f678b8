import type { Database } from "../database/database.ts";
import type { DirectoryAnswer, DirectoryQuery } from "./directory/directory.ts";
import type { ExchangeBoard } from "./exchange_board.ts";
import type { HotelClock } from "./index/hotel_clock.ts";
import { NameOrder } from "./index/name_order.ts";
import { SearchFeed, type FeedObserver, type SearchState } from "./index/search_feed.ts";
import type { Range } from "./index/search_index.ts";

/** What phase 2 reads, kept in step with the ledger: the index of all nights, or a cache. */
export interface SearchSource {
  readonly clock: HotelClock;
  readonly exchange: ExchangeBoard;
  /** Whether it can answer. */
  readonly isReady: boolean;
  /** At least these hotels on the nights `[from, to)`, as of now; undefined while it is not ready. */
  stateOf(hotelIds: Int32Array, nights: Range): SearchState | undefined | Promise<SearchState | undefined>;
  /** Makes it ready, and follows until stopped. */
  start(): Promise<void>;
  /** There are new events: look at once. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Everything that a search asks. */
export interface SearchParts {
  readonly feed: SearchSource;
  readonly names: NameOrder;
  /** Phase 1; undefined while it is not ready. */
  directory(
    query: DirectoryQuery,
    withFacets: boolean,
  ): DirectoryAnswer | undefined | Promise<DirectoryAnswer | undefined>;
}

/** A search on an index of its own. */
export interface IndexedSearch extends SearchParts {
  readonly feed: SearchFeed;
}

/** What {@link openSearch} needs. */
export interface SearchOptions {
  readonly database: Database;
  readonly horizonDays: number;
  readonly observer?: FeedObserver;
}

/** Puts the parts together; `feed.start()` makes them ready, `feed.stop()` ends them. */
export function openSearch(options: SearchOptions): IndexedSearch {
  const feed = new SearchFeed(options);
  return {
    feed,
    names: new NameOrder(),
    directory: (query, withFacets) => feed.state?.directory.find(query, withFacets),
  };
}

import { NameOrder } from "../index/name_order.ts";
import type { SearchOptions, SearchParts } from "../search_parts.ts";
import { CachedFeed } from "./cached_feed.ts";
import { RedisCounts, type CountsObserver } from "./redis_counts.ts";
import { RedisLink, type LinkObserver } from "./redis_link.ts";

/** Told what the cache does. */
export interface CacheObserver extends CountsObserver, LinkObserver {}

/** What {@link openCachedSearch} needs. */
export interface CachedSearchOptions extends SearchOptions {
  /** Of Redis or Valkey. */
  readonly url: string;
  readonly cacheObserver: CacheObserver;
}

/** A search on counts of a cache. `feed.start()` makes it ready, `feed.stop()` ends it, and the connection. The cache need not be there. */
export function openCachedSearch({ url, cacheObserver, ...options }: CachedSearchOptions): SearchParts {
  const up = (outageMs: number): void => {
    // What was committed meanwhile could not be written.
    counts.distrust();
    cacheObserver.up(outageMs);
  };
  const link = new RedisLink({ url, observer: { up, down: (cause) => cacheObserver.down(cause) } });
  const counts = new RedisCounts({ link, db: options.database.pool, observer: cacheObserver });
  const feed = new CachedFeed({ ...options, counts });
  return {
    feed: {
      clock: feed.clock,
      exchange: feed.exchange,
      get isReady() {
        return feed.directory !== undefined;
      },
      stateOf: (hotelIds, nights) => feed.stateOf(hotelIds, nights),
      start: () => {
        link.open();
        return feed.start();
      },
      nudge: () => feed.nudge(),
      stop: async () => {
        await feed.stop();
        await link.close();
      },
    },
    names: new NameOrder(),
    directory: (query, withFacets) => feed.directory?.find(query, withFacets),
  };
}

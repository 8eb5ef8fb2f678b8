import type { Database } from "../../database/database.ts";
import { endOfLedger, followEvents } from "../../events/follow.ts";
import type { AvailabilityLookup } from "../lookup.ts";
import type { AvailabilityCounts } from "./availability_counts.ts";
import { CachedHotels } from "./cached_hotels.ts";
import { CachedLookup } from "./cached_lookup.ts";
import { HotelClock } from "./hotel_clock.ts";
import { RedisCounts, type CountsObserver } from "./redis_counts.ts";
import { RedisLink, type LinkObserver } from "./redis_link.ts";
import { touchedNights } from "./touched_nights.ts";

/** Told what the cache does. */
export interface AvailabilityCacheObserver extends CountsObserver, LinkObserver {
  /** The feed of changes failed and tries again. */
  feedFailed(cause: unknown): void;
}

/** What {@link openAvailabilityCache} needs. */
export interface AvailabilityCacheOptions {
  readonly database: Database;
  /** Of Redis or Valkey. */
  readonly url: string;
  readonly horizonDays: number;
  readonly observer: AvailabilityCacheObserver;
}

/** Counts of free rooms in Redis, kept in step with the ledger, and searches that use them. */
export interface AvailabilityCache {
  readonly counts: AvailabilityCounts;
  readonly lookup: AvailabilityLookup;
  /** Look at the ledger at once: there is something new. */
  nudge(): void;
  /** Stops the feed, then the connection. */
  close(): Promise<void>;
}

/** Other nodes' bookings are seen after this time at most, and the time of the dispatcher. */
const LOOK_MS = 50;

/**
 * Opens the cache; it need not be there, now or ever. Every node that has it feeds it: what each writes carries its version, so
 * they cannot harm each other, and no change is lost while one hands its work to another.
 */
export async function openAvailabilityCache(options: AvailabilityCacheOptions): Promise<AvailabilityCache> {
  const { database, url, horizonDays, observer } = options;
  const hotels = new CachedHotels(database.pool);
  // Before anything is read or believed: what is committed from here on comes as an event.
  const cursor = await endOfLedger(database.pool);
  const up = (outageMs: number): void => {
    counts.distrust();
    observer.up(outageMs);
  };
  const link = new RedisLink({ url, observer: { up, down: (cause) => observer.down(cause) } });
  const counts = new RedisCounts({ link, db: database.pool, observer });
  const feed = followEvents(
    database,
    cursor,
    async (events) => {
      hotels.take(events);
      await counts.refresh(touchedNights(events, horizonDays));
    },
    {
      idleMs: LOOK_MS,
      onError: (error) => observer.feedFailed(error),
      onRestored: () => {
        hotels.forgetAll();
        counts.distrust();
      },
    },
  );
  return {
    counts,
    lookup: new CachedLookup({ hotels, counts, clock: new HotelClock(database.pool) }),
    nudge: () => feed.nudge(),
    close: async () => {
      await feed.stop();
      await link.close();
    },
  };
}

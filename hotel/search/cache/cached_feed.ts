import type { Database } from "../../database/database.ts";
import type { EventNotice } from "../../events/event.ts";
import { endOfLedger, followNotices, type EventFollower } from "../../events/follow.ts";
import { backoff, pauseUnless } from "../../events/pause.ts";
import { LocalDirectory } from "../directory/local_directory.ts";
import { ExchangeBoard } from "../exchange_board.ts";
import { HotelClock } from "../index/hotel_clock.ts";
import { pagesOf } from "../index/load.ts";
import { nextHotels, readHotels } from "../index/read_hotels.ts";
import type { NightsOfType } from "../index/read_nights.ts";
import type { FeedObserver, SearchState } from "../index/search_feed.ts";
import { nightsSoldAnywhere, type HotelRead, type Range } from "../index/search_index.ts";
import { whatToRead } from "../index/what_to_read.ts";
import type { TypeNight } from "./availability_counts.ts";
import { HotelMemory } from "./hotel_memory.ts";
import { loadNightlyRates, weightOf, type NightlyRates } from "./nightly_rates.ts";
import type { RedisCounts } from "./redis_counts.ts";
import { smallIndex } from "./small_index.ts";
import { loadSoldOf, soldWeightOf, type SoldOfHotel } from "./sold_of_hotels.ts";

/** What {@link CachedFeed} needs. */
export interface CachedFeedOptions {
  readonly database: Database;
  readonly horizonDays: number;
  readonly counts: RedisCounts;
  readonly observer?: FeedObserver;
}

/** Other nodes' bookings are seen after this time at most, and the time of the dispatcher. */
const IDLE_MS = 40;
const TICK_MS = 1_000;
const FIRST_RETRY_MS = 500;
const RETRY_CAP_MS = 10_000;
/** How long data of hotels is kept when no event says that it changed. */
const LIFE_MS = 10 * 60_000;
const MOST_HOTELS = 5_000;
/** Prices and restrictions of single nights, and counts of what was taken lately, of all hotels together. */
const MOST_NIGHTLY = 500_000;
/** Rooms sold under sell limits, of all hotels together. */
const MOST_SOLD = 200_000;

/**
 * What a search reads on a node without the index of nights: names and places of all hotels, data of those that were searched lately, and
 * counts from the cache. Follows the ledger: what an event says has changed is forgotten, and counts are read again
 * and kept anew. Every node does it: what each writes carries its version, so they cannot harm each other, and no
 * change is lost while one would hand the work to another.
 */
export class CachedFeed {
  readonly clock: HotelClock;
  readonly exchange = new ExchangeBoard();
  readonly #options: CachedFeedOptions;
  readonly #halt = new AbortController();
  readonly #hotels: HotelMemory<HotelRead>;
  readonly #nightly: HotelMemory<NightlyRates>;
  readonly #soldUnder: HotelMemory<SoldOfHotel>;
  #directory: LocalDirectory | undefined;
  #follower: EventFollower | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CachedFeedOptions) {
    const { pool } = options.database;
    this.#options = options;
    this.clock = new HotelClock(pool);
    this.#hotels = new HotelMemory({
      load: async (hotelIds) =>
        new Map((await readHotels(pool, hotelIds)).map((hotel) => [hotel.entry.hotelId, hotel])),
      most: MOST_HOTELS,
      lifeMs: LIFE_MS,
    });
    this.#nightly = new HotelMemory({
      load: async (hotelIds) => {
        const hotels = await this.#hotels.get(hotelIds, performance.now());
        return loadNightlyRates(pool, [...hotels.values()], this.#sold);
      },
      most: MOST_NIGHTLY,
      lifeMs: LIFE_MS,
      weightOf,
    });
    this.#soldUnder = new HotelMemory({
      load: async (hotelIds) => loadSoldOf(pool, await this.#nightly.get(hotelIds, performance.now())),
      most: MOST_SOLD,
      lifeMs: LIFE_MS,
      weightOf: soldWeightOf,
    });
  }

  /** Names and places; undefined until they are read. */
  get directory(): LocalDirectory | undefined {
    return this.#directory;
  }

  /** The hotels on the nights `[from, to)`, as the cache and the tables have them now; undefined before it was started. */
  async stateOf(hotelIds: Int32Array, nights: Range): Promise<SearchState | undefined> {
    const directory = this.#directory;
    if (directory === undefined) return undefined;
    const ids = [...hotelIds];
    const hotels = [...(await this.#hotels.get(ids, performance.now())).values()];
    const nightly = await this.#nightly.get(ids, performance.now());
    const sold = await this.#soldUnder.get(ids, performance.now());
    const { counts, horizonDays } = this.#options;
    const parts = { hotels, nightly, sold, counts, now: this.clock.now(), horizonDays };
    return { directory, index: await smallIndex(parts, nights) };
  }

  /** Reads names and places and follows until stopped; resolves when they are complete. Tries again while the database fails. */
  async start(): Promise<void> {
    for (let failures = 1; !this.#halt.signal.aborted; failures += 1) {
      try {
        return await this.#begin();
      } catch (error) {
        if (this.#halt.signal.aborted) return;
        this.#options.observer?.onError?.(error);
        await pauseUnless(this.#halt.signal, backoff(failures, FIRST_RETRY_MS, RETRY_CAP_MS));
      }
    }
  }

  /** There are new events: look at once. */
  nudge(): void {
    this.#follower?.nudge();
  }

  /** Forgets everything and reads names and places anew: the events in between are not known. */
  async rebuild(): Promise<void> {
    const { pool } = this.#options.database;
    const directory = new LocalDirectory();
    this.#hotels.forgetAll();
    this.#nightly.forgetAll();
    this.#soldUnder.forgetAll();
    this.#options.counts.distrust();
    for (const page of pagesOf(await allHotels(this.#options.database))) {
      this.#halt.signal.throwIfAborted();
      for (const { entry } of await readHotels(pool, page)) directory.upsert(entry);
    }
    this.#directory = directory;
  }

  /** Ends following; waits for what is in hand. */
  async stop(): Promise<void> {
    this.#halt.abort();
    clearInterval(this.#timer);
    await this.#follower?.stop();
  }

  get #sold(): Range {
    return nightsSoldAnywhere(this.clock.now(), this.#options.horizonDays);
  }

  async #begin(): Promise<void> {
    const { database, observer } = this.#options;
    const onError = (error: unknown): void => observer?.onError?.(error);
    await this.#tick();
    // Before anything is read or believed: what is committed from here on comes as an event.
    const cursor = await endOfLedger(database.pool);
    await this.rebuild();
    if (this.#halt.signal.aborted) return;
    const options = { idleMs: IDLE_MS, onError, onRestored: () => this.rebuild() };
    this.#follower = followNotices(database, cursor, (events) => this.#apply(events), options);
    this.#timer = setInterval(() => void this.#tick().catch(onError), TICK_MS).unref();
  }

  async #tick(): Promise<void> {
    await this.clock.refresh();
    await this.exchange.refresh(this.#options.database.pool, this.clock.now());
  }

  async #apply(events: readonly EventNotice[]): Promise<void> {
    const read = whatToRead(events);
    for (const hotelId of [...read.hotels, ...read.books]) this.#hotels.forget(hotelId);
    for (const { hotelId } of read.rates) this.#nightly.forget(hotelId);
    for (const hotelId of [...read.hotels, ...read.books, ...read.pickups]) this.#nightly.forget(hotelId);
    for (const { hotelId } of [...read.nights, ...read.rates]) this.#soldUnder.forget(hotelId);
    for (const hotelId of [...read.hotels, ...read.books]) this.#soldUnder.forget(hotelId);
    await this.#placeAgain([...read.hotels]);
    await this.#options.counts.refresh(nightsWithin(read.nights, this.#sold));
    const now = this.clock.now().getTime();
    for (const { at } of events) this.#options.observer?.onVisible?.(Math.max(0, now - at.getTime()));
  }

  async #placeAgain(hotelIds: readonly number[]): Promise<void> {
    const found = await readHotels(this.#options.database.pool, hotelIds);
    const left = new Set(hotelIds);
    for (const { entry } of found) {
      left.delete(entry.hotelId);
      this.#directory?.upsert(entry);
    }
    for (const hotelId of left) this.#directory?.remove(hotelId);
  }
}

/** Night by night, those that can be sold: others are in no search. */
function nightsWithin(touched: readonly NightsOfType[], sold: Range): TypeNight[] {
  return touched.flatMap(({ hotelId, roomTypeId, from, to }) => {
    const first = Math.max(from, sold.from);
    const length = Math.max(0, Math.min(to, sold.to) - first);
    return Array.from({ length }, (_, offset) => ({ hotelId, roomTypeId, night: first + offset }));
  });
}

async function allHotels({ pool }: Database): Promise<number[]> {
  const ids: number[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: number[] = await nextHotels(pool, after, 10_000);
    ids.push(...page);
    after = page.at(-1);
  }
  return ids;
}

import type { Queryable } from "../../database/database.ts";
import type { StayDates } from "../../vocabulary/night.ts";
import {
  emptyCounts,
  nightsOfTypes,
  type AvailabilityCounts,
  type NightCounts,
  type TypeKey,
  type TypeNight,
} from "./availability_counts.ts";
import { keyOf, readKept, setCount, type CountedNight, type KeptNight, type SeenState } from "./counted_night.ts";
import { NIGHTS_A_STATEMENT, readCounts, type CountReading } from "./database_counts.ts";
import { keepNewer, lookUp, redisTime, type KeepCounts } from "./kept_counts.ts";
import type { RedisLink } from "./redis_link.ts";

/** Told what became of look-ups; numbers of nights. */
export interface CountsObserver {
  /** Redis answered: so many counts were there and good, so many were not. */
  looked(hits: number, misses: number): void;
  /** Redis did not answer; these nights were read from the tables. */
  unanswered(nights: number): void;
  /** Counts that were not kept because newer ones are. */
  refusedOlder(nights: number): void;
}

/** What {@link RedisCounts} works with. */
export interface RedisCountsParts {
  readonly link: RedisLink;
  readonly db: Queryable;
  readonly observer: CountsObserver;
  /** Reads from the tables; {@link readCounts} unless told. */
  readonly read?: (db: Queryable, nights: readonly TypeNight[]) => Promise<CountReading>;
  /** Keeps what was read; {@link keepNewer} unless told. */
  readonly keep?: KeepCounts;
}

const NIGHTS_A_LOOK = 2_000;

/** A reading under way, and where in it the night stands. */
interface Awaited {
  readonly reading: Promise<CountReading>;
  readonly place: number;
}

/**
 * Counts from Redis; what is not there is read from the tables and kept for others. Without Redis every count is read from
 * the tables: a search only gets slower. Nothing that decides may use it.
 */
export class RedisCounts implements AvailabilityCounts {
  readonly #parts: Required<RedisCountsParts>;
  readonly #awaited = new Map<string, Awaited>();
  /** Counts of this life, and of this version or later, are believed; undefined: none. */
  #trusted: SeenState | undefined;
  #distrusted = 0;

  constructor(parts: RedisCountsParts) {
    this.#parts = { read: readCounts, keep: keepNewer, ...parts };
  }

  async count(types: readonly TypeKey[], dates: StayDates, now: Date): Promise<NightCounts> {
    const nights = nightsOfTypes(types, dates);
    const counts = emptyCounts(nights.length);
    for (let from = 0; from < nights.length; from += NIGHTS_A_LOOK) {
      const some = nights.slice(from, from + NIGHTS_A_LOOK);
      await this.#answer(some, now.getTime(), (place, night) => setCount(counts, from + place, night));
    }
    return counts;
  }

  /**
   * Reads nights again that were changed by commits, and keeps what it read: also those of which nothing is kept, because somebody
   * may have read them before the change and be about to keep that. Rejects when the tables cannot be read.
   */
  async refresh(nights: readonly TypeNight[]): Promise<void> {
    for (let from = 0; from < nights.length; from += NIGHTS_A_STATEMENT) {
      // Without a connection there is nothing to be done: when it is back, what is kept is not believed.
      if (!this.#parts.link.isUp) return;
      const some = nights.slice(from, from + NIGHTS_A_STATEMENT);
      const began = await redisTime(this.#parts.link);
      if (began === undefined) return this.distrust();
      const reading = await this.#read(some);
      if (!(await this.#keep(some, reading, began))) this.distrust();
    }
  }

  /**
   * Believes only what is read from now on: some change may not have got into the cache. Until the next reading tells the
   * version of now, every count is a miss.
   */
  distrust(): void {
    this.#trusted = undefined;
    this.#distrusted += 1;
  }

  async #answer(
    nights: readonly TypeNight[],
    now: number,
    tell: (place: number, night: CountedNight) => void,
  ): Promise<void> {
    const kept = await lookUp(this.#parts.link, nights);
    const missing = nights.flatMap((night, place) => {
      const one = readKept(kept?.texts[place] ?? "");
      if (one === undefined || !this.#isGood(one, now)) return [{ night, place }];
      tell(place, one);
      return [];
    });
    if (kept === undefined) this.#parts.observer.unanswered(nights.length);
    else this.#parts.observer.looked(nights.length - missing.length, missing.length);
    if (missing.length === 0) return;
    const found = await this.#readOnce(
      missing.map(({ night }) => night),
      kept?.lookedAt,
    );
    for (const [index, { place }] of missing.entries()) {
      const one = found[index];
      if (one !== undefined) tell(place, one);
    }
  }

  #isGood(kept: KeptNight, now: number): boolean {
    const trusted = this.#trusted;
    if (trusted === undefined || kept.life !== trusted.life || kept.version < trusted.version) return false;
    return kept.goodUntil === 0 || kept.goodUntil > now;
  }

  /** Reads each night once, however many ask for it at the same time. */
  async #readOnce(nights: readonly TypeNight[], began: number | undefined): Promise<(CountedNight | undefined)[]> {
    const keys = nights.map((night) => keyOf(night));
    const own = nights.filter((_, index) => !this.#awaited.has(keys[index] ?? ""));
    if (own.length > 0) this.#announce(own, this.#readAndKeep(own, began));
    const awaited = keys.map((key) => this.#awaited.get(key));
    return Promise.all(
      awaited.map(async (one) => (one === undefined ? undefined : (await one.reading).nights[one.place])),
    );
  }

  #announce(nights: readonly TypeNight[], reading: Promise<CountReading>): void {
    const keys = nights.map((night) => keyOf(night));
    for (const [place, key] of keys.entries()) this.#awaited.set(key, { reading, place });
    const forget = (): void => {
      for (const key of keys) this.#awaited.delete(key);
    };
    void reading.then(forget, forget);
  }

  async #readAndKeep(nights: readonly TypeNight[], began: number | undefined): Promise<CountReading> {
    const reading = await this.#read(nights);
    if (began !== undefined) await this.#keep(nights, reading, began);
    return reading;
  }

  async #read(nights: readonly TypeNight[]): Promise<CountReading> {
    const distrusted = this.#distrusted;
    const reading = await this.#parts.read(this.#parts.db, nights);
    const isNew = this.#trusted === undefined || this.#trusted.life !== reading.life;
    if (isNew && distrusted === this.#distrusted) this.#trusted = { life: reading.life, version: reading.version };
    return reading;
  }

  async #keep(nights: readonly TypeNight[], reading: CountReading, began: number): Promise<boolean> {
    const refused = await this.#parts.keep(this.#parts.link, { nights, reading, began });
    if (refused !== undefined && refused > 0) this.#parts.observer.refusedOlder(refused);
    return refused !== undefined;
  }
}

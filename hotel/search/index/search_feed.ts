import type { Database } from "../../database/database.ts";
import type { EventNotice } from "../../events/event.ts";
import { endOfLedger, followNotices, type EventCursor, type EventFollower } from "../../events/follow.ts";
import { LocalDirectory } from "../directory/local_directory.ts";
import { ExchangeBoard } from "../exchange_board.ts";
import { HotelClock } from "./hotel_clock.ts";
import { pauseUnless } from "../../events/pause.ts";
import { loadIndex, pagesOf, type OnProgress } from "./load.ts";
import { readAgain, readNightsOf } from "./read_again.ts";
import { SearchIndex, type Range } from "./search_index.ts";
import { whatToRead, type ToRead } from "./what_to_read.ts";

/** Told what the feed does; none of it may throw. */
export interface FeedObserver {
  /** While the index is read. */
  readonly onProgress?: OnProgress;
  /** The index is complete. */
  readonly onLoaded?: (loaded: { readonly hotels: number; readonly types: number; readonly ms: number }) => void;
  /** From the decision of a change until it can be found, in milliseconds. */
  readonly onVisible?: (staleMs: number) => void;
  readonly onError?: (error: unknown) => void;
}

/** What {@link SearchFeed} needs. */
export interface FeedOptions {
  readonly database: Database;
  readonly horizonDays: number;
  readonly observer?: FeedObserver;
  /** This machine's clock, milliseconds since 1970. */
  readonly local?: () => number;
}

/** Hotels on sale, by place and name and by night: both sides of a search, as of the same events. */
export interface SearchState {
  readonly index: SearchIndex;
  readonly directory: LocalDirectory;
}

/** Told of a batch after it can be found. */
export type OnApplied = (events: readonly EventNotice[], read: ToRead, cursor: EventCursor) => void;

/** Told that everything was read anew: what has changed meanwhile was told to nobody. */
export type OnAnew = (cursor: EventCursor) => void;

interface Listener {
  readonly onApplied: OnApplied;
  readonly onAnew: OnAnew | undefined;
}

/** Nights that have come within reach, of hotels that are read together. */
interface EnteredNights {
  readonly hotelIds: readonly number[];
  readonly range: Range;
}

/** An idle follower looks this often, in milliseconds: what it is told of commits can be lost. */
const IDLE_MS = 40;
const TICK_MS = 1_000;
/** A clock that is set back further than this was moved by somebody, and holds that had run out may be running again. */
const SET_BACK_MS = 5_000;
const FEW_TYPES = 10_000;
const FIRST_RETRY_MS = 500;
const RETRY_CAP_MS = 10_000;

/**
 * Keeps the state of a search equal to the database: reads all of it once, then what every event names. The cursor is taken before
 * the tables are read and everything after it is read again, so nothing is missed, in whatever order transactions
 * commit. Once a second it looks at the clock of the hotels: holds run out, days end.
 */
export class SearchFeed {
  readonly clock: HotelClock;
  readonly exchange = new ExchangeBoard();
  readonly #options: FeedOptions;
  readonly #halt = new AbortController();
  readonly #listeners = new Set<Listener>();
  #state: SearchState | undefined;
  #reached: EventCursor | undefined;
  #follower: EventFollower | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isTicking = false;
  /** What is known is wrong in more places than events name: true until everything was read anew. */
  #isDoubtful = false;
  /** Nights that are off sale until they are read. */
  #entered: EnteredNights[] = [];
  /** Hotels of which a reading broke off: who reads again takes types for known whose nights were never read. */
  readonly #brokenOff = new Set<number>();
  /** One reading after the other: an older one must never be entered over a newer one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: FeedOptions) {
    this.#options = options;
    this.clock = new HotelClock(options.database.pool, options.local);
  }

  /** Brought to this instant; undefined as long as the index is not complete. */
  get state(): SearchState | undefined {
    this.#state?.index.turnTo(this.clock.now());
    return this.#state;
  }

  get isReady(): boolean {
    return this.#state !== undefined;
  }

  /** As {@link state}: it has all hotels on all nights. */
  stateOf(): SearchState | undefined {
    return this.state;
  }

  /** How far the events are in it. */
  get cursor(): EventCursor | undefined {
    return this.#state && this.#reached;
  }

  /** Loads and follows until stopped; resolves when the index is complete. Tries again while the database fails. */
  async start(): Promise<void> {
    for (let failures = 0; !this.#halt.signal.aborted; failures += 1) {
      try {
        const cursor = await this.#inTurn(() => this.#load());
        this.#follow(cursor);
        return;
      } catch (error) {
        if (this.#halt.signal.aborted) return;
        this.#options.observer?.onError?.(error);
        await pauseUnless(this.#halt.signal, Math.min(FIRST_RETRY_MS * 2 ** failures, RETRY_CAP_MS));
      }
    }
  }

  /** There are new events: look at once. */
  nudge(): void {
    this.#follower?.nudge();
  }

  /** Tells of every batch from now on, until the function that is returned is called. */
  listen(onApplied: OnApplied, onAnew?: OnAnew): () => void {
    const listener = { onApplied, onAnew };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks at the clock: holds run out, days end. Once a second by itself. */
  async tick(): Promise<void> {
    const { pool } = this.#options.database;
    if ((await this.clock.refresh()) < -SET_BACK_MS) this.#isDoubtful = true;
    await this.exchange.refresh(pool, this.clock.now());
    this.#advance();
    await this.#repair();
    await this.#readEntered();
  }

  /** Reads everything anew. */
  async rebuild(): Promise<void> {
    await this.#inTurn(() => this.#load());
  }

  /** Ends following; waits for what is in hand. */
  async stop(): Promise<void> {
    this.#halt.abort();
    clearInterval(this.#timer);
    await this.#follower?.stop();
    await this.#turn;
  }

  #advance(): void {
    const { state } = this;
    if (state === undefined) return;
    const range = state.index.advance();
    if (range.from === range.to) return;
    if (range.to - range.from === state.index.planes.nights) this.#isDoubtful = true;
    const hotels = [...state.index.hotels()].map(({ hotelId }) => hotelId);
    this.#entered.push(...pagesOf(hotels).map((hotelIds) => ({ hotelIds, range })));
  }

  /** Whether it is needed is asked when its turn has come: whoever was before it may have done it. */
  async #repair(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#state === undefined || this.#isDoubtful) await this.#load();
    });
  }

  // Page by page, and events in between: at midnight nobody waits for it. What fails is left to the next tick.
  async #readEntered(): Promise<void> {
    for (let page = this.#entered[0]; page !== undefined; page = this.#entered[0]) {
      const { hotelIds, range } = page;
      await this.#inTurn(async () => {
        if (this.#state === undefined || this.#entered[0] !== page) return;
        await readNightsOf(this.#options.database.pool, this.#state, hotelIds, range);
        this.#entered.shift();
      });
      if (this.#state === undefined || this.#halt.signal.aborted) return;
    }
  }

  async #load(): Promise<EventCursor> {
    const { database, horizonDays, observer } = this.#options;
    const begun = performance.now();
    // Two large ones would not fit where one does; a small one serves until the new one is complete.
    if ((this.#state?.index.types ?? 0) > FEW_TYPES) this.#state = undefined;
    this.#isDoubtful = true;
    await this.clock.refresh();
    await this.exchange.refresh(database.pool, this.clock.now());
    const cursor = await endOfLedger(database.pool);
    const state = { index: new SearchIndex(this.clock.now(), horizonDays), directory: new LocalDirectory() };
    await loadIndex(database, state, this.#halt.signal, (progress) => observer?.onProgress?.(progress));
    this.#entered = [];
    this.#brokenOff.clear();
    this.#isDoubtful = false;
    this.#state = state;
    this.#begin(cursor);
    const { size: hotels, types } = state.index;
    observer?.onLoaded?.({ hotels, types, ms: performance.now() - begun });
    return cursor;
  }

  /** In another life of the database positions begin anew; in the same one every event is told, those that were read already too. */
  #begin(cursor: EventCursor): void {
    const isFirst = this.#reached === undefined;
    if (this.#reached?.incarnation !== cursor.incarnation) this.#reached = cursor;
    if (!isFirst) for (const { onAnew } of this.#listeners) onAnew?.(cursor);
  }

  #follow(cursor: EventCursor): void {
    const { database, observer } = this.#options;
    const onError = (error: unknown): void => observer?.onError?.(error);
    if (this.#halt.signal.aborted) return;
    this.#follower = followNotices(database, cursor, (events, reached) => this.#apply(events, reached), {
      idleMs: IDLE_MS,
      onError,
      onRestored: () => this.rebuild(),
    });
    this.#timer = setInterval(() => void this.#tickUnlessBusy().catch(onError), TICK_MS).unref();
  }

  // A tick that reads everything anew takes longer than a second: those that come meanwhile must not want the same.
  async #tickUnlessBusy(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    try {
      await this.tick();
    } finally {
      this.#isTicking = false;
    }
  }

  #apply(events: readonly EventNotice[], cursor: EventCursor): Promise<void> {
    return this.#inTurn(async () => {
      const state = this.#state;
      if (state === undefined) return;
      const read = whatToRead(events);
      await this.#readAgain(state, read);
      const now = this.clock.now().getTime();
      for (const { at } of events) this.#options.observer?.onVisible?.(Math.max(0, now - at.getTime()));
      // Together with the listeners: who begins to listen has either heard of the batch or finds the cursor after it.
      this.#reached = cursor;
      for (const { onApplied } of this.#listeners) onApplied(events, read, cursor);
    });
  }

  async #readAgain(state: SearchState, read: ToRead): Promise<void> {
    const { pool } = this.#options.database;
    const { first: from, end: to } = state.index.planes;
    const brokenOff = [...this.#brokenOff];
    for (const hotelId of [...read.hotels, ...read.books]) this.#brokenOff.add(hotelId);
    await readAgain(pool, state, read);
    if (brokenOff.length > 0) await readNightsOf(pool, state, brokenOff, { from, to });
    this.#brokenOff.clear();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

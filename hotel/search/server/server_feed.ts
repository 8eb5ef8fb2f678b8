import type { Database } from "../../database/database.ts";
import { Bell } from "../../events/bell.ts";
import { endOfLedger, type EventCursor } from "../../events/follow.ts";
import { atMost, backoff } from "../../events/pause.ts";
import { buildGeneration, type Built } from "./build_generation.ts";
import { publishedGenerations, positionOf, removeOlder, type Generation } from "./generation.ts";
import { GenerationFollower } from "./generation_follower.ts";
import { LAYOUT } from "./hotel_document.ts";
import { HOTELS, IDS_ONLY } from "./hotel_search.ts";
import { multiSearch } from "./multi_search.ts";
import { ServerFailure, type SearchClient } from "./search_client.ts";
import { FIND_MS } from "./server_directory.ts";

/** Told what the feed does; none of it may throw. */
export interface FeedObserver {
  /** The feed has looked, or an index can be searched from now on, or no more. */
  readonly onChange?: () => void;
  /** The server answers again after it did not. */
  readonly onBack?: () => void;
  readonly onBuilt?: (built: Built & { readonly ms: number }) => void;
  readonly onRemoved?: (indices: readonly string[]) => void;
  readonly onError?: (error: unknown) => void;
}

/** How often the feed looks, in milliseconds; shorter for tests. */
export interface FeedTimes {
  /** Between two looks at what is published. */
  readonly lookMs: number;
  /** The pause after the first failure in a row; it doubles, up to `lookMs` and at least this. */
  readonly retryMs: number;
  /** How long after an index was published the older ones are removed: the other nodes have changed over by then. */
  readonly removeMs: number;
}

const TIMES: FeedTimes = { lookMs: 10_000, retryMs: 500, removeMs: 60_000 };
const STOP_WAIT_MS = 5_000;

/**
 * Keeps an index of the search server equal to the database. It takes the published one and goes on where that ends, or fills a new
 * one when there is none that fits; then it writes what the ledger names. Every node does so: what two of them
 * write twice has one version. A server that is not there is looked for until it comes.
 */
export class ServerFeed {
  readonly #database: Database;
  readonly #client: SearchClient;
  readonly #observer: FeedObserver;
  readonly #times: FeedTimes;
  readonly #bell = new Bell();
  readonly #halt = new AbortController();
  /** The lives of this database that this process has seen: their indices are ours to remove. */
  readonly #incarnations = new Set<string>();
  #follower: GenerationFollower | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(database: Database, client: SearchClient, observer: FeedObserver = {}, times: FeedTimes = TIMES) {
    this.#database = database;
    this.#client = client;
    this.#observer = observer;
    this.#times = times;
  }

  /** The index that can be searched now: complete, and as new as the ledger but for what is under way. */
  get index(): string | undefined {
    return this.#follower?.isCurrent === true ? this.#follower.index : undefined;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** The index that was searched is not there any more. */
  lost(index: string): void {
    if (this.#follower?.index !== index) return;
    this.#follower.isGone = true;
    this.#bell.ring();
  }

  /** Ends; waits for what is in hand. */
  async stop(): Promise<void> {
    this.#halt.abort();
    this.#bell.ring();
    await atMost(STOP_WAIT_MS, this.#ended);
    await this.#detach();
  }

  async #run(): Promise<void> {
    const { signal } = this.#halt;
    for (let failures = 0; !signal.aborted;) {
      try {
        const isSettled = await this.#look();
        if (failures > 0) await this.#comeBack();
        failures = 0;
        this.#observer.onChange?.();
        await this.#bell.wait(isSettled ? this.#times.lookMs : this.#times.retryMs);
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        this.#observer.onError?.(error);
        await this.#bell.wait(
          backoff(failures, this.#times.retryMs, Math.max(this.#times.lookMs, this.#times.retryMs)),
        );
      }
    }
  }

  /** A server that has just started knows its indices before it can search them. */
  async #comeBack(): Promise<void> {
    const index = this.#follower?.isGone === false ? this.#follower.index : undefined;
    const search = { query: HOTELS, ...IDS_ONLY, size: 1 };
    if (index !== undefined) await multiSearch(this.#client, index, [search], AbortSignal.timeout(FIND_MS));
    this.#observer.onBack?.();
  }

  /** False when another node fills an index now. */
  async #look(): Promise<boolean> {
    const end = await endOfLedger(this.#database.pool);
    this.#incarnations.add(end.incarnation);
    const published = await publishedGenerations(this.#client);
    const own = published.filter(({ incarnation }) => incarnation === end.incarnation);
    const ours = own.length === 1 ? own[0] : undefined;
    const follower = this.#follower;
    const isStillThere = follower !== undefined && !follower.isGone && follower.incarnation === end.incarnation;
    // Another database may have taken the name, and a newer program: what is followed by its own name serves on.
    const mayStay = own.length === 0 || ours?.index === follower?.index || (ours?.layout ?? 0) > LAYOUT;
    if (isStillThere && mayStay) await this.#removeOlder(follower);
    else if (ours?.layout === LAYOUT && ours.index !== follower?.index) return this.#attach(ours, end, published);
    else return this.#build(published, ours);
    return true;
  }

  async #build(published: readonly Generation[], ours: Generation | undefined): Promise<boolean> {
    if (ours !== undefined && ours.layout > LAYOUT)
      throw new ServerFailure("refused", `${ours.index} was made by a newer program; this one leaves it alone`);
    const begun = performance.now();
    const built = await buildGeneration(this.#database, this.#client, published, this.#halt.signal);
    if (built === undefined) return false;
    this.#observer.onBuilt?.({ ...built, ms: performance.now() - begun });
    this.#bell.ring();
    return true;
  }

  async #attach(
    { index, incarnation }: Generation,
    end: EventCursor,
    published: readonly Generation[],
  ): Promise<boolean> {
    const position = await positionOf(this.#client, index);
    if (position === undefined) return this.#build(published, undefined);
    await this.#detach();
    const onChange = (): void => this.#observer.onChange?.();
    this.#follower = new GenerationFollower({
      database: this.#database,
      client: this.#client,
      index,
      from: { incarnation, position },
      until: end.position,
      onChange,
      onError: (error) => this.#observer.onError?.(error),
      onLost: () => this.#bell.ring(),
    });
    return true;
  }

  async #detach(): Promise<void> {
    const follower = this.#follower;
    this.#follower = undefined;
    await follower?.stop();
  }

  async #removeOlder(follower: GenerationFollower): Promise<void> {
    if (follower.isSwept || follower.ageMs < this.#times.removeMs) return;
    const removed = await removeOlder(this.#client, follower.index, this.#incarnations);
    follower.isSwept = true;
    if (removed.length > 0) this.#observer.onRemoved?.(removed);
  }
}

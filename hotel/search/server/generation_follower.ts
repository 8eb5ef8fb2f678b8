import type { Database } from "../../database/database.ts";
import type { EventNotice } from "../../events/event.ts";
import { followNotices, type EventCursor, type EventFollower } from "../../events/follow.ts";
import { bulkWrite, cursorDocument, hotelDocuments } from "./bulk_write.ts";
import { writeAliasOf } from "./generation.ts";
import { readEntries } from "./hotel_entries.ts";
import { ServerFailure, type SearchClient } from "./search_client.ts";

/** What {@link GenerationFollower} needs. */
export interface FollowedGeneration {
  readonly database: Database;
  readonly client: SearchClient;
  readonly index: string;
  /** How far the index is. */
  readonly from: EventCursor;
  /** How far it must be before it can be searched. */
  readonly until: number;
  /** It can be searched from now on, or no more. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  /** The index is gone, or the database is another. */
  readonly onLost: () => void;
}

/** How long writing may fail before searches do without the index, in milliseconds: a busy server is no reason. */
const FAILING_MS = 10_000;
/** So many events without a hotel among them are not read again by the next process. */
const EVENTS_OF_A_MARK = 10_000;

/** Writes to one index what the ledger says has changed, from where the index ends. */
export class GenerationFollower {
  readonly index: string;
  readonly incarnation: string;
  /** The index is not on the server any more. */
  isGone = false;
  /** The indices before it have been removed. */
  isSwept = false;
  readonly #options: FollowedGeneration;
  readonly #began = performance.now();
  readonly #follower: EventFollower;
  #reached: number;
  #marked: number;
  #failingSince: number | undefined;

  constructor(options: FollowedGeneration) {
    const { database, index, from, onError } = options;
    this.#options = options;
    this.index = index;
    this.incarnation = from.incarnation;
    this.#reached = from.position;
    this.#marked = from.position;
    this.#follower = followNotices(database, from, (events, cursor) => this.#take(events, cursor), {
      onError,
      onRestored: () => this.#lose(),
    });
  }

  /** Whether it can be searched: it has caught up, and what is new gets into it. */
  get isCurrent(): boolean {
    const isFailing = this.#failingSince !== undefined && performance.now() - this.#failingSince > FAILING_MS;
    return !this.isGone && !isFailing && this.#reached >= this.#options.until;
  }

  /** For how long it has been followed, in milliseconds. */
  get ageMs(): number {
    return performance.now() - this.#began;
  }

  async stop(): Promise<void> {
    await this.#follower.stop();
  }

  #lose(): void {
    this.isGone = true;
    this.#options.onLost();
  }

  async #take(events: readonly EventNotice[], { position }: EventCursor): Promise<void> {
    // Whatever was lost is found again by another follower, of another index.
    if (this.isGone) return;
    const wasCurrent = this.isCurrent;
    try {
      await this.#write(events, position);
      this.#failingSince = undefined;
      this.#reached = position;
    } catch (error) {
      this.#failingSince ??= performance.now();
      if (error instanceof ServerFailure && error.kind === "gone") this.#lose();
      throw error;
    } finally {
      if (wasCurrent !== this.isCurrent) this.#options.onChange();
    }
  }

  /** An event says what to read again, not what to write: the table may be ahead of it. */
  async #write(events: readonly EventNotice[], position: number): Promise<void> {
    const { database, client } = this.#options;
    const ofHotels = events.filter(({ type }) => type.startsWith("hotel."));
    const hotelIds = [...new Set(ofHotels.map(({ hotelId }) => hotelId))];
    const target = { writeAlias: writeAliasOf(this.index), isVisible: true };
    if (hotelIds.length > 0) {
      const entries = await readEntries(database.pool, hotelIds);
      await bulkWrite(client, target, hotelDocuments(hotelIds, entries, position));
    }
    if (hotelIds.length === 0 && position - this.#marked < EVENTS_OF_A_MARK) return;
    // After the hotels: who reads it relies on them.
    await bulkWrite(client, { ...target, isVisible: false }, [cursorDocument(position)]);
    this.#marked = position;
  }
}

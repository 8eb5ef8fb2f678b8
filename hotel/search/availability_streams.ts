import type { Queryable } from "../database/database.ts";
import type { EventCursor } from "../events/follow.ts";
import { changesIn, messageId, positionOf, readSince, type HotelChanges } from "./availability_changes.ts";
import type { SearchFeed } from "./index/search_feed.ts";
import type { ToRead } from "./index/what_to_read.ts";

/** Where the messages of a stream go. */
export interface StreamSink {
  /** Bytes that the reader has not taken yet. */
  readonly waiting: number;
  write(text: string): void;
  /** Ends the stream in order. */
  end(): void;
  /** Ends it at once: the reader is too slow. */
  cut(): void;
}

/** What a stream is opened with. */
export interface StreamWish {
  /** Who reads: as counted against the streams that one may have. */
  readonly client: string;
  readonly hotelIds: ReadonlySet<number>;
  /** The id of the last message that the reader has. */
  readonly lastId: string | undefined;
}

/** The most streams of a process. */
export const MOST_STREAMS = 500;
const MOST_WAITING_BYTES = 256 * 1_024;
const HEARTBEAT_MS = 15_000;
const HEARTBEAT = ":\n\n";

interface Stream {
  readonly client: string;
  readonly hotelIds: ReadonlySet<number>;
  readonly sink: StreamSink;
  /** What came while the stream catches up; undefined: it goes out at once. */
  queue: string[] | undefined;
}

/**
 * Streams of changed availability as Server-Sent Events. A message tells the counts as they are when it is sent, so that whoever has read
 * all messages has the present, however many changes one of them stands for. The last message of a batch carries the
 * id to go on from.
 */
export class AvailabilityStreams {
  readonly #feed: SearchFeed;
  readonly #db: Queryable;
  readonly #streams = new Set<Stream>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #forget: () => void;

  constructor(feed: SearchFeed, db: Queryable) {
    this.#feed = feed;
    this.#db = db;
    this.#forget = feed.listen(
      (_events, read, cursor) => this.#tell(read, cursor),
      (cursor) => this.#reset(cursor),
    );
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  /** How many are open. */
  get size(): number {
    return this.#streams.size;
  }

  /** How many of them are this client's. */
  openOf(client: string): number {
    return [...this.#streams].filter((stream) => stream.client === client).length;
  }

  /**
   * Opens a stream of some hotels, and returns how to forget it. With the id of the last message it goes on from there, or with a
   * `reset` when that is too long ago: then its reader has to read everything anew.
   */
  open({ client, hotelIds, lastId }: StreamWish, sink: StreamSink): () => void {
    const stream: Stream = { client, hotelIds, sink, queue: [] };
    this.#streams.add(stream);
    void this.#begin(stream, lastId);
    return () => void this.#streams.delete(stream);
  }

  /** Ends all of them. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#forget();
    for (const { sink } of this.#streams) sink.end();
    this.#streams.clear();
  }

  async #begin(stream: Stream, lastId: string | undefined): Promise<void> {
    try {
      const first = await this.#firstMessages(stream, lastId);
      // Ended or gone meanwhile: writing would be an error.
      if (!this.#streams.has(stream)) return;
      this.#write(stream, first + (stream.queue ?? []).join(""));
      stream.queue = undefined;
    } catch {
      // The database cannot be asked: the reader comes again with its last id.
      this.#cut(stream);
    }
  }

  async #firstMessages({ hotelIds }: Stream, lastId: string | undefined): Promise<string> {
    const { cursor } = this.#feed;
    if (cursor === undefined) return "";
    if (lastId === undefined) return message("ready", {}, cursor);
    const position = positionOf(lastId, cursor);
    const read = position === undefined ? undefined : await readSince(this.#db, position, cursor, hotelIds);
    return read === undefined ? message("reset", {}, cursor) : this.#messages(read, hotelIds, cursor);
  }

  #tell(read: ToRead, cursor: EventCursor): void {
    const { state } = this.#feed;
    if (state === undefined || this.#streams.size === 0) return;
    // Once for all streams: many may look at the same hotel, and most at none of these.
    const isWatched = (hotelId: number): boolean => [...this.#streams].some(({ hotelIds }) => hotelIds.has(hotelId));
    const changes = changesIn(state.index, read, isWatched);
    for (const stream of this.#streams) {
      const own = [...changes].filter(([hotelId]) => stream.hotelIds.has(hotelId));
      this.#send(stream, messagesOf(own, cursor));
    }
  }

  /** Everything was read anew: what changed meanwhile nobody can tell. */
  #reset(cursor: EventCursor): void {
    for (const stream of this.#streams) this.#send(stream, message("reset", {}, cursor));
  }

  #send(stream: Stream, text: string): void {
    if (text === "") return;
    if (stream.queue === undefined) this.#write(stream, text);
    else if (stream.queue.push(text) > 1_000) this.#cut(stream);
  }

  #messages(read: ToRead, hotelIds: ReadonlySet<number>, cursor: EventCursor): string {
    const { state } = this.#feed;
    if (state === undefined) return "";
    return messagesOf([...changesIn(state.index, read, (hotelId) => hotelIds.has(hotelId))], cursor);
  }

  #write(stream: Stream, text: string): void {
    if (text === "") return;
    stream.sink.write(text);
    if (stream.sink.waiting > MOST_WAITING_BYTES) this.#cut(stream);
  }

  #cut(stream: Stream): void {
    this.#streams.delete(stream);
    stream.sink.cut();
  }

  #beat(): void {
    for (const stream of this.#streams) if (stream.queue === undefined) this.#write(stream, HEARTBEAT);
  }
}

/** The last one carries the id to go on from. */
function messagesOf(changes: readonly (readonly [number, HotelChanges])[], cursor: EventCursor): string {
  const told = changes.flatMap(([hotelId, change]) => toldOf(hotelId, change));
  return told
    .map(([name, data], place) => message(name, data, place === told.length - 1 ? cursor : undefined))
    .join("");
}

function toldOf(hotelId: number, { nights, isOther }: HotelChanges): [string, object][] {
  const counts = nights.map((change): [string, object] => ["availability", change]);
  return isOther ? [...counts, ["hotel", { hotel_id: hotelId }]] : counts;
}

function message(name: string, data: object, cursor: EventCursor | undefined): string {
  const id = cursor === undefined ? "" : `id: ${messageId(cursor)}\n`;
  return `event: ${name}\n${id}data: ${JSON.stringify(data)}\n\n`;
}

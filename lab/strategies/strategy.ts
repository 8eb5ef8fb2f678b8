import type { Database, Queryable } from "../../hotel/database/database.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";

/** One booking with everything but its room decided, ready for a strategy to write or refuse. */
export interface Draft {
  readonly hotelId: number;
  readonly roomTypeId: number;
  /** The rooms of the type, by ordinal: the place in the seat map. */
  readonly roomIds: readonly number[];
  readonly arrival: Night;
  readonly departure: Night;
  readonly guests: number;
  /** Frozen for each night, in minor units; every night costs the same here. */
  readonly pricePerNightMinor: number;
  readonly totalMinor: number;
  readonly currency: string;
  /** ISO instants and the fee of the cancellation terms, as the row keeps them. */
  readonly freeCancellationUntil: string;
  readonly lateCancellationFee: string;
  readonly reservationId: string;
  readonly confirmationCode: string;
  /** Undefined: the client sent none, and a repeat books again. */
  readonly idempotencyKey: string | undefined;
  readonly fingerprint: Buffer;
  /** The stored answer: what a repeat of the request gets. */
  readonly reply: string;
  readonly requestId: string;
  /** By the clock of the hotels, as an ISO instant. */
  readonly now: string;
}

/** What became of a draft. Refusals have written nothing. */
export type Outcome =
  | { readonly kind: "booked" }
  | { readonly kind: "full"; readonly nights: readonly Night[] }
  /** Rooms every night, but not one room for all of them. */
  | { readonly kind: "no_single_room" }
  /** The key was used before: the answer of then. */
  | { readonly kind: "known"; readonly fingerprint: Buffer; readonly reply: string };

/** A rule of the schema that stops a double booking whatever the program does. */
export type Guard =
  /** CHECK (sold + held + blocked <= ...) on the night. */
  | "counter"
  /** UNIQUE (hotel, room, night) over live stay nights. */
  | "room_once";

/** A server besides PostgreSQL. */
export type Service = "redis-server" | "zookeeper";

/** Where a strategy finds what it works with. */
export interface Places {
  readonly database: Database;
  /** Addresses of the services that run: a URL for Redis, `host:port` for ZooKeeper. */
  readonly services: Readonly<Partial<Record<Service, string>>>;
}

/** What a process counts of its own trouble. */
export interface Tally {
  /** Transactions that PostgreSQL ended because they waited in a circle. */
  deadlocks: number;
  /** Bookings that were tried again, for whatever reason. */
  retries: number;
}

/** Books or refuses in one database transaction on this connection, which is used by nobody else meanwhile. */
export type Book = (connection: Queryable, draft: Draft, tally: Tally) => Promise<Outcome>;

/** A strategy at work in one process. */
export interface OpenStrategy {
  readonly book: Book;
  close(): Promise<void>;
}

/** A way to sell a room of a type for a stay without selling it twice, or one that is believed to be. */
export interface Strategy {
  readonly name: string;
  /** SQL that the strategy needs in the database: its functions and tables. Runs once, before any server listens. */
  readonly install?: string;
  /** Guards of the schema that it does without: they are taken away in the database it runs on, so that one sees what it does alone. */
  readonly without?: readonly Guard[];
  /** Its requests need this server too. */
  readonly needs?: Service;
  /** Makes it ready in a process. */
  open(places: Places): Promise<OpenStrategy>;
}

/** The `open` of a strategy that needs nothing but a connection. */
export function needsNothing(book: Book): Strategy["open"] {
  return () => Promise.resolve({ book, close: () => Promise.resolve() });
}

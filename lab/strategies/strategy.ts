import type { Queryable } from "../../hotel/database/database.ts";
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

/** A way to sell a room of a type for a stay without selling it twice. */
export interface Strategy {
  readonly name: string;
  /** SQL that the strategy needs in the database: its functions. Runs once, before the server listens. */
  readonly install?: string;
  /** Books or refuses in one database transaction on this connection, which is used by nobody else meanwhile. */
  book(connection: Queryable, draft: Draft): Promise<Outcome>;
}

import type { EventDraft } from "../../events/outbox.ts";
import type { Touch } from "../../inventory/admission_lock.ts";
import type { Ledger } from "../../inventory/ledger.ts";
import type { SeatMove } from "../../inventory/occupancy.ts";
import type { SeatedStays } from "../../inventory/seating.ts";
import type { HotelFacts, RoomTypeFacts } from "../../properties/facts.ts";
import type { RateFacts } from "../../rates/stay_ask.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { Refusal } from "../../vocabulary/refusal.ts";
import type { NewGuest } from "../../guests/guest_rows.ts";
import type { Reservation } from "../reservation.ts";

/** The key under which a request may be repeated. */
export interface KeyClaim {
  /** Whose key: two principals may use the same one. */
  readonly principal: string;
  readonly key: string;
  /** SHA-256 of what was asked: the same key with another fingerprint is refused. Worked out when it is first asked for. */
  readonly fingerprint: Buffer;
}

/** What a decision may look at: all of it read under the admission locks. */
export interface Facts {
  readonly ledger: Ledger;
  readonly now: Date;
  /** The rates of the command's hotel, as they are in force. */
  readonly rates: RateFacts;
  /** Undefined when the room type does not exist at this hotel. */
  roomType(roomTypeId: number): { readonly hotel: HotelFacts; readonly roomType: RoomTypeFacts } | undefined;
  /** As the requests before it in the same transaction have left it; undefined when there is none. */
  reservation(reservationId: string): Reservation | undefined;
  /** Who sits where; only read when the command runs alone. */
  readonly seated: SeatedStays | undefined;
}

/** A reply to the caller, in the API's own spelling and without secrets. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An accepted change: the reservation as it is now and what goes with it. */
export interface Change {
  readonly kind: "change";
  readonly after: Reservation;
  readonly moves: readonly SeatMove[];
  readonly events: readonly EventDraft[];
  readonly guest?: NewGuest;
  readonly reply: Reply;
}

/** What a decision says. */
export type Verdict =
  | Change
  /** Accepted, and nothing to do: cancelling what is cancelled. */
  | { readonly kind: "unchanged"; readonly reply: Reply }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Decide again in a transaction of its own, in which who sits where has been read. */
  | { readonly kind: "alone" };

/** Other room types and other dates: all types of the reservation and these, on all its nights and these. */
export interface Reach {
  readonly roomTypeIds: readonly number[];
  readonly from?: Night;
  /** Exclusive. */
  readonly to?: Night;
}

/**
 * A request to admission. `decide` is a pure function of the facts: it may be called again in another
 * transaction, so ids and codes are made before it, once.
 */
export interface Command {
  readonly name: string;
  readonly hotelId: number;
  /** The reservation it works on: its room types and nights are found and locked too. */
  readonly reservationId?: string;
  /** Nights it needs, known beforehand. */
  readonly touches: readonly Touch[];
  /** What a change of a reservation may use besides the nights that the reservation has. */
  readonly reach?: Reach;
  readonly key?: KeyClaim;
  /**
   * It wants one room more of each type on each touched night, and never above the limit: where one night has no room left it
   * is refused, whatever else is true.
   */
  readonly refusedWhenFull?: boolean;
  decide(facts: Facts): Verdict;
}

/** What admission answers. */
export type Answer =
  | { readonly accepted: true; readonly reply: Reply; readonly replayed: boolean }
  | { readonly accepted: false; readonly refusal: Refusal };

import type { CatalogueRow } from "../../../hotel/properties/facts.ts";
import type { RoomRow } from "../../../hotel/inventory/room_rows.ts";
import type { Night } from "../../../hotel/vocabulary/night.ts";
import { Table } from "./table.ts";

/** A row of `admission`. */
export interface AdmissionCells {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly roomsVersion: number;
}

/** A row of `room_night`. */
export interface NightCells {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly night: Night;
  readonly rooms: number;
  readonly outOfOrder: number;
  readonly blocked: number;
  readonly sold: number;
  readonly held: number;
  readonly allowance: number;
  readonly forced: number;
  readonly closed: boolean;
  readonly seats: Buffer;
}

/** A row of `reservation`; instants in milliseconds since 1970. */
export interface ReservationCells {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly confirmationCode: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly userId: string | null;
  readonly guestId: string | null;
  readonly source: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly feeMinor: number | null;
  readonly freeUntil: number;
  readonly lateFee: string;
  readonly expiresAt: number | null;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly channel: string;
}

/** A row of `stay`. */
export interface StayCells {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly stayNo: number;
  readonly roomTypeId: number;
  readonly from: Night;
  readonly to: Night;
  readonly guests: number;
  readonly status: string;
  readonly ratePlanId: number;
  /** The document as JSON. */
  readonly rate: string | null;
}

/** A row of `stay_night`. */
export interface StayNightCells {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly stayNo: number;
  readonly night: Night;
  readonly roomTypeId: number;
  readonly roomId: number | null;
  readonly priceMinor: number;
  readonly usedAs: string;
  readonly pinned: boolean;
}

/** A row of `hold`; the instant in milliseconds since 1970. */
export interface HoldCells {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly expiresAt: number;
  readonly reservationId: string;
}

/** A row of `idempotency_key`. */
export interface KeyCells {
  readonly hotelId: number;
  readonly principal: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly reservationId: string | null;
  readonly status: number;
  readonly reply: string;
}

/** A row of `rate_book`: what it says of charges and standing restrictions is nothing here. */
export interface RateBookCells {
  readonly hotelId: number;
  readonly version: number;
  readonly defaultRatePlanId: number;
}

/** A row of `rate_plan`. */
export interface RatePlanCells {
  readonly hotelId: number;
  readonly ratePlanId: number;
  readonly parentRatePlanId: number | null;
  /** The document. */
  readonly terms: object;
  readonly version: number;
}

/** A row of `rate_night`, as far as it is ever set here. */
export interface RateNightCells {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly night: Night;
  readonly ratePlanId: number;
  readonly priceMinor: number | null;
  readonly closed: boolean | null;
  readonly sellLimit: number | null;
}

/** A row of `outbox`; the instant in milliseconds since 1970. */
export interface EventCells {
  readonly eventId: number;
  readonly hotelId: number;
  readonly type: string;
  readonly version: number;
  readonly reservationId: string | null;
  readonly actor: string;
  readonly via: string;
  readonly requestId: string;
  readonly at: number;
  readonly data: unknown;
}

/** The tables that admission reads and writes. What it only reads about the catalogue never changes here. */
export class Tables {
  readonly admission = new Table<AdmissionCells>();
  readonly nights = new Table<NightCells>();
  readonly reservations = new Table<ReservationCells>();
  readonly stays = new Table<StayCells>();
  readonly stayNights = new Table<StayNightCells>();
  readonly holds = new Table<HoldCells>();
  readonly keys = new Table<KeyCells>();
  readonly witnesses = new Table<string>();
  readonly guests = new Table<string>();
  readonly events = new Table<EventCells>();
  readonly rateBooks = new Table<RateBookCells>();
  readonly ratePlans = new Table<RatePlanCells>();
  readonly rateNights = new Table<RateNightCells>();
  readonly rooms: RoomRow[] = [];
  readonly catalogue: CatalogueRow[] = [];
}

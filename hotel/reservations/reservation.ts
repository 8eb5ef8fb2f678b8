import type { Occupancy, UsedNight } from "../inventory/occupancy.ts";
import type { StayNight } from "../inventory/stay_night_rows.ts";
import type { CancellationTerms } from "../rates/cancellation.ts";
import type { Currency, MinorUnits } from "../vocabulary/money.ts";
import type { Night, StayDates } from "../vocabulary/night.ts";

/** Where a reservation stands. docs/life-cycles.md draws the ways between. */
export type ReservationStatus =
  | "pending"
  | "confirmed"
  | "checked_in"
  | "checked_out"
  | "expired"
  | "declined"
  | "cancelled"
  | "no_show";

/** Where one room of a reservation stands. */
export type StayStatus = "expected" | "in_house" | "departed" | "cancelled" | "no_show";

/** Where the money stands; separate from the reservation's status. */
export type PaymentStatus =
  | "none"
  | "authorised"
  | "captured"
  | "partially_refunded"
  | "refunded"
  | "voided"
  | "void_pending"
  | "failed";

/** The door a reservation came through. */
export type ReservationSource = "web" | "desk" | "partner" | "channel" | "import";

/** One room of a reservation. */
export interface Stay {
  /** From 1, in the order of the request. */
  readonly stayNo: number;
  /** The type that was booked and priced; the type that is occupied stands on the nights. */
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly guests: number;
  readonly status: StayStatus;
  /** In order of night; nights that are not used any more are among them, with their price. */
  readonly nights: readonly StayNight[];
}

/** A reservation with all its stays, as it is while its types are locked. */
export interface Reservation {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly confirmationCode: string;
  readonly status: ReservationStatus;
  readonly paymentStatus: PaymentStatus;
  readonly userId: string | null;
  readonly guestId: string | null;
  readonly source: ReservationSource;
  readonly currency: Currency;
  readonly totalMinor: MinorUnits;
  /** What a cancellation cost; null while there is none. */
  readonly feeMinor: MinorUnits | null;
  /** The policy as it was when booked. */
  readonly terms: CancellationTerms;
  /** When the hold runs out; null unless it was ever held. */
  readonly expiresAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly stays: readonly Stay[];
}

/** What each stay uses at present; stays that use nothing are left out. */
export function occupanciesOf(reservation: Reservation): Occupancy[] {
  return reservation.stays.map(occupancyOf).filter((occupancy) => occupancy.nights.length > 0);
}

/** What one stay uses at present. */
export function occupancyOf(stay: Stay): Occupancy {
  const nights: UsedNight[] = [];
  for (const { night, roomTypeId, roomId, usedAs, pinned } of stay.nights) {
    if (usedAs !== "none") nights.push({ night, roomTypeId, roomId, use: usedAs, pinned });
  }
  return { stayNo: stay.stayNo, nights };
}

/** The nights of a stay that count for its price: those within its dates. */
export function pricedNights(stay: Stay): readonly StayNight[] {
  return stay.nights.filter(({ night }) => night >= stay.dates.arrival && night < stay.dates.departure);
}

/** The stays that count for the price of a reservation: a room that was given up does not, unless all were. */
export function pricedStays(stays: readonly Stay[]): readonly Stay[] {
  const kept = stays.filter((stay) => stay.status !== "cancelled");
  return kept.length === 0 ? stays : kept;
}

/** The price of all stays. */
export function totalOf(stays: readonly Stay[]): MinorUnits {
  let total = 0;
  for (const stay of pricedStays(stays)) for (const night of pricedNights(stay)) total += night.priceMinor;
  return total;
}

/** The night on which the first guest is expected. */
export function firstArrival(stays: readonly Stay[]): Night {
  return Math.min(...stays.map((stay) => stay.dates.arrival));
}

/** A hold that has run out is expired for every reader, also before the sweeper has written it down. */
export function statusAt(reservation: Pick<Reservation, "status" | "expiresAt">, now: Date): ReservationStatus {
  if (reservation.status !== "pending" || reservation.expiresAt === null) return reservation.status;
  return reservation.expiresAt <= now ? "expired" : "pending";
}

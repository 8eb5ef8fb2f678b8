import type { Occupancy, UsedNight } from "../inventory/occupancy.ts";
import type { StayNight } from "../inventory/stay_night_rows.ts";
import type { AgreedRate } from "../rates/agreed_rate.ts";
import type { CancellationAgreement } from "../rates/agreement/cancellation_agreement.ts";
import type { PolicyFee } from "../rates/book/policies.ts";
import { totalOfLines } from "../rates/priced_stay.ts";
import type { Party } from "../rates/stay_ask.ts";
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
  /** Adults and children. */
  readonly guests: number;
  readonly status: StayStatus;
  /** Undefined: the base price of the room type, for adults, without charges, on the hotel's own terms. */
  readonly rate?: AgreedRate;
  /** In order of night; nights that are not used any more are among them, with their price. */
  readonly nights: readonly StayNight[];
}

/** What cancelling costs as a whole: the terms of stays that have none of their own, else the strictest of theirs. */
export interface CancellationTerms {
  /** The last instant at which cancelling costs nothing; of several rooms the earliest. */
  readonly freeUntil: Date;
  /** What it costs afterwards; each room may have another. */
  readonly lateFee: PolicyFee["kind"];
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
  /** Through what it was sold: `web`, `desk`, `partner` or the name of a channel; empty: not known. */
  readonly channel: string;
  /** Of the hotel: deadlines are shown by its clock. */
  readonly timeZone: string;
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

/** Who sleeps in the room. */
export function partyOf(stay: Pick<Stay, "guests" | "rate">): Party {
  return stay.rate?.party ?? { adults: stay.guests, childAges: [] };
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

/** The price of all stays: their nights and the charges that are added to them. */
export function totalOf(stays: readonly Stay[]): MinorUnits {
  let total = 0;
  for (const stay of pricedStays(stays)) total += totalOfStay(stay);
  return total;
}

/** The price of one stay. */
export function totalOfStay(stay: Stay): MinorUnits {
  return totalOfLines(pricedNights(stay), stay.rate?.charges ?? []);
}

/** The terms of a reservation as a whole: those of the room that is free to cancel for the shortest time. */
export function termsOf(agreements: readonly CancellationAgreement[]): CancellationTerms {
  const [first, ...others] = agreements;
  if (first === undefined) throw new RangeError("a reservation has at least one stay");
  const strictest = others.reduce((one, other) => (other.freeUntil < one.freeUntil ? other : one), first);
  return { freeUntil: strictest.freeUntil, lateFee: strictest.lateFee.kind };
}

/** What cancelling one stay costs, by its own terms or those of the reservation. */
export function agreementOf({ terms }: Pick<Reservation, "terms">, stay: Stay): CancellationAgreement {
  if (stay.rate !== undefined) return stay.rate.cancellation;
  // Stays with a percentage have terms of their own.
  const fee: PolicyFee = terms.lateFee === "percent" ? { kind: "full_stay" } : { kind: terms.lateFee };
  return { freeUntil: terms.freeUntil, lateFee: fee, noShowFee: fee };
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

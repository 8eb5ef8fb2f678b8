import { toDecimal } from "../vocabulary/money.ts";
import { formatNight } from "../vocabulary/night.ts";
import { shownDeadline } from "../vocabulary/shown_deadline.ts";
import type { PaymentTerms } from "../rates/book/policies.ts";
import { STANDARD_PLAN } from "../rates/book/rate_plan.ts";
import { eventStays } from "./decisions/event_stays.ts";
import { presentRate } from "./rate_presentation.ts";
import {
  agreementOf,
  partyOf,
  pricedNights,
  pricedStays,
  statusAt,
  termsOf,
  totalOfStay,
  type Reservation,
  type Stay,
} from "./reservation.ts";

/**
 * A reservation as the API shows it to staff, without the manage token and without personal data. Guests are not told
 * the `rooms`: reception leaves them out. A member that is undefined is not shown.
 */
export function presentReservation(reservation: Reservation, now: Date): Record<string, unknown> {
  const { currency, expiresAt, stays, createdAt, updatedAt } = reservation;
  // What was cancelled as a whole shows what it would have cost.
  const priced = reservation.status === "cancelled" ? stays : pricedStays(stays);
  const made = createdAt.toISOString();
  return {
    reservation_id: reservation.reservationId,
    confirmation_code: reservation.confirmationCode,
    hotel_id: reservation.hotelId,
    status: statusAt(reservation, now),
    payment_status: reservation.paymentStatus,
    user_id: reservation.userId ?? undefined,
    start_date: formatNight(Math.min(...stays.map((stay) => stay.dates.arrival))),
    end_date: formatNight(Math.max(...stays.map((stay) => stay.dates.departure))),
    total_price: toDecimal(reservation.totalMinor, currency),
    currency,
    nightly: priced.flatMap((stay) => nightlyOf(stay, currency)),
    stays: stays.map((stay) => presentStay(reservation, stay)),
    rooms: eventStays(stays),
    cancellation_policy: presentTerms(reservation),
    expires_at: reservation.status === "pending" ? expiresAt?.toISOString() : undefined,
    fee_amount: reservation.feeMinor === null ? undefined : toDecimal(reservation.feeMinor, currency),
    source: reservation.source,
    channel: reservation.channel === "" ? undefined : reservation.channel,
    version: reservation.version,
    created_at: made,
    updated_at: updatedAt === createdAt ? made : updatedAt.toISOString(),
  };
}

/** What a cancellation gives back and keeps: `refund_amount` is the total less the fee, released or repaid. */
export function presentCancellation(reservation: Reservation): Record<string, unknown> {
  const { currency, totalMinor } = reservation;
  const feeMinor = reservation.feeMinor ?? 0;
  return {
    reservation_id: reservation.reservationId,
    status: reservation.status,
    refund_amount: toDecimal(totalMinor - feeMinor, currency),
    fee_amount: toDecimal(feeMinor, currency),
    currency,
  };
}

// The room with the earliest deadline speaks for the reservation.
function presentTerms(reservation: Reservation): object {
  const { stays, timeZone } = reservation;
  const terms = termsOf(stays.map((stay) => agreementOf(reservation, stay)));
  const deadline = shownDeadline(timeZone, terms.freeUntil);
  return { free_until: deadline.instant, free_until_local: deadline.local, late_fee: terms.lateFee };
}

function presentStay(reservation: Reservation, stay: Stay): object {
  const { rate, dates, guests } = stay;
  const party = partyOf(stay);
  return {
    stay_no: stay.stayNo,
    room_type_id: stay.roomTypeId,
    start_date: formatNight(dates.arrival),
    end_date: formatNight(dates.departure),
    guests,
    status: stay.status,
    ...presentRate(
      {
        ratePlanId: rate?.ratePlanId ?? STANDARD_PLAN,
        plan: rate?.plan ?? null,
        party,
        charges: rate?.charges ?? [],
        cancellation: agreementOf(reservation, stay),
        payment: rate?.payment ?? PAID_AT_HOTEL,
      },
      { totalMinor: totalOfStay(stay), currency: reservation.currency, timeZone: reservation.timeZone },
    ),
  };
}

const PAID_AT_HOTEL: PaymentTerms = { kind: "pay_at_hotel", dueMinor: 0, dueAt: null };

function nightlyOf(stay: Stay, currency: string): object[] {
  return pricedNights(stay).map((night) => ({
    stay_no: stay.stayNo,
    date: formatNight(night.night),
    price: toDecimal(night.priceMinor, currency),
  }));
}

import { toDecimal } from "../vocabulary/money.ts";
import { formatNight } from "../vocabulary/night.ts";
import { eventStays } from "./decisions/event_stays.ts";
import { pricedNights, pricedStays, statusAt, type Reservation, type Stay } from "./reservation.ts";

/**
 * A reservation as the API shows it to staff, without the manage token and without personal data. Guests are not told
 * the `rooms`: reception leaves them out.
 */
export function presentReservation(reservation: Reservation, now: Date): Record<string, unknown> {
  const { currency, expiresAt, stays } = reservation;
  // What was cancelled as a whole shows what it would have cost.
  const priced = reservation.status === "cancelled" ? stays : pricedStays(stays);
  return {
    reservation_id: reservation.reservationId,
    confirmation_code: reservation.confirmationCode,
    hotel_id: reservation.hotelId,
    status: statusAt(reservation, now),
    payment_status: reservation.paymentStatus,
    ...(reservation.userId === null ? {} : { user_id: reservation.userId }),
    start_date: formatNight(Math.min(...stays.map((stay) => stay.dates.arrival))),
    end_date: formatNight(Math.max(...stays.map((stay) => stay.dates.departure))),
    total_price: toDecimal(reservation.totalMinor, currency),
    currency,
    nightly: priced.flatMap((stay) => nightlyOf(stay, currency)),
    stays: stays.map(presentStay),
    rooms: eventStays(stays),
    cancellation_policy: {
      free_until: reservation.terms.freeUntil.toISOString(),
      late_fee: reservation.terms.lateFee,
    },
    ...(reservation.status === "pending" && expiresAt !== null ? { expires_at: expiresAt.toISOString() } : {}),
    ...(reservation.feeMinor === null ? {} : { fee_amount: toDecimal(reservation.feeMinor, currency) }),
    source: reservation.source,
    version: reservation.version,
    created_at: reservation.createdAt.toISOString(),
    updated_at: reservation.updatedAt.toISOString(),
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

function presentStay(stay: Stay): object {
  return {
    stay_no: stay.stayNo,
    room_type_id: stay.roomTypeId,
    start_date: formatNight(stay.dates.arrival),
    end_date: formatNight(stay.dates.departure),
    guests: stay.guests,
    status: stay.status,
  };
}

function nightlyOf(stay: Stay, currency: string): object[] {
  return pricedNights(stay).map((night) => ({
    stay_no: stay.stayNo,
    date: formatNight(night.night),
    price: toDecimal(night.priceMinor, currency),
  }));
}

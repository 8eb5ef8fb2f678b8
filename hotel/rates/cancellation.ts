import type { HotelFacts, LateCancellationFee } from "../properties/facts.ts";
import { instantOf } from "../vocabulary/business_date.ts";
import type { MinorUnits } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";
import type { NightlyPrice } from "./price.ts";

/** What cancelling costs, frozen in the reservation when it is made. */
export interface CancellationTerms {
  /** The last instant at which cancelling costs nothing. */
  readonly freeUntil: Date;
  /** What it costs afterwards. */
  readonly lateFee: LateCancellationFee;
}

/** The part of a hotel that its cancellation terms depend on. */
export type CancellationPolicy = Pick<
  HotelFacts,
  "timeZone" | "checkInTime" | "freeCancellationDays" | "lateCancellationFee"
>;

/**
 * The terms of a stay booked now: free until check-in time, hotel wall time, so many days before arrival. The
 * days are calendar days, so a clock change in between moves the instant and not the time on the wall.
 */
export function cancellationTerms(hotel: CancellationPolicy, arrival: Night): CancellationTerms {
  return {
    freeUntil: instantOf(hotel.timeZone, arrival - hotel.freeCancellationDays, hotel.checkInTime),
    lateFee: hotel.lateCancellationFee,
  };
}

/**
 * What cancelling one stay costs at an instant, in minor units: nothing up to and including the deadline, then
 * nothing, its first night or all of it. Never more than the stay. A reservation pays the sum over its stays.
 *
 * @param nightly the frozen prices of the stay, in any order
 */
export function cancellationFee(terms: CancellationTerms, nightly: readonly NightlyPrice[], now: Date): MinorUnits {
  if (now.getTime() <= terms.freeUntil.getTime()) return 0;
  switch (terms.lateFee) {
    case "none":
      return 0;
    case "first_night":
      return priceOfFirstNight(nightly);
    case "full_stay":
      return nightly.reduce((total, { priceMinor }) => total + priceMinor, 0);
  }
}

function priceOfFirstNight(nightly: readonly NightlyPrice[]): MinorUnits {
  const [one, ...others] = nightly;
  if (one === undefined) return 0;
  return others.reduce((first, other) => (other.night < first.night ? other : first), one).priceMinor;
}

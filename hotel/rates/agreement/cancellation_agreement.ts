import type { HotelFacts } from "../../properties/facts.ts";
import { instantOf } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { CancellationRule, PolicyFee } from "../book/policies.ts";

/** What was agreed about cancelling when a reservation was made; frozen in it. */
export interface CancellationAgreement {
  /** The last instant at which cancelling costs nothing. May lie before the booking: then it was never free. */
  readonly freeUntil: Date;
  /** What cancelling costs afterwards. */
  readonly lateFee: PolicyFee;
  /** What it costs not to come. */
  readonly noShowFee: PolicyFee;
}

/** The part of a hotel that its cancellation agreements depend on. */
export type CancellationPolicy = Pick<
  HotelFacts,
  "timeZone" | "checkInTime" | "freeCancellationDays" | "lateCancellationFee"
>;

/**
 * What is agreed for a stay that is booked now. Days are counted on the calendar and end at check-in time on the hotel's wall, so
 * a clock change in between moves the instant and not the time on the wall; hours are counted back from the instant of check-in
 * on the day of arrival.
 *
 * @param rule the rate plan's; undefined: the hotel's own, by which a guest who does not come pays what a late cancellation costs
 */
export function cancellationAgreed(
  hotel: CancellationPolicy,
  rule: CancellationRule | undefined,
  arrival: Night,
  now: Date,
): CancellationAgreement {
  if (rule === undefined) return agreedByHotel(hotel, arrival);
  if (rule.kind === "non_refundable") {
    return { freeUntil: new Date(now), lateFee: rule.fee, noShowFee: rule.fee };
  }
  const { lateFee, noShowFee } = rule;
  return { freeUntil: deadlineOf(hotel, rule.before, arrival), lateFee, noShowFee };
}

function agreedByHotel(hotel: CancellationPolicy, arrival: Night): CancellationAgreement {
  const fee: PolicyFee = { kind: hotel.lateCancellationFee };
  const freeUntil = deadlineOf(hotel, { days: hotel.freeCancellationDays }, arrival);
  return { freeUntil, lateFee: fee, noShowFee: fee };
}

type TimeBefore = Extract<CancellationRule, { kind: "free_until" }>["before"];

const HOUR_IN_MS = 3_600_000;

function deadlineOf({ timeZone, checkInTime }: CancellationPolicy, before: TimeBefore, arrival: Night): Date {
  if ("days" in before) return instantOf(timeZone, arrival - before.days, checkInTime);
  return new Date(instantOf(timeZone, arrival, checkInTime).getTime() - before.hours * HOUR_IN_MS);
}

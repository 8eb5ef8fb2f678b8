import { Temporal } from "temporal-polyfill";
import type { Night } from "../../vocabulary/night.ts";
import type { CancellationAgreement } from "./cancellation_agreement.ts";

/** The agreement of a reservation whose arrival has moved, whatever the rate plan says today: {@link movedDeadline}. */
export function movedAgreement(
  agreement: CancellationAgreement,
  timeZone: string,
  arrival: { readonly from: Night; readonly to: Night },
  now: Date,
): CancellationAgreement {
  const freeUntil = movedDeadline(agreement.freeUntil, timeZone, arrival, now);
  return freeUntil === agreement.freeUntil ? agreement : { ...agreement, freeUntil };
}

/**
 * The deadline moves with the arrival by as many calendar days, at the same time on the hotel's wall. One that has passed stays
 * where it was: who had to pay for cancelling does not get out of it by moving the stay first.
 */
export function movedDeadline(
  deadline: Date,
  timeZone: string,
  arrival: { readonly from: Night; readonly to: Night },
  now: Date,
): Date {
  if (arrival.from === arrival.to || deadline.getTime() <= now.getTime()) return deadline;
  const there = Temporal.Instant.fromEpochMilliseconds(deadline.getTime()).toZonedDateTimeISO(timeZone);
  const days = arrival.to - arrival.from;
  const moved = there.toPlainDateTime().add({ days }).toZonedDateTime(timeZone, { disambiguation: "later" });
  return new Date(moved.epochMilliseconds);
}

import { Temporal } from "temporal-polyfill";
import type { Night } from "../../vocabulary/night.ts";
import type { CancellationAgreement } from "./cancellation_agreement.ts";

/**
 * The agreement of a reservation whose arrival has moved: the deadline moves by as many calendar days, at the same time on the
 * hotel's wall, whatever the rate plan says today. One that has passed stays where it was: who had to pay for cancelling does
 * not get out of it by moving the stay first.
 */
export function movedAgreement(
  agreement: CancellationAgreement,
  timeZone: string,
  arrival: { readonly from: Night; readonly to: Night },
  now: Date,
): CancellationAgreement {
  const { freeUntil } = agreement;
  if (arrival.from === arrival.to || freeUntil.getTime() <= now.getTime()) return agreement;
  return { ...agreement, freeUntil: movedDeadline(freeUntil, timeZone, arrival.to - arrival.from) };
}

function movedDeadline(deadline: Date, timeZone: string, days: number): Date {
  const there = Temporal.Instant.fromEpochMilliseconds(deadline.getTime()).toZonedDateTimeISO(timeZone);
  const moved = there.toPlainDateTime().add({ days }).toZonedDateTime(timeZone, { disambiguation: "later" });
  return new Date(moved.epochMilliseconds);
}

import type { HotelFacts } from "../../properties/facts.ts";
import { instantOf } from "../../vocabulary/business_date.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { DepositShare, PaymentRule, PaymentTerms } from "../book/policies.ts";
import { roundedShare } from "../rounding.ts";

/** What the payment terms of a booking depend on: the sums over its stays. */
export interface AgreedPrice {
  readonly firstNightMinor: MinorUnits;
  readonly totalMinor: MinorUnits;
}

/**
 * When and how much is paid for what is booked now. A deposit is at most the total, and due at check-in time of its day on the
 * hotel's wall; a day that is past, or the day of arrival, means at once. Where nothing is due there is no date.
 *
 * @param rule the rate plan's; undefined: pay at the hotel
 */
export function paymentAgreed(
  hotel: Pick<HotelFacts, "timeZone" | "checkInTime">,
  rule: PaymentRule | undefined,
  price: AgreedPrice,
  arrival: Night,
  now: Date,
): PaymentTerms {
  if (rule === undefined) return { kind: "pay_at_hotel", dueMinor: 0, dueAt: null };
  const dueMinor = dueBeforeArrival(rule, price);
  return { kind: rule.kind, dueMinor, dueAt: dueMinor === 0 ? null : dueAt(hotel, rule, arrival, now) };
}

function dueBeforeArrival(rule: PaymentRule, { firstNightMinor, totalMinor }: AgreedPrice): MinorUnits {
  if (rule.kind === "prepay") return totalMinor;
  if (rule.kind !== "deposit") return 0;
  return Math.min(depositOf(rule.share, firstNightMinor, totalMinor), totalMinor);
}

function depositOf(share: DepositShare, firstNightMinor: MinorUnits, totalMinor: MinorUnits): MinorUnits {
  switch (share.kind) {
    case "first_night":
      return firstNightMinor;
    case "percent":
      return roundedShare(totalMinor, share.basisPoints);
    case "amount":
      return share.amountMinor;
  }
}

function dueAt(
  hotel: Pick<HotelFacts, "timeZone" | "checkInTime">,
  rule: PaymentRule,
  arrival: Night,
  now: Date,
): Date {
  if (rule.kind !== "deposit" || rule.daysBefore === 0) return new Date(now);
  const day = instantOf(hotel.timeZone, arrival - rule.daysBefore, hotel.checkInTime);
  return day.getTime() < now.getTime() ? new Date(now) : day;
}

import type { MinorUnits } from "../../vocabulary/money.ts";
import { lengthOfStay, type StayDates } from "../../vocabulary/night.ts";
import type { LeadDiscount, LengthDiscount } from "../book/rate_plan.ts";
import { adjusted, adjustmentWords } from "./adjustment.ts";
import type { AskedStay } from "./asked_night.ts";
import { counted, leadWords } from "./lead_words.ts";
import type { PlanPrices } from "./plan_prices.ts";
import type { PriceTrace } from "./price_trace.ts";

/** What its length and the time before arrival take off every night of a stay. */
export interface StayDiscounts {
  readonly dates: StayDates;
  readonly length: LengthDiscount | undefined;
  readonly lead: LeadDiscount | undefined;
}

/** The discounts of a plan that a stay gets: of those by length the longest, of those by time the first that applies. */
export function stayDiscounts(plan: PlanPrices, stay: AskedStay, dates: StayDates): StayDiscounts {
  return {
    dates,
    length: plan.lengthDiscounts.length === 0 ? undefined : longest(plan.lengthDiscounts, lengthOfStay(dates)),
    lead: plan.leadDiscounts.length === 0 ? undefined : firstInTime(plan.leadDiscounts, stay.daysUntil(dates.arrival)),
  };
}

/** The price of a night after the discounts of its stay. */
export function withDiscounts(
  price: MinorUnits,
  { dates, length, lead }: StayDiscounts,
  stay: AskedStay,
  trace?: PriceTrace,
): MinorUnits {
  let discounted = price;
  if (length !== undefined) {
    discounted = adjusted(discounted, length.adjustment);
    trace?.add("length_discount", `${lengthWords(dates)} ${adjustmentWords(length.adjustment, trace)}`, discounted);
  }
  if (lead !== undefined) {
    discounted = adjusted(discounted, lead.adjustment);
    trace?.add("lead_discount", bookedWords(lead, stay.daysUntil(dates.arrival), trace), discounted);
  }
  return discounted;
}

function longest(discounts: readonly LengthDiscount[], nights: number): LengthDiscount | undefined {
  let best: LengthDiscount | undefined;
  for (const one of discounts) {
    if (one.minNights <= nights && (best === undefined || one.minNights > best.minNights)) best = one;
  }
  return best;
}

function firstInTime(discounts: readonly LeadDiscount[], days: number): LeadDiscount | undefined {
  for (const one of discounts) {
    if ((one.minDays === undefined || days >= one.minDays) && (one.maxDays === undefined || days <= one.maxDays)) {
      return one;
    }
  }
  return undefined;
}

function bookedWords({ name, adjustment }: LeadDiscount, days: number, trace: PriceTrace): string {
  return `booked ${leadWords(days)}: ${name} ${adjustmentWords(adjustment, trace)}`;
}

function lengthWords(dates: StayDates): string {
  return `stay of ${counted(lengthOfStay(dates), "night")}`;
}

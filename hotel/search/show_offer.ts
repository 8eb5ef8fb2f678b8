import { cancellationAgreed } from "../rates/agreement/cancellation_agreement.ts";
import { STANDARD_PLAN, type RatePlan } from "../rates/book/rate_plan.ts";
import type { Offer } from "../rates/offers.ts";
import type { Night } from "../vocabulary/night.ts";
import { shownDeadline } from "../vocabulary/shown_deadline.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import type { RoomOfSearch } from "./search_schemas.ts";

/** A rate plan as guests see it; undefined: the standard plan. */
export function showPlan(
  plan: RatePlan | undefined,
): Pick<RoomOfSearch, "rate_plan_id" | "rate_plan_code" | "meal_plan"> {
  return {
    rate_plan_id: plan?.ratePlanId ?? STANDARD_PLAN,
    rate_plan_code: plan?.code ?? "standard",
    meal_plan: plan?.mealPlan ?? "room_only",
  };
}

/** Until when cancelling is free, by the wall of the hotel; nothing when it never is. */
export function freeCancellation(
  { facts }: IndexedHotel,
  { plan }: Pick<Offer, "plan">,
  arrival: Night,
  now: Date,
): { free_cancellation_until?: string } {
  const { freeUntil } = cancellationAgreed(facts, plan?.cancellation, arrival, now);
  return freeUntil > now ? { free_cancellation_until: shownDeadline(facts.timeZone, freeUntil).local } : {};
}

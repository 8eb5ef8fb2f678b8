import { STANDARD_PLAN, type RatePlan } from "./book/rate_plan.ts";
import type { RateBook } from "./book/rate_book.ts";
import { priceStay } from "./price_stay.ts";
import type { PricedStay } from "./priced_stay.ts";
import { isOpenTo, isSoldFor, plansOf } from "./pricing/plan_on_sale.ts";
import { allowStay } from "./restrictions/allow_stay.ts";
import type { Buyer, RateFacts, StayAsk } from "./stay_ask.ts";

/** A stay under one plan as it can be bought now, but for whether there is a room. */
export interface Offer extends PricedStay {
  /** Undefined: the standard plan. */
  readonly plan: RatePlan | undefined;
}

/** Every plan under which this buyer may have the stay, with its price; the cheapest first, of equal ones that with the lower id. */
export function offersFor(facts: RateFacts, asked: Omit<StayAsk, "ratePlanId" | "extras">, buyer: Buyer): Offer[] {
  const offers: Offer[] = [];
  if (facts.book.standardPlanSold) addOffer(offers, facts, asked, undefined, buyer);
  for (const plan of visiblePlans(facts.book, asked.roomTypeId, buyer)) addOffer(offers, facts, asked, plan, buyer);
  return offers.toSorted((one, other) => one.totalMinor - other.totalMinor || one.ratePlanId - other.ratePlanId);
}

/** The plans for a room type that the buyer may see, by id; without the standard plan. */
export function visiblePlans(book: RateBook, roomTypeId: number, buyer: Buyer): RatePlan[] {
  return plansOf(book).filter((plan) => isSoldFor(book, plan, roomTypeId) && isOpenTo(plan.audience, buyer));
}

function addOffer(
  offers: Offer[],
  facts: RateFacts,
  asked: Omit<StayAsk, "ratePlanId" | "extras">,
  plan: RatePlan | undefined,
  buyer: Buyer,
): void {
  const ask: StayAsk = { ...asked, ratePlanId: plan?.ratePlanId ?? STANDARD_PLAN, extras: [] };
  if (!allowStay(facts, ask, buyer).accepted) return;
  const priced = priceStay(facts, ask, buyer);
  if (priced.accepted) offers.push({ ...priced.value, plan });
}

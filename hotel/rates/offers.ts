import { STANDARD_PLAN, type RatePlan } from "./book/rate_plan.ts";
import type { RateBook } from "./book/rate_book.ts";
import { priceStay } from "./price_stay.ts";
import type { PricedStay } from "./priced_stay.ts";
import { isVisible, plansOf } from "./pricing/plan_on_sale.ts";
import { allowStay } from "./restrictions/allow_stay.ts";
import type { Buyer, RateFacts, StayAsk } from "./stay_ask.ts";

/** A stay under one plan as it can be bought now, but for whether there is a room. */
export interface Offer extends PricedStay {
  /** Undefined: the standard plan. */
  readonly plan: RatePlan | undefined;
}

/** A stay, whatever the plan. */
export type AskedRoom = Omit<StayAsk, "ratePlanId" | "extras">;

/** Every plan under which this buyer may have the stay, with its price; the cheapest first, of equal ones that with the lower id. */
export function offersFor(facts: RateFacts, asked: AskedRoom, buyer: Buyer): Offer[] {
  const visible: (RatePlan | undefined)[] = visiblePlans(facts.book, asked.roomTypeId, buyer);
  const plans = facts.book.standardPlanSold ? [undefined, ...visible] : visible;
  const offers = plans.flatMap((plan) => offerUnder(facts, asked, plan, buyer) ?? []);
  return offers.toSorted((one, other) => one.totalMinor - other.totalMinor || one.ratePlanId - other.ratePlanId);
}

/** The first of {@link offersFor}, found without the others. */
export function cheapestFor(facts: RateFacts, asked: AskedRoom, buyer: Buyer): Offer | undefined {
  const { book } = facts;
  let best = book.standardPlanSold ? offerUnder(facts, asked, undefined, buyer) : undefined;
  for (const plan of plansOf(book)) {
    if (!isVisible(book, plan, asked.roomTypeId, buyer)) continue;
    const offer = offerUnder(facts, asked, plan, buyer);
    // Plans come by id: of equal ones the first stays.
    if (offer !== undefined && (best === undefined || offer.totalMinor < best.totalMinor)) best = offer;
  }
  return best;
}

/** The plans for a room type that the buyer may see, by id; without the standard plan. */
export function visiblePlans(book: RateBook, roomTypeId: number, buyer: Buyer): RatePlan[] {
  return plansOf(book).filter((plan) => isVisible(book, plan, roomTypeId, buyer));
}

const NO_EXTRAS: StayAsk["extras"] = [];

function offerUnder(
  facts: RateFacts,
  { roomTypeId, dates, party, rooms = 1 }: AskedRoom,
  plan: RatePlan | undefined,
  buyer: Buyer,
): Offer | undefined {
  const ratePlanId = plan?.ratePlanId ?? STANDARD_PLAN;
  const ask = { roomTypeId, dates, party, ratePlanId, extras: NO_EXTRAS, rooms };
  if (!allowStay(facts, ask, buyer).accepted) return undefined;
  const priced = priceStay(facts, ask, buyer);
  if (!priced.accepted) return undefined;
  const { nightly, charges, totalMinor } = priced.value;
  return { ratePlanId, nightly, charges, totalMinor, plan };
}

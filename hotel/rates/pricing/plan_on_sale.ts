import { STANDARD_PLAN, type Audience, type RatePlan } from "../book/rate_plan.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { Buyer } from "../stay_ask.ts";
import { standardPrices, type PlanPrices } from "./plan_prices.ts";

/** The prices of a plan that this buyer can have for this room type; undefined when there are none, for whatever reason. */
export function planOnSale(
  book: RateBook,
  ratePlanId: number,
  roomTypeId: number,
  buyer: Buyer,
): PlanPrices | undefined {
  if (ratePlanId === STANDARD_PLAN) return book.standardPlanSold ? standardPrices : undefined;
  const plan = book.plans.get(ratePlanId);
  return plan !== undefined && isVisible(book, plan, roomTypeId, buyer) ? plan : undefined;
}

/** Whether a plan is sold for a room type to this buyer. */
export function isVisible(book: RateBook, plan: RatePlan, roomTypeId: number, buyer: Buyer): boolean {
  return isSoldFor(book, plan, roomTypeId) && isOpenTo(plan.audience, buyer);
}

/** Whether a plan is sold for a room type, to whomever: it and every plan it is derived from are in use. */
export function isSoldFor(book: RateBook, plan: RatePlan, roomTypeId: number): boolean {
  if (plan.roomTypeIds !== undefined && !plan.roomTypeIds.includes(roomTypeId)) return false;
  return isInUse(book, plan);
}

/** Whether an audience has this buyer in it. */
export function isOpenTo(audience: Audience, buyer: Buyer): boolean {
  switch (audience.kind) {
    case "public":
      return true;
    case "members":
      return buyer.member;
    case "promo_code":
      return buyer.promoCode !== undefined && buyer.promoCode === audience.code.toLowerCase();
    case "channel":
      return buyer.channel === audience.channel.toLowerCase();
    case "company":
      return buyer.company !== undefined && buyer.company === audience.code.toLowerCase();
  }
}

/** A chain cannot be longer than there are plans: one that is goes in a circle, and has no price. */
function isInUse(book: RateBook, plan: RatePlan): boolean {
  let one: RatePlan = plan;
  for (let depth = 0; depth <= book.plans.size; depth += 1) {
    if (one.status !== "active") return false;
    if (one.basis.kind === "base" || one.basis.ratePlanId === STANDARD_PLAN) return true;
    const parent = book.plans.get(one.basis.ratePlanId);
    if (parent === undefined) return false;
    one = parent;
  }
  return false;
}

/** Everything that is sold for a room type, to whomever: the standard plan first, then the others by id. */
export function plansSoldFor(book: RateBook, roomTypeId: number): PlanPrices[] {
  const plans: PlanPrices[] = plansOf(book).filter((plan) => isSoldFor(book, plan, roomTypeId));
  return book.standardPlanSold ? [standardPrices, ...plans] : plans;
}

const NONE: readonly RatePlan[] = [];
const sorted = new WeakMap<RateBook, readonly RatePlan[]>();

/** Every plan of a book, by id. A book never changes, so they are put in order once. */
export function plansOf(book: RateBook): readonly RatePlan[] {
  if (book.plans.size === 0) return NONE;
  const known = sorted.get(book);
  if (known !== undefined) return known;
  const plans = [...book.plans.values()].toSorted((one, other) => one.ratePlanId - other.ratePlanId);
  sorted.set(book, plans);
  return plans;
}

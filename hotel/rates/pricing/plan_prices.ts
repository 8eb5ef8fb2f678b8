import { parentIdOf, STANDARD_PLAN, type RatePlan } from "../book/rate_plan.ts";
import type { RateBook } from "../book/rate_book.ts";

/** What of a plan makes prices. */
export type PlanPrices = Pick<
  RatePlan,
  "ratePlanId" | "name" | "basis" | "prices" | "occupancy" | "lengthDiscounts" | "leadDiscounts" | "dynamic"
>;

/** The plan that needs no entry: the base price of the room type, or what was set for the night, for any number of guests. */
export const standardPrices: PlanPrices = {
  ratePlanId: STANDARD_PLAN,
  name: "the standard plan",
  basis: { kind: "base" },
  prices: [],
  occupancy: { includedAdults: Number.MAX_SAFE_INTEGER, extraAdultMinor: 0, children: [] },
  lengthDiscounts: [],
  leadDiscounts: [],
  dynamic: { rules: [] },
};

/** The prices of a plan of the book, the standard plan too; undefined when it has none with this id. */
export function planPrices(book: RateBook, ratePlanId: number): PlanPrices | undefined {
  return ratePlanId === STANDARD_PLAN ? standardPrices : book.plans.get(ratePlanId);
}

/** The plan that another is derived from; undefined for one with prices of its own. */
export function parentOf(book: RateBook, plan: PlanPrices): PlanPrices | undefined {
  const parentId = parentIdOf(plan);
  return parentId === undefined ? undefined : planPrices(book, parentId);
}

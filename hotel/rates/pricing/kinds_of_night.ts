import type { Night } from "../../vocabulary/night.ts";
import type { RateBook } from "../book/rate_book.ts";
import { parentOf, type PlanPrices } from "./plan_prices.ts";
import type { RuleScope } from "../book/scope.ts";

const DAYS_OF_THE_WEEK = 7;

/**
 * A small number for each night such that nights with the same number are alike to every rule for prices in the book: they lie
 * between the same two dates that a rule names, on the same day of the week. 0 for all nights when no rule asks.
 */
export function kindsOfNight(plans: readonly PlanPrices[]): (night: Night) => number {
  const scopes = plans.flatMap((plan) => [...plan.prices, ...plan.dynamic.rules]);
  const bounds = boundsOf(scopes);
  if (bounds.length === 0 && scopes.every(({ weekdays }) => weekdays === undefined)) return () => 0;
  return (night) => periodOf(bounds, night) * DAYS_OF_THE_WEEK + (night % DAYS_OF_THE_WEEK);
}

/** The plans and all that they are derived from. */
export function withAncestors(book: RateBook, plans: readonly PlanPrices[]): PlanPrices[] {
  const all = new Set(plans);
  // A set hands out what is added to it while it is walked through.
  for (const plan of all) {
    const parent = parentOf(book, plan);
    if (parent !== undefined) all.add(parent);
  }
  return [...all];
}

/** The nights on which a rule begins, or on which it does not apply any more. */
function boundsOf(scopes: readonly RuleScope[]): readonly Night[] {
  const bounds = scopes.flatMap(({ from, until }) => [from, until === undefined ? undefined : until + 1]);
  return [...new Set(bounds.filter((bound) => bound !== undefined))].toSorted((one, other) => one - other);
}

/** How many bounds lie on or before the night. */
function periodOf(bounds: readonly Night[], night: Night): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? Infinity) <= night) low = middle + 1;
    else high = middle;
  }
  return low;
}

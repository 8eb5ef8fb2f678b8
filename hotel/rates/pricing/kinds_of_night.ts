import type { Night } from "../../vocabulary/night.ts";
import type { PlanPrices } from "./plan_prices.ts";
import type { RuleScope } from "../book/scope.ts";

const DAYS_OF_THE_WEEK = 7;

/**
 * A small number for each night such that nights with the same number are alike to every rule for prices of these plans: they lie
 * between the same two dates that a rule names, on the same day of the week. 0 for all nights when no rule asks.
 */
export function kindsOfNight(plans: readonly PlanPrices[]): (night: Night) => number {
  const scopes = plans.flatMap((plan) => [...plan.prices, ...plan.dynamic.rules]);
  const bounds = boundsOf(scopes);
  if (bounds.length === 0 && scopes.every(({ weekdays }) => weekdays === undefined)) return () => 0;
  return (night) => periodOf(bounds, night) * DAYS_OF_THE_WEEK + (night % DAYS_OF_THE_WEEK);
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

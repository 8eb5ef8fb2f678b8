import type { MinorUnits } from "../../vocabulary/money.ts";
import { isInScope, type RuleScope } from "../book/scope.ts";
import type { DemandRule, DynamicPrices, PriceRule } from "../book/rate_plan.ts";
import type { RateNight } from "../book/rate_night.ts";
import { adjusted, adjustmentWords } from "./adjustment.ts";
import type { NightToPrice } from "./asked_night.ts";
import { parentOf, type PlanPrices } from "./plan_prices.ts";
import type { PriceTrace } from "./price_trace.ts";
import { scopeWords } from "./scope_words.ts";

/** What the rules for demand make of the price of a night. */
export type DemandStep<Night extends NightToPrice> = (
  price: MinorUnits,
  rules: readonly DemandRule[],
  night: Night,
  trace: PriceTrace | undefined,
) => MinorUnits;

/**
 * The price of a night of the room for the guests that are included, before discounts: where it starts, the plan's rules in
 * their order, demand, floor and ceiling. A derived plan starts from this price of its parent. The plan and those it is
 * derived from must be there and end somewhere: {@link planOnSale} makes sure of it.
 *
 * @param byDemand lets the same chain give the lowest price that demand can make
 */
export function roomPrice<Night extends NightToPrice>(
  plan: PlanPrices,
  night: Night,
  byDemand: DemandStep<Night>,
  trace?: PriceTrace,
): MinorUnits {
  const start = startingPrice(plan, night, byDemand, trace);
  const ruled = plan.prices.length === 0 ? start : withRules(start, plan.prices, night, trace);
  const { rules } = plan.dynamic;
  const demanded = rules.length === 0 ? ruled : byDemand(ruled, rules, night, trace);
  return withinBounds(demanded, plan.dynamic, trace);
}

function startingPrice<Night extends NightToPrice>(
  plan: PlanPrices,
  night: Night,
  byDemand: DemandStep<Night>,
  trace: PriceTrace | undefined,
): MinorUnits {
  const set = night.set.length === 0 ? undefined : priceSet(night.set, plan.ratePlanId);
  if (set !== undefined) {
    trace?.add("set_price", `set for the night ${trace.money(set)}`, set);
    return set;
  }
  const rule = lastPrice(plan.prices, night);
  if (rule !== undefined) {
    trace?.add("price_rule", `${scopeWords(rule)} ${trace.money(rule.priceMinor)}`, rule.priceMinor);
    return rule.priceMinor;
  }
  return plan.basis.kind === "derived" ? derivedPrice(plan, night, byDemand, trace) : basePrice(night, trace);
}

function priceSet(nights: readonly RateNight[], ratePlanId: number): MinorUnits | undefined {
  for (const one of nights) {
    if (one.ratePlanId === ratePlanId && one.priceMinor !== undefined) return one.priceMinor;
  }
  return undefined;
}

type FixedPrice = RuleScope & { readonly priceMinor: MinorUnits };

/** The later a rule stands, the more particular it is: whoever adds one means it to count. */
function lastPrice(prices: readonly PriceRule[], { roomType, night }: NightToPrice): FixedPrice | undefined {
  for (let index = prices.length - 1; index >= 0; index -= 1) {
    const rule = prices[index];
    if (rule !== undefined && "priceMinor" in rule && isInScope(rule, roomType.roomTypeId, night)) return rule;
  }
  return undefined;
}

function basePrice({ roomType }: NightToPrice, trace: PriceTrace | undefined): MinorUnits {
  const price = roomType.basePriceMinor;
  trace?.add("base", `base ${trace.money(price)}`, price);
  return price;
}

function derivedPrice<Night extends NightToPrice>(
  plan: PlanPrices,
  night: Night,
  byDemand: DemandStep<Night>,
  trace: PriceTrace | undefined,
): MinorUnits {
  const parent = parentOf(night.book, plan);
  if (parent === undefined || plan.basis.kind !== "derived") {
    throw new Error(`rate plan ${plan.ratePlanId} is derived from one that is not there`);
  }
  const { adjustment } = plan.basis;
  const price = adjusted(roomPrice(parent, night, byDemand, trace), adjustment);
  trace?.add("derived", `derived from ${parent.name} ${adjustmentWords(adjustment, trace)}`, price);
  return price;
}

function withRules(
  start: MinorUnits,
  rules: readonly PriceRule[],
  { roomType, night }: NightToPrice,
  trace: PriceTrace | undefined,
): MinorUnits {
  let price = start;
  for (const rule of rules) {
    if ("priceMinor" in rule || !isInScope(rule, roomType.roomTypeId, night)) continue;
    price = adjusted(price, rule);
    trace?.add("adjustment", `${scopeWords(rule)} ${adjustmentWords(rule, trace)}`, price);
  }
  return price;
}

/** Where a floor lies above the ceiling, the ceiling holds. */
function withinBounds(
  price: MinorUnits,
  { floorMinor, ceilingMinor }: DynamicPrices,
  trace: PriceTrace | undefined,
): MinorUnits {
  let bounded = price;
  if (floorMinor !== undefined) {
    bounded = Math.max(price, floorMinor);
    trace?.add("floor", `floor ${trace.money(floorMinor)} ${appliedWords(bounded !== price)}`, bounded);
  }
  if (ceilingMinor === undefined) return bounded;
  const capped = Math.min(bounded, ceilingMinor);
  trace?.add("ceiling", `ceiling ${trace.money(ceilingMinor)} ${appliedWords(capped !== bounded)}`, capped);
  return capped;
}

function appliedWords(applied: boolean): string {
  return applied ? "applied" : "not reached";
}

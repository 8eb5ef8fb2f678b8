import type { Night } from "../../vocabulary/night.ts";
import { isInScope } from "../book/scope.ts";
import type { Buyer, RateFacts, StayAsk } from "../stay_ask.ts";
import { concerns, plansWithin, rulesOfPlan, type ScopedRestriction } from "./rules_of_plan.ts";

/** A count that a sell limit asks for: see `soldUnder` of `RateFacts`. */
export interface LimitedScope {
  readonly night: Night;
  readonly ratePlanId: number;
  readonly channel: string;
}

/**
 * The counts that the sell limits of a stay ask for, each once; empty for nearly every stay. Admission reads them under its
 * lock and then asks `allowStay` again.
 */
export function hasSellLimit(facts: RateFacts, ask: StayAsk, buyer: Buyer): readonly LimitedScope[] {
  const { roomTypeId, dates } = ask;
  const rules = rulesOfPlan(facts.book, ask.ratePlanId);
  let scopes: LimitedScope[] | undefined;
  for (let night = dates.arrival; night < dates.departure; night += 1) {
    for (const rule of rules.standing) {
      if (rule.sellLimit === undefined || (rule.channel !== "" && rule.channel !== buyer.channel)) continue;
      if (isInScope(rule, roomTypeId, night)) addScopes((scopes ??= []), facts, rule, night);
    }
    for (const row of facts.nights(roomTypeId, night)) {
      if (row.sellLimit === undefined || !concerns(rules, row, buyer.channel)) continue;
      addScopes((scopes ??= []), facts, row, night);
    }
  }
  return scopes ?? NONE;
}

const NONE: readonly LimitedScope[] = [];

function addScopes(scopes: LimitedScope[], facts: RateFacts, rule: ScopedRestriction, night: Night): void {
  const { channel } = rule;
  for (const ratePlanId of plansWithin(facts.book, rule.ratePlanId)) {
    const isKnown = scopes.some(
      (scope) => scope.night === night && scope.ratePlanId === ratePlanId && scope.channel === channel,
    );
    if (!isKnown) scopes.push({ night, ratePlanId, channel });
  }
}

import type { MinorUnits } from "../../vocabulary/money.ts";
import type { DemandCondition, DemandRule } from "../book/rate_plan.ts";
import { isInScope } from "../book/scope.ts";
import type { NightDemand } from "../stay_ask.ts";
import { adjusted, adjustmentWords } from "./adjustment.ts";
import type { AskedNight } from "./asked_night.ts";
import { counted, leadWords } from "./lead_words.ts";
import type { PriceTrace } from "./price_trace.ts";
import { weekdayWords } from "./scope_words.ts";

/** The price after every rule for demand that applies to the night, in their order. */
export function withDemand(
  start: MinorUnits,
  rules: readonly DemandRule[],
  night: AskedNight,
  trace: PriceTrace | undefined,
): MinorUnits {
  let price = start;
  for (const rule of rules) {
    if (!isInScope(rule, night.roomType.roomTypeId, night.night) || !isDemanded(rule.when, night)) continue;
    price = adjusted(price, rule.adjustment);
    trace?.add("demand", `${ruleWords(rule, night)} ${adjustmentWords(rule.adjustment, trace)}`, price);
  }
  return price;
}

/** Each part of the condition that is there must hold; what is not asked for is not looked up. */
function isDemanded(when: DemandCondition, night: AskedNight): boolean {
  return isUsed(when, night) && isPickedUp(when, night) && isNear(when, night);
}

/** Compared without a division, so that 4 of 5 rooms are 80 % to the last digit. */
function isUsed({ minOccupancy, maxOccupancy }: DemandCondition, night: AskedNight): boolean {
  if (minOccupancy === undefined && maxOccupancy === undefined) return true;
  const { usedRooms, physicalRooms } = night.demand();
  const used = usedRooms * 10_000;
  if (minOccupancy !== undefined && used < minOccupancy * physicalRooms) return false;
  return maxOccupancy === undefined || used <= maxOccupancy * physicalRooms;
}

function isPickedUp({ pickup }: DemandCondition, night: AskedNight): boolean {
  return pickup === undefined || night.pickup(pickup.days) >= pickup.minRooms;
}

function isNear({ minLeadDays, maxLeadDays }: DemandCondition, night: AskedNight): boolean {
  if (minLeadDays === undefined && maxLeadDays === undefined) return true;
  const days = night.leadDays();
  if (minLeadDays !== undefined && days < minLeadDays) return false;
  return maxLeadDays === undefined || days <= maxLeadDays;
}

/** What was found and the name of the rule: `occupancy 82 %, 3 days ahead: high demand`. */
function ruleWords({ name, weekdays, when }: DemandRule, night: AskedNight): string {
  const found = [
    when.minOccupancy === undefined && when.maxOccupancy === undefined ? "" : occupancyWords(night.demand()),
    when.pickup === undefined ? "" : pickupWords(when.pickup.days, night),
    when.minLeadDays === undefined && when.maxLeadDays === undefined ? "" : leadWords(night.leadDays()),
    weekdayWords(weekdays),
  ].filter((part) => part !== "");
  return found.length === 0 ? name : `${found.join(", ")}: ${name}`;
}

/** Rounded down: 79.96 % must not read like the 80 % that it has not reached. */
function occupancyWords({ usedRooms, physicalRooms }: NightDemand): string {
  return `occupancy ${Math.floor((usedRooms * 1_000) / physicalRooms) / 10} %`;
}

function pickupWords(days: number, night: AskedNight): string {
  return `${counted(night.pickup(days), "room")} picked up in ${counted(days, "day")}`;
}

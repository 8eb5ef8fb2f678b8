import { lengthOfStay } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { Buyer, RateFacts, StayAsk } from "../stay_ask.ts";
import { restrictionsInTheWay, type RestrictionInTheWay } from "./stay_check.ts";

export type { RestrictionInTheWay } from "./stay_check.ts";

/**
 * Whether the hotel sells the stay: every restriction that is about it must let it pass, those of the book, of the plan, of the
 * plans it inherits from and of single nights, on every channel and on the buyer's. Refuses with `restricted`; the member
 * `restrictions` names every rule in the way. Search, quote and booking ask here, so that they say the same.
 */
export function allowStay(facts: RateFacts, ask: StayAsk, buyer: Buyer): Decision<true> {
  const restrictions = restrictionsInTheWay(facts, ask, buyer);
  const [first] = restrictions;
  if (first === undefined) return ALLOWED;
  return refuse("restricted", sentence(first, lengthOfStay(ask.dates)), { restrictions });
}

/** Every rule that is in the way of a stay, in the order of dates; empty when the hotel sells it. */
export function whyNot(facts: RateFacts, ask: StayAsk, buyer: Buyer): readonly RestrictionInTheWay[] {
  return restrictionsInTheWay(facts, ask, buyer);
}

const ALLOWED: Decision<true> = accept(true);

function sentence({ date, rule, value }: RestrictionInTheWay, length: number): string {
  switch (rule) {
    case "closed":
      return `The night of ${date} is closed.`;
    case "closed_to_arrival":
      return `No stay may begin on ${date}.`;
    case "closed_to_departure":
      return `No stay may end on ${date}.`;
    case "min_stay_arrival":
      return `A stay that begins on ${date} is at least ${counted(value, "night")} long.`;
    case "max_stay_arrival":
      return `A stay that begins on ${date} is at most ${counted(value, "night")} long.`;
    case "min_stay_through":
      return `A stay over the night of ${date} is at least ${counted(value, "night")} long.`;
    case "max_stay_through":
      return `A stay over the night of ${date} is at most ${counted(value, "night")} long.`;
    case "min_advance_days":
      return `A stay that begins on ${date} is booked at least ${counted(value, "day")} before.`;
    case "max_advance_days":
      return `A stay that begins on ${date} is booked at most ${counted(value, "day")} before.`;
    case "same_day_cutoff_hour":
      return `On ${date} itself the hotel sells until ${String(value).padStart(2, "0")}:00 by its own clock.`;
    case "sell_limit":
      return `The night of ${date} is sold up to its limit of ${counted(value, "room")}.`;
    case "stay_pattern":
      return `A stay that begins on ${date} may not be ${counted(length, "night")} long.`;
  }
}

function counted(value: RestrictionInTheWay["value"], unit: string): string {
  return `${value} ${unit}${value === 1 ? "" : "s"}`;
}

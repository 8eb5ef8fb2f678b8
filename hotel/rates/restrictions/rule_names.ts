import type { Restriction } from "../book/restriction.ts";

/** What each part of a restriction is called in the API and in the table `rate_night`, in the order in which they are shown. */
export const RULE_NAMES = {
  closed: "closed",
  closedToArrival: "closed_to_arrival",
  closedToDeparture: "closed_to_departure",
  minStayArrival: "min_stay_arrival",
  maxStayArrival: "max_stay_arrival",
  minStayThrough: "min_stay_through",
  maxStayThrough: "max_stay_through",
  minAdvanceDays: "min_advance_days",
  maxAdvanceDays: "max_advance_days",
  sameDayCutoffHour: "same_day_cutoff_hour",
  sellLimit: "sell_limit",
  stayPattern: "stay_pattern",
} as const satisfies Record<keyof Restriction, string>;

/** A rule that may stand in the way of a stay, as the API spells it. */
export type RuleName = (typeof RULE_NAMES)[keyof Restriction];

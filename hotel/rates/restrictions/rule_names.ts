import type { Restriction } from "../book/restriction.ts";
import { present } from "../present.ts";

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

/** The parts of a restriction of which one may not be above the other. */
export const LEAST_AND_MOST = [
  ["minStayArrival", "maxStayArrival"],
  ["minStayThrough", "maxStayThrough"],
  ["minAdvanceDays", "maxAdvanceDays"],
] as const satisfies readonly (readonly [least: keyof Restriction, most: keyof Restriction])[];

/** A restriction as the API spells it. */
export type NamedRestriction = {
  [Key in keyof Restriction as (typeof RULE_NAMES)[Key]]: Restriction[Key];
};

const RULES = Object.entries(RULE_NAMES) as readonly [keyof Restriction, RuleName][];

/** A restriction from the API's spelling, without what is not set and what is no restriction. */
export function restrictionOf(named: NamedRestriction): Restriction {
  // The type follows from the table that the entries are made by: a name that one has, the other has.
  return present(Object.fromEntries(RULES.map(([key, name]) => [key, named[name]]))) as Restriction;
}

/** A restriction in the API's spelling, without what is not set and what is no restriction. */
export function namedRestriction(restriction: Restriction): NamedRestriction {
  return present(Object.fromEntries(RULES.map(([key, name]) => [name, restriction[key]]))) as NamedRestriction;
}

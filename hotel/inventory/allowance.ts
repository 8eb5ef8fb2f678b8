import { shareOf } from "../vocabulary/money.ts";
import type { Night, StayDates } from "../vocabulary/night.ts";

/** How many rooms may be sold beyond those that exist: a share of them in basis points, or a number of rooms. */
export type Allowance = { readonly basisPoints: number } | { readonly extraRooms: number };

/** An allowance for the nights of a range, instead of the type's own. */
export interface AllowancePeriod {
  readonly nights: StayDates;
  readonly allowance: Allowance;
}

/** The allowances of one room type. */
export interface AllowanceRule {
  /** The type's own, in basis points of its rooms. */
  readonly basisPoints: number;
  /** The oldest first: of those that cover a night, the newest counts. */
  readonly periods: readonly AllowancePeriod[];
}

/**
 * Rooms that may be sold beyond those that exist on a night, rounded down. A share is one of all rooms of the type that
 * are not retired: a room that is out of order for a week does not change what the hotel expects not to come.
 */
export function allowanceOn(rule: AllowanceRule, night: Night, rooms: number): number {
  const period = rule.periods.findLast(({ nights }) => nights.arrival <= night && night < nights.departure);
  const allowance = period?.allowance ?? { basisPoints: rule.basisPoints };
  return "extraRooms" in allowance ? allowance.extraRooms : shareOf(rooms, allowance.basisPoints);
}

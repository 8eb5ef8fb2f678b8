import type { Night } from "../../vocabulary/night.ts";

/** Days of the week as bits: Monday 1, Tuesday 2, ... Sunday 64; 127 is every day. */
export type Weekdays = number;

/** Every day of the week. */
export const EVERY_DAY: Weekdays = 127;

/** Which nights and room types a rule is about; what is left out means all of them. */
export interface RuleScope {
  /** First night. */
  readonly from?: Night;
  /** Last night, inclusive: seasons are written that way. */
  readonly until?: Night;
  /** Nights that begin on these days. */
  readonly weekdays?: Weekdays;
  readonly roomTypeIds?: readonly number[];
}

/** The day of the week on which a night begins, as its bit. 1970-01-01 was a Thursday. */
export function weekdayOf(night: Night): Weekdays {
  return 1 << ((night + 3) % 7);
}

/** Whether a rule is about a night of a room type. */
export function isInScope(scope: RuleScope, roomTypeId: number, night: Night): boolean {
  if (scope.from !== undefined && night < scope.from) return false;
  if (scope.until !== undefined && night > scope.until) return false;
  if (scope.weekdays !== undefined && (scope.weekdays & weekdayOf(night)) === 0) return false;
  return scope.roomTypeIds === undefined || scope.roomTypeIds.includes(roomTypeId);
}

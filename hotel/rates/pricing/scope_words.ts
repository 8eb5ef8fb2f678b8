import { formatNight, type Night } from "../../vocabulary/night.ts";
import type { RuleScope, Weekdays } from "../book/scope.ts";
import { EVERY_DAY } from "../book/scope.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const [THURSDAY, FRIDAY, SATURDAY, SUNDAY] = [8, 16, 32, 64] as const;

// Hotels differ in when a weekend begins and ends; each of these is called one, and the other days its weekdays.
const WEEKENDS = [FRIDAY + SATURDAY, SATURDAY + SUNDAY, FRIDAY + SATURDAY + SUNDAY, THURSDAY + FRIDAY + SATURDAY];

/** The nights of a rule as a person would name them: `weekend 2026-06-01 to 2026-08-31`. Its room types are left out. */
export function scopeWords(scope: RuleScope): string {
  const parts = [weekdayWords(scope.weekdays), periodWords(scope.from, scope.until)];
  return parts.filter((part) => part !== "").join(" ") || "every night";
}

/** `weekend`, `weekdays`, `Sunday`, `Monday, Wednesday`; empty for every day. */
export function weekdayWords(weekdays: Weekdays = EVERY_DAY): string {
  if (weekdays === EVERY_DAY) return "";
  if (WEEKENDS.includes(weekdays)) return "weekend";
  if (WEEKENDS.includes(EVERY_DAY - weekdays)) return "weekdays";
  return DAYS.filter((_, day) => (weekdays & (1 << day)) !== 0).join(", ");
}

function periodWords(from: Night | undefined, until: Night | undefined): string {
  if (from === undefined) return until === undefined ? "" : `until ${formatNight(until)}`;
  if (until === undefined) return `from ${formatNight(from)}`;
  return from === until ? formatNight(from) : `${formatNight(from)} to ${formatNight(until)}`;
}

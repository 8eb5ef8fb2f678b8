import type { Weekdays } from "./scope.ts";

/** The days of the week as the API spells them; the place of each is that of its bit. */
export const WEEKDAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day of the week in the API. */
export type WeekdayName = (typeof WEEKDAY_NAMES)[number];

/** The days as bits; every day when none is named. */
export function weekdaysOf(names: readonly WeekdayName[] = WEEKDAY_NAMES): Weekdays {
  return names.reduce((days, name) => days | (1 << WEEKDAY_NAMES.indexOf(name)), 0);
}

/** The names of the days, Monday first. */
export function weekdayNames(weekdays: Weekdays): WeekdayName[] {
  return WEEKDAY_NAMES.filter((_name, place) => (weekdays & (1 << place)) !== 0);
}

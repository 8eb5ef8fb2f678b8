import { invalidFields, type FieldError } from "../properties/field_error.ts";
import { EVERY_DAY, weekdayOf, type Weekdays } from "../rates/book/scope.ts";
import { parseNight, type Night } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { MAX_NIGHTS } from "./stay_wanted.ts";

/** Stays of one length that would do: those that arrive on a day of the range, on one of the days of the week. */
export interface DatesWanted {
  readonly firstArrival: Night;
  /** Inclusive. */
  readonly lastArrival: Night;
  readonly length: number;
  readonly weekdays: Weekdays;
}

/** The dates as the query string says them: a stay, a stay and some days around it, or a kind of stay within a range. */
export interface DatesQuery {
  readonly check_in?: string;
  readonly check_out?: string;
  readonly flexible_days?: number;
  readonly within?: "weekend" | "week" | "month";
  readonly from?: string;
  readonly to?: string;
  readonly nights?: number;
}

/** The longest range that is searched for a stay within it, in days. */
export const MOST_RANGE_DAYS = 92;
const FRIDAY: Weekdays = 16;

/** Whether a stay may arrive on the day. */
export function mayArrive({ firstArrival, lastArrival, weekdays }: DatesWanted, night: Night): boolean {
  return night >= firstArrival && night <= lastArrival && (weekdays & weekdayOf(night)) !== 0;
}

/** The nights `[from, to)` that any of the stays uses, and that of the last departure: it may be closed to that. */
export function nightsOf({ firstArrival, lastArrival, length }: DatesWanted): { from: Night; to: Night } {
  return { from: firstArrival, to: lastArrival + length + 1 };
}

/** Reads dates; refuses with `invalid_request`, naming what is wrong, missing or too much. */
export function readDates(query: DatesQuery): Decision<DatesWanted> {
  return query.within === undefined ? readStayDates(query) : readWithin(query, query.within);
}

function readStayDates(query: DatesQuery): Decision<DatesWanted> {
  const errors = [
    ...missing(query, ["check_in", "check_out"]),
    ...tooMuch(query, ["from", "to", "nights"], "stands with within only"),
  ];
  if (errors.length > 0) return invalidFields(errors);
  const range = readRange(query, "check_in", "check_out");
  if (!range.accepted) return range;
  const { from, to } = range.value;
  const length = to - from;
  if (length > MAX_NIGHTS) return tooLong("check_out", `A stay has at most ${MAX_NIGHTS} nights, not ${length}.`);
  const days = query.flexible_days ?? 0;
  return accept({ firstArrival: from - days, lastArrival: from + days, length, weekdays: EVERY_DAY });
}

function readWithin(query: DatesQuery, within: "weekend" | "week" | "month"): Decision<DatesWanted> {
  const needed = within === "month" ? (["from", "to", "nights"] as const) : (["from", "to"] as const);
  const errors = [
    ...missing(query, needed),
    ...tooMuch(query, ["check_in", "check_out", "flexible_days"], "does not stand with within"),
    ...(within === "month" ? [] : tooMuch(query, ["nights"], "stands with within=month only")),
  ];
  if (errors.length > 0) return invalidFields(errors);
  const range = readRange(query, "from", "to");
  if (!range.accepted) return range;
  const { from, to } = range.value;
  const length = within === "weekend" ? 2 : within === "week" ? 7 : (query.nights ?? 1);
  if (to - from > MOST_RANGE_DAYS) return tooLong("to", `At most ${MOST_RANGE_DAYS} days, not ${to - from}.`);
  if (to - from < length) return tooLong("to", `A stay of ${length} nights does not fit between from and to.`);
  const weekdays = within === "weekend" ? FRIDAY : EVERY_DAY;
  return accept({ firstArrival: from, lastArrival: to - length, length, weekdays });
}

/** Reads two dates of which the second is later. */
export function readRange(
  query: Readonly<Record<string, unknown>> | DatesQuery,
  first: string,
  second: string,
): Decision<{ readonly from: Night; readonly to: Night }> {
  const texts = query as Readonly<Record<string, unknown>>;
  const [from, to] = [parseNight(String(texts[first])), parseNight(String(texts[second]))];
  const errors = [...(from === undefined ? [notADate(first)] : []), ...(to === undefined ? [notADate(second)] : [])];
  if (from === undefined || to === undefined) return invalidFields(errors);
  if (to > from) return accept({ from, to });
  const rule = first === "check_in" ? "after_check_in" : "range";
  return invalidFields([{ field: second, rule, message: `${second} is at least one day after ${first}.` }]);
}

function missing(query: DatesQuery, fields: readonly (keyof DatesQuery)[]): FieldError[] {
  return fields
    .filter((field) => query[field] === undefined)
    .map((field) => ({ field, rule: "required", message: `${field} is required.` }));
}

function tooMuch(query: DatesQuery, fields: readonly (keyof DatesQuery)[], why: string): FieldError[] {
  return fields
    .filter((field) => query[field] !== undefined)
    .map((field) => ({ field, rule: "not_with", message: `${field} ${why}.` }));
}

function tooLong(field: string, message: string): ReturnType<typeof invalidFields> {
  return invalidFields([{ field, rule: "length", message }]);
}

function notADate(field: string): FieldError {
  return { field, rule: "date", message: `${field} is a calendar date, YYYY-MM-DD.` };
}

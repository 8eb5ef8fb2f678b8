import { formatNight, parseNight, type Night, type StayDates } from "../vocabulary/night.ts";
import { invalidFields } from "../properties/field_error.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";

/** Nights further apart than this are no period of a hotel: a bound for the work of one call. */
const MOST_NIGHTS = 3_660;

/** A date of a request. Refuses with `invalid_request` naming the field. */
export function readDate(field: string, text: string): Decision<Night> {
  const night = parseNight(text);
  if (night !== undefined) return accept(night);
  return invalidFields([{ field, rule: "date", message: `${text} is not a date of the calendar, YYYY-MM-DD.` }]);
}

/** The nights `[start_date, end_date)` of a request. Refuses with `invalid_request` naming the field. */
export function readNightsAsked(start: string, end: string, names = ["/start_date", "/end_date"]): Decision<StayDates> {
  const arrival = readDate(names[0] ?? "", start);
  if (!arrival.accepted) return arrival;
  const departure = readDate(names[1] ?? "", end);
  if (!departure.accepted) return departure;
  return inOrder({ arrival: arrival.value, departure: departure.value }, names[1] ?? "");
}

/** Another start of nights, another end, or both. */
export interface NightsChange {
  readonly arrival?: Night | undefined;
  readonly departure?: Night | undefined;
}

/** The dates that an edit names. Refuses with `invalid_request` naming the field. */
export function readNightsChange(edit: {
  readonly start_date?: string;
  readonly end_date?: string;
}): Decision<NightsChange> {
  const { start_date: start, end_date: end } = edit;
  const arrival = start === undefined ? accept(undefined) : readDate("/start_date", start);
  if (!arrival.accepted) return arrival;
  const departure = end === undefined ? accept(undefined) : readDate("/end_date", end);
  return departure.accepted ? accept({ arrival: arrival.value, departure: departure.value }) : departure;
}

/** The nights after a change. Refuses with `invalid_request` naming the field. */
export function changedNights(before: StayDates, change: NightsChange = {}): Decision<StayDates> {
  const { arrival = before.arrival, departure = before.departure } = change;
  return inOrder({ arrival, departure }, "/end_date");
}

function inOrder(dates: StayDates, field: string): Decision<StayDates> {
  const nights = dates.departure - dates.arrival;
  if (nights >= 1 && nights <= MOST_NIGHTS) return accept(dates);
  const message = nights < 1 ? "It must lie after the start." : `At most ${MOST_NIGHTS} nights.`;
  return invalidFields([{ field, rule: "range", message }]);
}

/** The refusal of a date before the hotel's business date: what has passed stays as it was. */
export function invalidDates(field: string, today: Night): ReturnType<typeof invalidFields> {
  const message = `The hotel's business date is ${formatNight(today)}: earlier nights stay as they were.`;
  return invalidFields([{ field, rule: "past", message }]);
}

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
  const nights = departure.value - arrival.value;
  if (nights >= 1 && nights <= MOST_NIGHTS) return accept({ arrival: arrival.value, departure: departure.value });
  const message = nights < 1 ? "It must lie after the start." : `At most ${MOST_NIGHTS} nights.`;
  return invalidFields([{ field: names[1] ?? "", rule: "range", message }]);
}

/** The refusal of a date before the hotel's business date: what has passed stays as it was. */
export function invalidDates(field: string, today: Night): ReturnType<typeof invalidFields> {
  const message = `The hotel's business date is ${formatNight(today)}: earlier nights stay as they were.`;
  return invalidFields([{ field, rule: "past", message }]);
}

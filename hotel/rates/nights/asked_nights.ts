import { invalidField } from "../../properties/field_error.ts";
import { parseNight, type StayDates } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";

/**
 * The nights from `start_date` to the one before `end_date`, at least one. Refuses with `invalid_request` naming the field.
 *
 * @param at what stands before the names of the fields: `/` in a body, nothing in a query
 */
export function readNights(
  { start_date: start, end_date: end }: { readonly start_date: string; readonly end_date: string },
  at: "/" | "",
): Decision<StayDates> {
  const arrival = parseNight(start);
  const departure = parseNight(end);
  if (arrival === undefined) return invalidField(`${at}start_date`, "date", "It is not a date of the calendar.");
  if (departure === undefined) return invalidField(`${at}end_date`, "date", "It is not a date of the calendar.");
  if (departure <= arrival) return invalidField(`${at}end_date`, "range", "It must lie after the start.");
  return accept({ arrival, departure });
}

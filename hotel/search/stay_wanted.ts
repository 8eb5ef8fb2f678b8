import type { FieldError } from "../properties/field_error.ts";
import { invalidFields } from "../properties/field_error.ts";
import { formatNight, lengthOfStay, parseNight, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";

/** The longest stay that can be asked for, in nights. */
export const MAX_NIGHTS = 90;

/** The most rooms that one request can ask for. */
export const MAX_ROOMS = 50;

/** What a guest looks for, as the query string says it. */
export interface StayQuery {
  readonly check_in: string;
  readonly check_out: string;
  /** All of them together. */
  readonly guests: number;
  readonly rooms?: number;
}

/** What a guest looks for. */
export interface StayWanted {
  readonly dates: StayDates;
  readonly rooms: number;
  /** Guests in the fullest room when they spread evenly. */
  readonly guestsPerRoom: number;
}

/** The nights that can be booked: today's at the hotel, and so many from it on. */
export interface BookableNights {
  readonly first: Night;
  readonly last: Night;
}

/** Reads a query; refuses with `invalid_request`, naming every field that is wrong. */
export function readStay(query: StayQuery): Decision<StayWanted> {
  const arrival = parseNight(query.check_in);
  const departure = parseNight(query.check_out);
  const rooms = query.rooms ?? 1;
  const errors = [
    ...(arrival === undefined ? [notADate("check_in")] : []),
    ...(departure === undefined ? [notADate("check_out")] : []),
    ...(isCount(query.guests, MAX_ROOMS * 100) ? [] : [notACount("guests", MAX_ROOMS * 100)]),
    ...(isCount(rooms, MAX_ROOMS) ? [] : [notACount("rooms", MAX_ROOMS)]),
  ];
  if (arrival === undefined || departure === undefined || errors.length > 0) return invalidFields(errors);
  const nights = lengthOfStay({ arrival, departure });
  if (nights < 1) return invalidFields([wrongOrder()]);
  if (nights > MAX_NIGHTS) return invalidFields([tooLong(nights)]);
  return accept({ dates: { arrival, departure }, rooms, guestsPerRoom: Math.ceil(query.guests / rooms) });
}

/** The nights that can be booked while this is the business date. */
export function bookableFrom(businessDate: Night, horizonDays: number): BookableNights {
  return { first: businessDate, last: businessDate + horizonDays - 1 };
}

/** Whether every night of the stay can be booked. */
export function isWithin(dates: StayDates, nights: BookableNights): boolean {
  return dates.arrival >= nights.first && dates.departure - 1 <= nights.last;
}

/** The refusal of a stay that lies outside the bookable nights, which it names. */
export function outsideHorizon(dates: StayDates, nights: BookableNights): ReturnType<typeof invalidFields> {
  const first = formatNight(nights.first);
  const last = formatNight(nights.last);
  const message = `Nights from ${first} to ${last} can be booked.`;
  const isPast = dates.arrival < nights.first;
  return invalidFields([{ field: isPast ? "check_in" : "check_out", rule: isPast ? "past" : "horizon", message }]);
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function notADate(field: string): FieldError {
  return { field, rule: "date", message: `${field} is a calendar date, YYYY-MM-DD.` };
}

function notACount(field: string, most: number): FieldError {
  return { field, rule: "count", message: `${field} is a whole number from 1 to ${most}.` };
}

function wrongOrder(): FieldError {
  return { field: "check_out", rule: "after_check_in", message: "check_out is at least one day after check_in." };
}

function tooLong(nights: number): FieldError {
  const message = `A stay has at most ${MAX_NIGHTS} nights, not ${nights}.`;
  return { field: "check_out", rule: "length", message };
}

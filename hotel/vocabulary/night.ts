/**
 * A night: the calendar date at the hotel on which it begins, as a count of days since 1970-01-01.
 * Never a timestamp, so no zone and no daylight saving change can add, lose or shift one.
 */
export type Night = number;

/** A stay `[arrival, departure)`: it uses the nights from arrival up to, and not including, departure. */
export interface StayDates {
  readonly arrival: Night;
  readonly departure: Night;
}

const DAY_IN_MS = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

// The nights that occur lie within a few years: the tables stay small, and the bound keeps them so.
const NIGHTS_KEPT = 10_000;
const read = new Map<string, Night>();
const written = new Map<Night, string>();

/**
 * Reads `YYYY-MM-DD`. Undefined for anything else, for dates that no calendar has (2026-02-30, which
 * JavaScript would turn into 2 March) and for years before 1970.
 */
export function parseNight(text: string): Night | undefined {
  const known = read.get(text);
  if (known !== undefined) return known;
  const night = readDate(text);
  if (night !== undefined && read.size < NIGHTS_KEPT) read.set(text, night);
  return night;
}

function readDate(text: string): Night | undefined {
  const match = ISO_DATE.exec(text);
  if (match === null) return undefined;
  const night = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_IN_MS;
  return night >= 0 && formatNight(night) === text ? night : undefined;
}

/** Reads a date that the database or this program wrote. Throws on anything else: it would be a bug. */
export function nightOf(text: string): Night {
  const night = parseNight(text);
  if (night === undefined) throw new TypeError(`not a calendar date: ${text}`);
  return night;
}

/** Writes a night as `YYYY-MM-DD`. */
export function formatNight(night: Night): string {
  const known = written.get(night);
  if (known !== undefined) return known;
  const text = new Date(night * DAY_IN_MS).toISOString().slice(0, 10);
  if (written.size < NIGHTS_KEPT) written.set(night, text);
  return text;
}

/** The nights a stay uses, in order. */
export function nightsOf(stay: StayDates): Night[] {
  const nights: Night[] = [];
  for (let night = stay.arrival; night < stay.departure; night += 1) nights.push(night);
  return nights;
}

/** How many nights a stay uses; zero or less when departure is not after arrival. */
export function lengthOfStay(stay: StayDates): number {
  return stay.departure - stay.arrival;
}

/** Whether two stays share a night. A departure and an arrival on the same day do not collide. */
export function shareANight(one: StayDates, other: StayDates): boolean {
  return one.arrival < other.departure && other.arrival < one.departure;
}

import type { HotelFacts } from "../../properties/facts.ts";
import { businessDate, instantOf } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";

/** What the time of booking depends on. */
export type HotelClock = Pick<HotelFacts, "timeZone" | "dayRollHour">;

/** Days of the hotel's calendar from the business date to arrival: at 01:30, before the day rolls, today is still yesterday. */
export function advanceDays(hotel: HotelClock, arrival: Night, now: Date): number {
  return arrival - businessDate(hotel, now);
}

/**
 * Whether stays that arrive on the business date are sold no more: from this hour of the wall clock on. A business date ends
 * when the next one begins, so an hour before the roll is an hour of the night that follows it: with a roll at 4 the
 * cutoff 2 lets walk-ins in until 02:00 of the next calendar day, and the cutoff 4 lets nobody in.
 */
export function isPastCutoff(hotel: HotelClock, arrival: Night, cutoffHour: number, now: Date): boolean {
  if (advanceDays(hotel, arrival, now) !== 0) return false;
  const date = cutoffHour < hotel.dayRollHour ? arrival + 1 : arrival;
  return now.getTime() >= instantOf(hotel.timeZone, date, `${String(cutoffHour).padStart(2, "0")}:00`).getTime();
}

/** Hours of the business day until the cutoff: of two, the smaller one ends first. */
export function hoursUntilCutoff(hotel: HotelClock, cutoffHour: number): number {
  return cutoffHour < hotel.dayRollHour ? cutoffHour + 24 : cutoffHour;
}

import { businessDate } from "../vocabulary/business_date.ts";
import type { Night } from "../vocabulary/night.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { DatesWanted } from "./dates_wanted.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import { outsideHorizon, type BookableNights } from "./stay_wanted.ts";

/** The refusal of dates on which none of the hotels sells a night, which names those they sell. */
export function refuseOutside(
  { firstArrival, lastArrival, length }: DatesWanted,
  hotels: readonly IndexedHotel[],
  horizonDays: number,
  now: Date,
): Decision<never> | undefined {
  if (hotels.some(({ zone }) => isOnSale({ firstArrival, lastArrival, length }, zone.night, horizonDays)))
    return undefined;
  const nights = nightsOnSale(hotels, horizonDays, now);
  if (hotels.length === 0 && lastArrival >= nights.first && firstArrival + length - 1 <= nights.last) return undefined;
  const arrival = lastArrival < nights.first ? lastArrival : firstArrival;
  return outsideHorizon({ arrival, departure: arrival + length }, nights);
}

function isOnSale(
  { firstArrival, lastArrival, length }: Omit<DatesWanted, "weekdays">,
  today: Night,
  horizonDays: number,
): boolean {
  return lastArrival >= today && Math.max(firstArrival, today) + length <= today + horizonDays;
}

/** Where the day begins last of all on earth, and where first. */
const LATEST_DAY = { timeZone: "Etc/GMT+12", dayRollHour: 12 };
const EARLIEST_DAY = { timeZone: "Pacific/Kiritimati", dayRollHour: 0 };

/** The nights that any of the hotels sells; without hotels, those that somebody on earth could sell. */
function nightsOnSale(hotels: readonly IndexedHotel[], horizonDays: number, now: Date): BookableNights {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { zone } of hotels) {
    first = Math.min(first, zone.night);
    last = Math.max(last, zone.night);
  }
  if (hotels.length === 0) {
    first = businessDate(LATEST_DAY, now);
    last = businessDate(EARLIEST_DAY, now);
  }
  return { first, last: last + horizonDays - 1 };
}

import type { Queryable } from "../database/database.ts";
import { readNow } from "../events/clock.ts";
import { findHotel } from "../properties/find_hotels.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import type { Night } from "../vocabulary/night.ts";

/** The business date of a hotel now; undefined when there is no such hotel. */
export async function todayAt(db: Queryable, hotelId: number): Promise<Night | undefined> {
  const hotel = await findHotel(db, hotelId);
  if (hotel === undefined) return undefined;
  return businessDate({ timeZone: hotel.time_zone, dayRollHour: hotel.day_roll_hour }, await readNow(db));
}

import type { Queryable } from "../database/database.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { toDecimal } from "../vocabulary/money.ts";
import { lengthOfStay } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { selectAvailable, selectZones, type AvailableType, type Zone } from "./available_types_by_sql.ts";
import type { AvailabilityPage, AvailabilitySearch } from "../search/available_hotels.ts";
import type { AvailableHotel, AvailableRoomType } from "../search/schemas.ts";
import { bookableFrom, isWithin, outsideHorizon, readStay, type BookableNights } from "../search/stay_wanted.ts";
import type { StayWanted } from "../search/stay_wanted.ts";

/**
 * The search as one statement over the tables, at base prices: what the index in memory has to agree with on a state that stands
 * still. No lock: the answer is true at the moment of the reading.
 */
export async function searchBySql(
  db: Queryable,
  search: AvailabilitySearch,
  horizonDays: number,
): Promise<Decision<AvailabilityPage>> {
  const stay = readStay(search);
  if (!stay.accepted) return stay;
  const wanted = stay.value;
  const { now, zones } = await selectZones(db, search.city);
  const open = zones.filter((zone) => isWithin(wanted.dates, bookableIn(zone, now, horizonDays)));
  if (open.length === 0) return nothingOpen(wanted, zones, now, horizonDays);
  const { city, limit, after = 0 } = search;
  const found = await selectAvailable(db, { city, wanted, zones: open, now, after, limit });
  return accept(pageOf(found, wanted, limit));
}

function bookableIn(zone: Zone, now: Date, horizonDays: number): BookableNights {
  return bookableFrom(businessDate({ timeZone: zone.time_zone, dayRollHour: zone.day_roll_hour }, now), horizonDays);
}

/** Without a hotel in the city nobody's business date counts: then only what is past or too far on all clocks is wrong. */
const ANYWHERE: readonly Zone[] = [
  { time_zone: "Etc/GMT+12", day_roll_hour: 12 },
  { time_zone: "Pacific/Kiritimati", day_roll_hour: 0 },
];

function nothingOpen(
  wanted: StayWanted,
  zones: readonly Zone[],
  now: Date,
  horizonDays: number,
): Decision<AvailabilityPage> {
  const nights = (zones.length > 0 ? zones : ANYWHERE).map((zone) => bookableIn(zone, now, horizonDays));
  const widest = {
    first: Math.min(...nights.map(({ first }) => first)),
    last: Math.max(...nights.map(({ last }) => last)),
  };
  const isNobodyThere = zones.length === 0 && isWithin(wanted.dates, widest);
  return isNobodyThere ? accept({ hotels: [], next: null }) : outsideHorizon(wanted.dates, widest);
}

function pageOf(found: readonly AvailableType[], wanted: StayWanted, limit: number): AvailabilityPage {
  const byHotel = [...Map.groupBy(found, (type) => type.hotel_id).values()];
  const hotels = byHotel.slice(0, limit).flatMap((types) => showHotel(types, wanted));
  const last = hotels.at(-1);
  return { hotels, next: byHotel.length > limit && last !== undefined ? last.hotel_id : null };
}

function showHotel(types: readonly AvailableType[], wanted: StayWanted): AvailableHotel[] {
  const [one] = types;
  if (one === undefined) return [];
  const { hotel_id, hotel_name: name, city, star_rating } = one;
  return [{ hotel_id, name, city, star_rating, available_room_types: types.map((type) => showType(type, wanted)) }];
}

function showType(type: AvailableType, wanted: StayWanted): AvailableRoomType {
  const totalMinor = type.base_price_minor * lengthOfStay(wanted.dates);
  return {
    room_type_id: type.room_type_id,
    name: type.room_type_name,
    available_rooms: type.available_rooms,
    price_per_night: toDecimal(Math.round(totalMinor / lengthOfStay(wanted.dates)), type.currency),
    total_price: toDecimal(totalMinor * wanted.rooms, type.currency),
    currency: type.currency,
    rate_plan_id: 0,
  };
}

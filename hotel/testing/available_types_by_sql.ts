import type { QueryConfig } from "pg";
import type { Queryable } from "../database/database.ts";
import type { Currency, MinorUnits } from "../vocabulary/money.ts";
import { formatNight, lengthOfStay } from "../vocabulary/night.ts";
import type { StayWanted } from "../search/stay_wanted.ts";

/** A room type that has enough rooms on every night, with its hotel. */
export interface AvailableType {
  readonly hotel_id: number;
  readonly hotel_name: string;
  readonly city: string;
  readonly star_rating: number | null;
  readonly currency: Currency;
  readonly room_type_id: number;
  readonly room_type_name: string;
  readonly base_price_minor: MinorUnits;
  /** Rooms free on the fullest night of the stay. */
  readonly available_rooms: number;
}

/** Hotels on one wall clock: their business date is the same. */
export interface Zone {
  readonly time_zone: string;
  readonly day_roll_hour: number;
}

/** What to look for, and where. */
export interface AvailabilityQuery {
  readonly city: string;
  readonly wanted: StayWanted;
  /** Only hotels of these zones: on the others the stay is over or lies beyond the horizon. */
  readonly zones: readonly Zone[];
  /** By the clock of the hotels: holds that have run out by then count as free. */
  readonly now: Date;
  /** The last hotel of the page before; 0 for the first page. */
  readonly after: number;
  /** Hotels, at most. */
  readonly limit: number;
}

// A hold that has run out keeps no room, but its nights are counted as held until somebody reaps it: they are
// added again here. The page is cut by numbering hotels in one pass: a join with the first few distinct ones was
// repeated for every room type. forced is left out: a night sold beyond its limit has less than nothing to offer.
const SELECT_AVAILABLE = `
  WITH candidate AS MATERIALIZED (
    SELECT hotel.hotel_id, room_type.room_type_id
    FROM hotel
    JOIN room_type ON room_type.hotel_id = hotel.hotel_id
    WHERE city_key(hotel.city) = city_key($1)
      AND hotel.hotel_id > $2
      AND hotel.status = 'active'
      AND (hotel.time_zone, hotel.day_roll_hour) IN (SELECT * FROM unnest($3::text[], $4::integer[]))
      AND room_type.status = 'active'
      AND room_type.max_occupancy >= $5
  ), lapsed AS (
    SELECT stay_night.hotel_id, stay_night.room_type_id, stay_night.night, count(*)::integer AS rooms
    FROM (SELECT DISTINCT hold.hotel_id, hold.room_type_id, hold.reservation_id
          FROM hold JOIN candidate USING (hotel_id, room_type_id)
          WHERE hold.expires_at <= $6) AS over
    JOIN stay_night ON stay_night.hotel_id = over.hotel_id
      AND stay_night.reservation_id = over.reservation_id
      AND stay_night.room_type_id = over.room_type_id
    WHERE stay_night.used_as = 'held' AND stay_night.night >= $7::date AND stay_night.night < $8::date
    GROUP BY stay_night.hotel_id, stay_night.room_type_id, stay_night.night
  ), available AS (
    SELECT room_night.hotel_id, room_night.room_type_id,
      min(room_night.rooms - room_night.out_of_order + room_night.allowance
        - room_night.sold - room_night.held - room_night.blocked + coalesce(lapsed.rooms, 0)) AS rooms
    FROM candidate
    JOIN room_night USING (hotel_id, room_type_id)
    LEFT JOIN lapsed USING (hotel_id, room_type_id, night)
    WHERE room_night.night >= $7::date AND room_night.night < $8::date
    GROUP BY room_night.hotel_id, room_night.room_type_id
    HAVING count(*) = $9 AND NOT bool_or(room_night.closed)
  ), numbered AS (
    SELECT hotel_id, room_type_id, rooms, dense_rank() OVER (ORDER BY hotel_id) AS place
    FROM available
    WHERE rooms >= $10
  )
  SELECT hotel.hotel_id, hotel.name AS hotel_name, hotel.city, hotel.star_rating, hotel.currency,
    room_type.room_type_id, room_type.name AS room_type_name, room_type.base_price_minor,
    numbered.rooms AS available_rooms
  FROM numbered
  JOIN hotel USING (hotel_id)
  JOIN room_type USING (hotel_id, room_type_id)
  WHERE numbered.place <= $11
  ORDER BY hotel_id, room_type.base_price_minor, room_type_id`;

/** Room types with enough rooms, by hotel and price; one hotel more than the limit when there is another page. */
export async function selectAvailable(db: Queryable, query: AvailabilityQuery): Promise<AvailableType[]> {
  const { rows } = await db.query<AvailableType>(availableStatement(query));
  return rows;
}

function availableStatement(query: AvailabilityQuery): QueryConfig {
  const { dates, rooms, guestsPerRoom } = query.wanted;
  return {
    name: "search_available",
    text: SELECT_AVAILABLE,
    values: [
      query.city,
      query.after,
      query.zones.map((zone) => zone.time_zone),
      query.zones.map((zone) => zone.day_roll_hour),
      guestsPerRoom,
      query.now.toISOString(),
      formatNight(dates.arrival),
      formatNight(dates.departure),
      lengthOfStay(dates),
      rooms,
      query.limit + 1,
    ],
  };
}

const SELECT_ZONES = `
  SELECT moment.now, zone.time_zone, zone.day_roll_hour
  FROM (SELECT hotel_now() AS now) AS moment
  LEFT JOIN (SELECT DISTINCT time_zone, day_roll_hour
             FROM hotel WHERE city_key(city) = city_key($1) AND status = 'active') AS zone ON true`;

/** The time by the clock of the hotels, and the zones of a city's hotels: none when nobody has a hotel there. */
export async function selectZones(db: Queryable, city: string): Promise<{ now: Date; zones: Zone[] }> {
  const statement = { name: "search_zones", text: SELECT_ZONES, values: [city] };
  const { rows } = await db.query<{ now: Date; time_zone: string | null; day_roll_hour: number | null }>(statement);
  const [first] = rows;
  if (first === undefined) throw new Error("hotel_now() returned nothing");
  const zones = rows.flatMap(({ time_zone, day_roll_hour }) =>
    time_zone === null || day_roll_hour === null ? [] : [{ time_zone, day_roll_hour }],
  );
  return { now: first.now, zones };
}

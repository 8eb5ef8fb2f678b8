import type { Queryable } from "../../../../hotel/database/database.ts";
import { nightOf, type Night } from "../../../../hotel/vocabulary/night.ts";

/** What a program beside the Redis keeps in memory of a hotel. */
export interface CatalogueHotel {
  readonly hotelId: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly stars: number | null;
  /** Undefined: every room type at its base price. */
  readonly rule: CatalogueRule | undefined;
  readonly types: CatalogueType[];
}

/** The price rule of a hotel with a rate book, in columns. */
export interface CatalogueRule {
  readonly ratePlanId: number;
  readonly weekendBasisPoints: number;
  readonly saverBasisPoints: number;
  readonly extraAdultMinor: number;
  readonly cityTaxMinor: number;
}

/** A room type, and what was set for its nights. */
export interface CatalogueType {
  readonly roomTypeId: number;
  readonly name: string;
  readonly maxOccupancy: number;
  readonly basePriceMinor: number;
  /** The beginning of its keys in Redis. */
  readonly keyPrefix: string;
  readonly own: Map<Night, OwnNight>;
}

/** What was set for one night. */
export interface OwnNight {
  priceMinor: number | null;
  closedToArrival: boolean;
  closedToDeparture: boolean;
  minStayArrival: number;
}

interface HotelRow {
  readonly hotel_id: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly star_rating: number | null;
  readonly rate_plan_id: number | null;
  readonly weekend_basis_points: number;
  readonly saver_basis_points: number;
  readonly extra_adult_minor: number;
  readonly city_tax_minor: number;
}

const HOTELS = `
  SELECT hotel_id, name, city, country, latitude, longitude, star_rating, rate_plan_id,
    weekend_basis_points, saver_basis_points, extra_adult_minor, city_tax_minor
  FROM hotel LEFT JOIN bench.price_rule USING (hotel_id)
  WHERE status = 'active'
  ORDER BY hotel_id`;

const TYPES = `
  SELECT hotel_id, room_type_id, name, max_occupancy, base_price_minor
  FROM room_type WHERE status = 'active' ORDER BY hotel_id, room_type_id`;

const OWN = `
  SELECT room_type_id, night, price_minor, closed_to_arrival, closed_to_departure, min_stay_arrival
  FROM rate_night WHERE channel = ''`;

/** Reads all hotels, room types and nights of their own into memory. */
export async function readCatalogue(connection: Queryable): Promise<CatalogueHotel[]> {
  const hotels = (await connection.query<HotelRow>(HOTELS)).rows.map(hotelOf);
  const byId = new Map(hotels.map((hotel) => [hotel.hotelId, hotel]));
  const types = new Map<number, CatalogueType>();
  for (const row of (await connection.query<TypeRow>(TYPES)).rows) {
    const type = typeOf(row);
    types.set(type.roomTypeId, type);
    byId.get(row.hotel_id)?.types.push(type);
  }
  for (const row of (await connection.query<OwnRow>(OWN)).rows) addOwn(types.get(row.room_type_id), row);
  return hotels;
}

function hotelOf(row: HotelRow): CatalogueHotel {
  const { hotel_id: hotelId, name, city, country, latitude, longitude, star_rating: stars } = row;
  const rule =
    row.rate_plan_id === null
      ? undefined
      : {
          ratePlanId: row.rate_plan_id,
          weekendBasisPoints: row.weekend_basis_points,
          saverBasisPoints: row.saver_basis_points,
          extraAdultMinor: row.extra_adult_minor,
          cityTaxMinor: row.city_tax_minor,
        };
  return { hotelId, name, city, country, latitude, longitude, stars, rule, types: [] };
}

interface TypeRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly name: string;
  readonly max_occupancy: number;
  readonly base_price_minor: number;
}

function typeOf(row: TypeRow): CatalogueType {
  return {
    roomTypeId: row.room_type_id,
    name: row.name,
    maxOccupancy: row.max_occupancy,
    basePriceMinor: row.base_price_minor,
    keyPrefix: `availability:${row.hotel_id}:${row.room_type_id}:`,
    own: new Map(),
  };
}

interface OwnRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly price_minor: number | null;
  readonly closed_to_arrival: boolean | null;
  readonly closed_to_departure: boolean | null;
  readonly min_stay_arrival: number | null;
}

// A price and the restrictions of a night are two rows.
function addOwn(type: CatalogueType | undefined, row: OwnRow): void {
  const night = nightOf(row.night);
  const before = type?.own.get(night);
  type?.own.set(night, {
    priceMinor: row.price_minor ?? before?.priceMinor ?? null,
    closedToArrival: row.closed_to_arrival ?? before?.closedToArrival ?? false,
    closedToDeparture: row.closed_to_departure ?? before?.closedToDeparture ?? false,
    minStayArrival: row.min_stay_arrival ?? before?.minStayArrival ?? 0,
  });
}

import type { Queryable } from "../../database/database.ts";
import type { Currency, MinorUnits } from "../../vocabulary/money.ts";

/** A room type on sale, as a search needs it. */
export interface SearchedType {
  readonly room_type_id: number;
  readonly name: string;
  readonly max_occupancy: number;
  readonly base_price_minor: MinorUnits;
}

/** An active hotel, as a search needs it. */
export interface SearchedHotel {
  readonly hotel_id: number;
  readonly name: string;
  readonly city: string;
  readonly star_rating: number | null;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly day_roll_hour: number;
  /** By price, then id. */
  readonly types: readonly SearchedType[];
}

const SELECT_HOTELS = `
  SELECT hotel.hotel_id, hotel.name, hotel.city, hotel.star_rating, hotel.currency, hotel.time_zone, hotel.day_roll_hour,
    coalesce(
      jsonb_agg(
        jsonb_build_object('room_type_id', room_type.room_type_id, 'name', room_type.name,
          'max_occupancy', room_type.max_occupancy, 'base_price_minor', room_type.base_price_minor)
        ORDER BY room_type.base_price_minor, room_type.room_type_id
      ) FILTER (WHERE room_type.room_type_id IS NOT NULL),
      '[]'
    ) AS types
  FROM hotel
  LEFT JOIN room_type ON room_type.hotel_id = hotel.hotel_id AND room_type.status = 'active'
  WHERE hotel.hotel_id = ANY ($1::int[]) AND hotel.status = 'active'
  GROUP BY hotel.hotel_id`;

/** The active ones of these hotels with their active room types, by id. */
export async function loadSearchedHotels(
  db: Queryable,
  hotelIds: readonly number[],
): Promise<Map<number, SearchedHotel>> {
  const statement = { name: "searched_hotels", text: SELECT_HOTELS, values: [hotelIds] };
  const { rows } = await db.query<SearchedHotel>(statement);
  return new Map(rows.map((hotel) => [hotel.hotel_id, hotel]));
}

const SELECT_CITY = `
  SELECT hotel_id FROM hotel WHERE city_key(city) = city_key($1) AND status = 'active' ORDER BY hotel_id`;

/** The ids of a city's active hotels, in order. */
export async function selectHotelsOfCity(db: Queryable, city: string): Promise<number[]> {
  const statement = { name: "hotels_of_city", text: SELECT_CITY, values: [city] };
  const { rows } = await db.query<{ hotel_id: number }>(statement);
  return rows.map((row) => row.hotel_id);
}

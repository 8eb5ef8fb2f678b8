import type { Queryable } from "../../database/database.ts";
import { parseCatalogueRow, type CatalogueRow } from "../../properties/facts.ts";
import { emptyRateBook } from "../../rates/book/rate_book.ts";
import { loadRateBooks } from "../../rates/plans/rate_book_rows.ts";
import type { HotelRead } from "./search_index.ts";

interface PlaceRow {
  readonly hotel_id: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly star_rating: number | null;
  readonly amenities: readonly string[];
}

const PLACES = `
  SELECT hotel_id, name, city, country, latitude, longitude, star_rating, amenities
    FROM hotel
   WHERE hotel_id = ANY ($1::int[]) AND status = 'active'`;

// A hotel without a room type on sale is there all the same: it has a place and a business date.
const CATALOGUE = `
  SELECT hotel.hotel_id, hotel.organisation_id, hotel.name AS hotel_name, hotel.time_zone, hotel.currency,
    hotel.day_roll_hour, hotel.check_in_time, hotel.check_out_time, hotel.no_show_grace_minutes,
    hotel.free_cancellation_days, hotel.late_cancellation_fee, hotel.seating_policy,
    hotel.status AS hotel_status, hotel.version AS hotel_version,
    room_type.room_type_id, room_type.name AS room_type_name, room_type.max_occupancy,
    room_type.base_price_minor, room_type.overbooking_basis_points,
    room_type.status AS room_type_status, room_type.version AS room_type_version
  FROM hotel
  LEFT JOIN room_type ON room_type.hotel_id = hotel.hotel_id AND room_type.status = 'active'
  WHERE hotel.hotel_id = ANY ($1::int[]) AND hotel.status = 'active'`;

const NEXT_HOTELS = "SELECT hotel_id FROM hotel WHERE hotel_id > $1 ORDER BY hotel_id LIMIT $2";

/** The ids of so many hotels after one, in order, retired ones too. */
export async function nextHotels(db: Queryable, after: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ hotel_id: number }>(NEXT_HOTELS, [after, limit]);
  return rows.map((row) => row.hotel_id);
}

/** Those of the hotels that sell, with their types on sale and rate books. */
export async function readHotels(db: Queryable, hotelIds: readonly number[]): Promise<HotelRead[]> {
  if (hotelIds.length === 0) return [];
  const places = await db.query<PlaceRow>(PLACES, [hotelIds]);
  const catalogue = await db.query<CatalogueRow>(CATALOGUE, [hotelIds]);
  const books = await loadRateBooks(db, hotelIds);
  const byHotel = Map.groupBy(catalogue.rows, (row) => row.hotel_id);
  return places.rows.flatMap((place) => {
    const own = byHotel.get(place.hotel_id)?.map((row) => parseCatalogueRow(row));
    const facts = own?.[0]?.hotel;
    // Retired or changed between the two readings: an event says so.
    if (own === undefined || facts === undefined) return [];
    const types = own.filter(({ roomType }) => isThere(roomType.roomTypeId));
    return [{ entry: entryOf(place), facts, types, book: books.get(place.hotel_id) ?? emptyRateBook(facts) }];
  });
}

/** A hotel without any type comes with a row of nulls. */
function isThere(roomTypeId: number | null): boolean {
  return roomTypeId !== null;
}

function entryOf(row: PlaceRow): HotelRead["entry"] {
  const { hotel_id: hotelId, name, city, country, latitude, longitude, star_rating: stars, amenities } = row;
  return { hotelId, name, city, country, latitude, longitude, stars, amenities };
}

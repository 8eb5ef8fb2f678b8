import type { Queryable } from "../../database/database.ts";
import type { HotelEntry } from "../directory/directory.ts";

const ENTRIES = `
  SELECT hotel_id AS "hotelId", name, city, country, latitude, longitude, star_rating AS stars, amenities
    FROM hotel
   WHERE hotel_id = ANY ($1::int[]) AND status = 'active'`;

const NEXT_HOTELS = "SELECT hotel_id FROM hotel WHERE hotel_id > $1 ORDER BY hotel_id LIMIT $2";

/** Those of the hotels that sell, as a directory knows them. */
export async function readEntries(db: Queryable, hotelIds: readonly number[]): Promise<HotelEntry[]> {
  const { rows } = await db.query<HotelEntry>(ENTRIES, [hotelIds]);
  return rows;
}

/** The ids of so many hotels after one, in order, retired ones too. */
export async function hotelsAfter(db: Queryable, hotelId: number, limit: number): Promise<number[]> {
  const { rows } = await db.query<{ hotel_id: number }>(NEXT_HOTELS, [hotelId, limit]);
  return rows.map((row) => row.hotel_id);
}

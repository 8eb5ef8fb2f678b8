import type { Hotel, HotelFields } from "./schemas.ts";

/** A hotel as the table holds it, in the API's spelling; wall times as `HH:MM`. */
export type HotelRow = Hotel;

/** The columns of {@link HotelRow}, to be selected or returned. */
export const HOTEL_COLUMNS = `
  hotel.hotel_id, hotel.organisation_id, hotel.name, hotel.address, hotel.city, hotel.country, hotel.latitude,
  hotel.longitude, hotel.star_rating, hotel.description, hotel.amenities, hotel.photos, hotel.time_zone,
  hotel.currency, to_char(hotel.check_in_time, 'HH24:MI') AS check_in_time,
  to_char(hotel.check_out_time, 'HH24:MI') AS check_out_time, hotel.day_roll_hour, hotel.no_show_grace_minutes,
  hotel.free_cancellation_days, hotel.late_cancellation_fee, hotel.seating_policy, hotel.status, hotel.version`;

/** The columns that staff write. */
export const HOTEL_FIELDS = `name, address, city, country, latitude, longitude, star_rating, description, amenities,
  photos, time_zone, currency, check_in_time, check_out_time, day_roll_hour, no_show_grace_minutes,
  free_cancellation_days, late_cancellation_fee, seating_policy`;

/** The same columns read from one JSON parameter: names cannot get out of step as twenty numbers could. */
export const GIVEN_HOTEL = `jsonb_to_record($1::jsonb) AS given (
  name text, address text, city text, country text, latitude double precision, longitude double precision,
  star_rating smallint, description text, amenities text[], photos text[], time_zone text, currency text,
  check_in_time time, check_out_time time, day_roll_hour smallint, no_show_grace_minutes integer,
  free_cancellation_days smallint, late_cancellation_fee text, seating_policy text)`;

/** The part of a row that staff write. */
export function fieldsOf(row: HotelRow): HotelFields {
  const { hotel_id: _id, organisation_id: _organisation, status: _status, version: _version, ...fields } = row;
  return fields;
}

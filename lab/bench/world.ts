import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";

/** A world of equal hotels, numbered from 1; room types are numbered through all hotels, see roomTypeIdOf. */
export interface WorldPlan {
  readonly hotels: number;
  readonly typesPerHotel: number;
  readonly roomsPerType: number;
  readonly firstNight: Night;
  /** Nights on sale, from the first. */
  readonly nights: number;
}

// Straight into the tables: a bench wants thousands of types in a second, and nobody else is there yet.
const HOTELS = `
  WITH owner AS (INSERT INTO organisation (name) VALUES ('Bench') RETURNING organisation_id)
  INSERT INTO hotel (hotel_id, organisation_id, name, city, country, time_zone, currency)
  SELECT hotel_id, organisation_id, 'Hotel ' || hotel_id, 'Lisbon', 'PT', 'Europe/Lisbon', 'EUR'
  FROM owner, generate_series(1, $1::integer) AS hotel_id`;

const ROOM_TYPES = `
  INSERT INTO room_type (hotel_id, room_type_id, name, max_occupancy, base_price_minor)
  SELECT hotel_id, (hotel_id - 1) * $2::integer + type_no, 'Type ' || type_no, 2, 10000 + 100 * type_no
  FROM generate_series(1, $1::integer) AS hotel_id, generate_series(1, $2::integer) AS type_no`;

const ADMISSIONS = "INSERT INTO admission (hotel_id, room_type_id) SELECT hotel_id, room_type_id FROM room_type";

const ROOMS = `
  INSERT INTO room (hotel_id, room_type_id, number, ordinal)
  SELECT hotel_id, room_type_id, room_type_id || '-' || ordinal, ordinal
  FROM room_type, generate_series(0, $1::integer - 1) AS ordinal
  ORDER BY hotel_id, room_type_id, ordinal`;

const NIGHTS = `
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms)
  SELECT hotel_id, room_type_id, $2::date + day, $1::integer
  FROM room_type, generate_series(0, $3::integer - 1) AS day
  ORDER BY hotel_id, room_type_id, day`;

const RENUMBER = `
  SELECT setval(pg_get_serial_sequence('hotel', 'hotel_id'), max(hotel_id)) FROM hotel
  UNION ALL
  SELECT setval(pg_get_serial_sequence('room_type', 'room_type_id'), max(room_type_id)) FROM room_type`;

/** Fills an empty, migrated database with the world, and brings its statistics up to date. */
export async function buildWorld(connection: Queryable, plan: WorldPlan): Promise<void> {
  const { hotels, typesPerHotel, roomsPerType, firstNight, nights } = plan;
  await connection.query(HOTELS, [hotels]);
  await connection.query(ROOM_TYPES, [hotels, typesPerHotel]);
  await connection.query(ADMISSIONS);
  await connection.query(ROOMS, [roomsPerType]);
  await connection.query(NIGHTS, [roomsPerType, formatNight(firstNight), nights]);
  await connection.query(RENUMBER);
  await connection.query("VACUUM (ANALYZE)");
}

/** The calendar date at the hotels of such a world, by the server's own clock: a bench does not move it. */
export async function tonight(connection: Queryable): Promise<string> {
  const { rows } = await connection.query<{ today: string }>(
    "SELECT (clock_timestamp() AT TIME ZONE 'Europe/Lisbon')::date AS today",
  );
  const today = rows[0]?.today;
  if (today === undefined) throw new Error("the server has no clock");
  return today;
}

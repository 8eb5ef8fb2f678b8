import type { QueryConfig } from "pg";
import { integers, type Column } from "../database/column.ts";
import type { Queryable } from "../database/database.ts";
import type { Currency, MinorUnits } from "../vocabulary/money.ts";

/** What a late cancellation costs: nothing, the price of the first night, or the whole stay. */
export type LateCancellationFee = "none" | "first_night" | "full_stay";

/** How a room is chosen for a stay: the one that leaves the fewest gaps, or any (fair sales). */
export type SeatingPolicy = "best_fit" | "random";

/** A retired hotel or room type keeps its bookings and sells nothing new. */
export type CatalogueStatus = "active" | "retired";

/** What the rules need to know about a hotel. */
export interface HotelFacts {
  readonly hotelId: number;
  readonly organisationId: number;
  readonly name: string;
  /** IANA name, such as `Europe/Lisbon`. */
  readonly timeZone: string;
  readonly currency: Currency;
  /** The hour of the hotel's wall clock at which the business date rolls, 0 to 12. */
  readonly dayRollHour: number;
  /** Hotel wall time, `HH:MM:SS`. */
  readonly checkInTime: string;
  /** Hotel wall time, `HH:MM:SS`. */
  readonly checkOutTime: string;
  /** Minutes after the roll that ends the day of arrival until a missing guest is a no-show. */
  readonly noShowGraceMinutes: number;
  /** Cancelling is free until this many days before arrival, at check-in time. */
  readonly freeCancellationDays: number;
  readonly lateCancellationFee: LateCancellationFee;
  readonly seatingPolicy: SeatingPolicy;
  readonly status: CatalogueStatus;
  readonly version: number;
}

/** What the rules need to know about a room type. */
export interface RoomTypeFacts {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly name: string;
  /** Guests that one room sleeps. */
  readonly maxOccupancy: number;
  /** Price of one room for one night, in minor units of the hotel's currency. */
  readonly basePriceMinor: MinorUnits;
  /** Rooms that may be sold beyond those in order, in 1/100 of a percent of them. */
  readonly overbookingBasisPoints: number;
  readonly status: CatalogueStatus;
  readonly version: number;
}

/** A room type with its hotel. */
export interface CatalogueEntry {
  readonly hotel: HotelFacts;
  readonly roomType: RoomTypeFacts;
}

/** Names one room type. */
export interface RoomTypeKey {
  readonly hotelId: number;
  readonly roomTypeId: number;
}

/** A row of {@link catalogueStatement}. */
export interface CatalogueRow {
  hotel_id: number;
  organisation_id: number;
  hotel_name: string;
  time_zone: string;
  currency: string;
  day_roll_hour: number;
  check_in_time: string;
  check_out_time: string;
  no_show_grace_minutes: number;
  free_cancellation_days: number;
  late_cancellation_fee: LateCancellationFee;
  seating_policy: SeatingPolicy;
  hotel_status: CatalogueStatus;
  hotel_version: number;
  room_type_id: number;
  room_type_name: string;
  max_occupancy: number;
  base_price_minor: number;
  overbooking_basis_points: number;
  room_type_status: CatalogueStatus;
  room_type_version: number;
}

// DISTINCT: a batch asks for the same type many times, and each is answered once.
const SELECT_CATALOGUE = `
  SELECT hotel.hotel_id, hotel.organisation_id, hotel.name AS hotel_name, hotel.time_zone, hotel.currency,
    hotel.day_roll_hour, hotel.check_in_time, hotel.check_out_time, hotel.no_show_grace_minutes,
    hotel.free_cancellation_days, hotel.late_cancellation_fee, hotel.seating_policy,
    hotel.status AS hotel_status, hotel.version AS hotel_version,
    room_type.room_type_id, room_type.name AS room_type_name, room_type.max_occupancy,
    room_type.base_price_minor, room_type.overbooking_basis_points,
    room_type.status AS room_type_status, room_type.version AS room_type_version
  FROM (SELECT DISTINCT hotel_id, room_type_id
        FROM unnest($1::integer[], $2::integer[]) AS named (hotel_id, room_type_id)) AS wanted
  JOIN hotel ON hotel.hotel_id = wanted.hotel_id
  JOIN room_type ON room_type.hotel_id = wanted.hotel_id AND room_type.room_type_id = wanted.room_type_id`;

/**
 * Hotel and room type of each of them, as one named statement that any client can send, a pipelined one too. One
 * {@link CatalogueRow} for each that exists, in no particular order.
 */
export function catalogueStatement(types: readonly RoomTypeKey[]): QueryConfig<Column[]> {
  return { name: "properties_catalogue", text: SELECT_CATALOGUE, values: keyColumns(types) };
}

/** Hotel ids and room type ids as the two parallel columns that statements about room types take. */
export function keyColumns(types: readonly RoomTypeKey[]): Column[] {
  return [integers(types, (type) => type.hotelId), integers(types, (type) => type.roomTypeId)];
}

/** A row of {@link catalogueStatement} as records. */
export function parseCatalogueRow(row: CatalogueRow): CatalogueEntry {
  return { hotel: parseHotel(row), roomType: parseRoomType(row) };
}

/** Hotel and room type of each pair that exists; a pair that does not exist is left out. */
export async function loadCatalogue(tx: Queryable, pairs: readonly RoomTypeKey[]): Promise<CatalogueEntry[]> {
  const { rows } = await tx.query<CatalogueRow>(catalogueStatement(pairs));
  return rows.map(parseCatalogueRow);
}

function parseHotel(row: CatalogueRow): HotelFacts {
  return {
    hotelId: row.hotel_id,
    organisationId: row.organisation_id,
    name: row.hotel_name,
    timeZone: row.time_zone,
    currency: row.currency,
    dayRollHour: row.day_roll_hour,
    checkInTime: row.check_in_time,
    checkOutTime: row.check_out_time,
    noShowGraceMinutes: row.no_show_grace_minutes,
    freeCancellationDays: row.free_cancellation_days,
    lateCancellationFee: row.late_cancellation_fee,
    seatingPolicy: row.seating_policy,
    status: row.hotel_status,
    version: row.hotel_version,
  };
}

function parseRoomType(row: CatalogueRow): RoomTypeFacts {
  return {
    hotelId: row.hotel_id,
    roomTypeId: row.room_type_id,
    name: row.room_type_name,
    maxOccupancy: row.max_occupancy,
    basePriceMinor: row.base_price_minor,
    overbookingBasisPoints: row.overbooking_basis_points,
    status: row.room_type_status,
    version: row.room_type_version,
  };
}

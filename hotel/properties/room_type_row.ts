import { toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import type { RoomType } from "./schemas.ts";

/** A room type as the table holds it, with the currency of its hotel. */
export interface RoomTypeRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly name: string;
  readonly max_occupancy: number;
  readonly base_price_minor: MinorUnits;
  readonly overbooking_basis_points: number;
  readonly status: "active" | "retired";
  readonly version: number;
  readonly currency: Currency;
}

/** The columns of {@link RoomTypeRow} but the currency. */
export const ROOM_TYPE_COLUMNS = `
  room_type.hotel_id, room_type.room_type_id, room_type.name, room_type.max_occupancy, room_type.base_price_minor,
  room_type.overbooking_basis_points, room_type.status, room_type.version`;

/** The room type as the API shows it to staff. */
export function showRoomType(row: RoomTypeRow): RoomType & { readonly overbooking_ratio: number } {
  return { ...showRoomTypeToGuests(row), overbooking_ratio: row.overbooking_basis_points / 10_000 };
}

/** The room type as the API shows it to everybody: how far it may be oversold is the hotel's own business. */
export function showRoomTypeToGuests(row: RoomTypeRow): RoomType {
  return {
    hotel_id: row.hotel_id,
    room_type_id: row.room_type_id,
    name: row.name,
    max_occupancy: row.max_occupancy,
    price_per_night: toDecimal(row.base_price_minor, row.currency),
    currency: row.currency,
    status: row.status,
    version: row.version,
  };
}

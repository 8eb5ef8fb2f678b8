import type { Queryable } from "../database/database.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";

/** One night of a room type as its row has it. */
export interface NightCells {
  readonly type: number;
  readonly night: Night;
  readonly rooms: number;
  readonly outOfOrder: number;
  readonly blocked: number;
  readonly sold: number;
  readonly held: number;
  readonly allowance: number;
  readonly forced: number;
  readonly closed: boolean;
  /** Ordinals of the rooms that cannot be given. */
  readonly seats: readonly number[];
}

/** One night of a stay as its row has it. */
export interface StayNightCells {
  readonly reservation: string;
  readonly stayNo: number;
  readonly night: Night;
  readonly type: number;
  readonly room: number | null;
  readonly price: number;
  readonly usedAs: "held" | "sold" | "none";
  readonly pinned: boolean;
}

/** One room of a reservation as its row has it. */
export interface StayCells {
  readonly reservation: string;
  readonly stayNo: number;
  readonly type: number;
  readonly from: Night;
  readonly to: Night;
  readonly guests: number;
  readonly status: string;
}

/** A reservation as its row has it. */
export interface ReservationCells {
  readonly reservation: string;
  readonly status: string;
  readonly total: number;
  readonly fee: number | null;
  readonly version: number;
  readonly expires: Date | null;
}

/** A physical room as its row has it. */
export interface RoomCells {
  readonly room: number;
  readonly type: number;
  readonly ordinal: number;
  readonly retiredFrom: Night | null;
}

/** Rooms set aside, or one room that cannot be slept in, on the nights `[from, to)`. */
export interface PeriodCells {
  readonly type: number;
  readonly from: Night;
  readonly to: Night;
  /** How many rooms for a block; the room for an out-of-order period. */
  readonly subject: number;
}

/** All rows of a hotel that have to do with its nights. */
export interface HotelRows {
  readonly nights: readonly NightCells[];
  readonly stayNights: readonly StayNightCells[];
  readonly stays: readonly StayCells[];
  readonly reservations: readonly ReservationCells[];
  readonly holds: readonly { readonly type: number; readonly reservation: string }[];
  readonly rooms: readonly RoomCells[];
  readonly blocks: readonly PeriodCells[];
  readonly outOfOrder: readonly PeriodCells[];
  readonly keys: number;
}

// One row of JSON for each table, so that one statement, and so one snapshot, reads them all.
const READ = `
  SELECT
    (SELECT coalesce(json_agg(json_build_array(room_type_id, night, rooms, out_of_order, blocked, sold, held, allowance,
                              forced, closed, encode(seats, 'hex'))), '[]')
       FROM room_night WHERE hotel_id = $1) AS nights,
    (SELECT coalesce(json_agg(json_build_array(reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as,
                              pinned) ORDER BY reservation_id, stay_no, night), '[]')
       FROM stay_night WHERE hotel_id = $1) AS stay_nights,
    (SELECT coalesce(json_agg(json_build_array(reservation_id, stay_no, room_type_id, start_date, end_date, guests,
                              status)), '[]')
       FROM stay WHERE hotel_id = $1) AS stays,
    (SELECT coalesce(json_agg(json_build_array(reservation_id, status, total_minor, fee_minor, version,
                              expires_at)), '[]')
       FROM reservation WHERE hotel_id = $1) AS reservations,
    (SELECT coalesce(json_agg(json_build_array(room_type_id, reservation_id)), '[]')
       FROM hold WHERE hotel_id = $1) AS holds,
    (SELECT coalesce(json_agg(json_build_array(room_id, room_type_id, ordinal, retired_from)), '[]')
       FROM room WHERE hotel_id = $1) AS rooms,
    (SELECT coalesce(json_agg(json_build_array(room_type_id, start_date, end_date, rooms)), '[]')
       FROM block WHERE hotel_id = $1 AND status = 'definite') AS blocks,
    (SELECT coalesce(json_agg(json_build_array(room_type_id, start_date, end_date, room_id)), '[]')
       FROM out_of_order WHERE hotel_id = $1 AND status = 'active') AS out_of_order,
    (SELECT count(*)::int FROM idempotency_key WHERE hotel_id = $1) AS keys`;

type Cell = string | number | boolean | null;
type Read = Record<
  "nights" | "stay_nights" | "stays" | "reservations" | "holds" | "rooms" | "blocks" | "out_of_order",
  Cell[][]
>;

/** Reads them in one snapshot, by a statement that shares nothing with the product. */
export async function readHotel(db: Queryable, hotelId: number): Promise<HotelRows> {
  const { rows } = await db.query<Read & { keys: number }>({ name: "hotel_rows", text: READ, values: [hotelId] });
  const [read] = rows;
  if (read === undefined) throw new Error("the rows of a hotel were not read");
  return {
    nights: read.nights.map(nightCells),
    stayNights: read.stay_nights.map(stayNightCells),
    stays: read.stays.map(([reservation, stayNo, type, from, to, guests, status]) => ({
      reservation: String(reservation),
      stayNo: Number(stayNo),
      type: Number(type),
      from: nightOf(String(from)),
      to: nightOf(String(to)),
      guests: Number(guests),
      status: String(status),
    })),
    reservations: read.reservations.map(([reservation, status, total, fee, version, expires]) => ({
      reservation: String(reservation),
      status: String(status),
      total: Number(total),
      fee: orNull(fee),
      version: Number(version),
      expires: typeof expires === "string" ? new Date(expires) : null,
    })),
    holds: read.holds.map(([type, reservation]) => ({ type: Number(type), reservation: String(reservation) })),
    rooms: read.rooms.map(([room, type, ordinal, retired]) => ({
      room: Number(room),
      type: Number(type),
      ordinal: Number(ordinal),
      retiredFrom: typeof retired === "string" ? nightOf(retired) : null,
    })),
    blocks: read.blocks.map(periodCells),
    outOfOrder: read.out_of_order.map(periodCells),
    keys: read.keys,
  };
}

function nightCells(cells: Cell[]): NightCells {
  const [type, night, rooms, outOfOrder, blocked, sold, held, allowance, forced] = cells;
  const bytes = Buffer.from(String(cells[10]), "hex");
  const seats: number[] = [];
  for (let seat = 0; seat < 8 * bytes.length; seat += 1)
    if ((((bytes[seat >> 3] ?? 0) >> (seat & 7)) & 1) === 1) seats.push(seat);
  return {
    type: Number(type),
    night: nightOf(String(night)),
    rooms: Number(rooms),
    outOfOrder: Number(outOfOrder),
    blocked: Number(blocked),
    sold: Number(sold),
    held: Number(held),
    allowance: Number(allowance),
    forced: Number(forced),
    closed: cells[9] === true,
    seats,
  };
}

function stayNightCells([reservation, stayNo, night, type, room, price, usedAs, pinned]: Cell[]): StayNightCells {
  return {
    reservation: String(reservation),
    stayNo: Number(stayNo),
    night: nightOf(String(night)),
    type: Number(type),
    room: orNull(room),
    price: Number(price),
    usedAs: usedAs as StayNightCells["usedAs"],
    pinned: pinned === true,
  };
}

function periodCells([type, from, to, subject]: Cell[]): PeriodCells {
  return { type: Number(type), from: nightOf(String(from)), to: nightOf(String(to)), subject: Number(subject) };
}

function orNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

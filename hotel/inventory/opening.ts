import type { Queryable } from "../database/database.ts";
import { shareOf } from "../vocabulary/money.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";

/** A room type that is put on sale. */
export interface Opening {
  readonly hotelId: number;
  readonly roomTypeId: number;
  /** Room numbers; each becomes a physical room. */
  readonly roomNumbers: readonly string[];
  readonly overbookingBasisPoints: number;
  /** Nights `[from, to)` to open. */
  readonly from: Night;
  readonly to: Night;
}

const OPEN_ADMISSION = "INSERT INTO admission (hotel_id, room_type_id) VALUES ($1, $2)";

const ADD_ROOMS = `
  INSERT INTO room (hotel_id, room_type_id, number, ordinal)
  SELECT $1, $2, number, place - 1
    FROM unnest($3::text[]) WITH ORDINALITY AS r (number, place)
  RETURNING room_id`;

const OPEN_NIGHTS = `
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms, allowance)
  SELECT $1, $2, night::date, $5, $6
    FROM generate_series($3::date, $4::date - 1, '1 day') AS night`;

/**
 * Puts a new room type on sale in the caller's transaction: its admission row, its rooms and its nights. The room
 * type exists already and nobody else can see it yet, so no lock is needed. Returns the ids of the rooms.
 */
export async function openRoomType(tx: Queryable, opening: Opening): Promise<number[]> {
  const { hotelId, roomTypeId, roomNumbers, from, to } = opening;
  await tx.query(OPEN_ADMISSION, [hotelId, roomTypeId]);
  const { rows } = await tx.query<{ room_id: number }>(ADD_ROOMS, [hotelId, roomTypeId, roomNumbers]);
  const allowance = shareOf(roomNumbers.length, opening.overbookingBasisPoints);
  const nights = [formatNight(from), formatNight(to)];
  await tx.query(OPEN_NIGHTS, [hotelId, roomTypeId, ...nights, roomNumbers.length, allowance]);
  return rows.map((row) => row.room_id);
}

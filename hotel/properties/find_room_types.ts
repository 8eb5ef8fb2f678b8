import type { Queryable } from "../database/database.ts";
import { pageOf, type Page } from "./find_hotels.ts";
import { ROOM_TYPE_COLUMNS, type RoomTypeRow } from "./room_type_row.ts";

const SELECT_ROOM_TYPE = `
  SELECT ${ROOM_TYPE_COLUMNS}, hotel.currency
  FROM room_type JOIN hotel ON hotel.hotel_id = room_type.hotel_id
  WHERE room_type.hotel_id = $1 AND room_type.room_type_id = $2`;

const SELECT_ROOM_TYPES = `
  SELECT ${ROOM_TYPE_COLUMNS}, hotel.currency
  FROM room_type JOIN hotel ON hotel.hotel_id = room_type.hotel_id
  WHERE room_type.hotel_id = $1 AND room_type.room_type_id > $2
  ORDER BY room_type.room_type_id
  LIMIT $3`;

const SELECT_IDS = "SELECT room_type_id FROM room_type WHERE hotel_id = $1 ORDER BY room_type_id";

/** The ids of all room types of a hotel, retired ones too, in order. */
export async function roomTypeIdsOf(db: Queryable, hotelId: number): Promise<number[]> {
  const { rows } = await db.query<{ room_type_id: number }>(SELECT_IDS, [hotelId]);
  return rows.map((row) => row.room_type_id);
}

/** The room type, active or retired; undefined when there is none. */
export async function findRoomType(
  db: Queryable,
  hotelId: number,
  roomTypeId: number,
): Promise<RoomTypeRow | undefined> {
  const { rows } = await db.query<RoomTypeRow>(SELECT_ROOM_TYPE, [hotelId, roomTypeId]);
  return rows[0];
}

/**
 * The room type, locked until the transaction ends. Lock its hotel before. Undefined when there is none.
 */
export async function lockRoomType(
  tx: Queryable,
  hotelId: number,
  roomTypeId: number,
): Promise<RoomTypeRow | undefined> {
  const { rows } = await tx.query<RoomTypeRow>(`${SELECT_ROOM_TYPE} FOR NO KEY UPDATE OF room_type`, [
    hotelId,
    roomTypeId,
  ]);
  return rows[0];
}

/** A page of a hotel's room types in the order of their ids, after the one named. */
export async function listRoomTypes(
  db: Queryable,
  hotelId: number,
  page: { readonly after?: number | undefined; readonly limit: number },
): Promise<Page<RoomTypeRow>> {
  const { rows } = await db.query<RoomTypeRow>(SELECT_ROOM_TYPES, [hotelId, page.after ?? 0, page.limit + 1]);
  return pageOf(rows, page.limit, (row) => row.room_type_id);
}

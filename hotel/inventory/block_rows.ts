import type { Queryable } from "../database/database.ts";
import { nightOf, type StayDates } from "../vocabulary/night.ts";

/** Rooms set aside for a group, as the table holds them. */
export interface BlockRow {
  readonly hotel_id: number;
  readonly block_id: number;
  readonly room_type_id: number;
  readonly name: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly rooms: number;
  readonly status: "definite" | "released";
  readonly version: number;
}

/** The columns of {@link BlockRow}. */
export const BLOCK_COLUMNS = `
  block.hotel_id, block.block_id, block.room_type_id, block.name, block.start_date, block.end_date, block.rooms,
  block.status, block.version`;

const READ = `SELECT ${BLOCK_COLUMNS} FROM block WHERE hotel_id = $1 AND block_id = $2`;

/** The block; undefined when the hotel has none of this id. Its room type never changes. */
export async function findBlock(db: Queryable, hotelId: number, blockId: number): Promise<BlockRow | undefined> {
  const { rows } = await db.query<BlockRow>(READ, [hotelId, blockId]);
  return rows[0];
}

/** The nights of a block. */
export function nightsOfBlock(row: BlockRow): StayDates {
  return { arrival: nightOf(row.start_date), departure: nightOf(row.end_date) };
}

import type { Queryable } from "../database/database.ts";
import { pageOf, type Page } from "../properties/find_hotels.ts";
import { PERIOD_COLUMNS, type OverbookingPeriodRow } from "./allowance_rows.ts";
import { BLOCK_COLUMNS, type BlockRow } from "./block_rows.ts";
import { OUT_OF_ORDER_COLUMNS, type OutOfOrderRow } from "./out_of_order_rows.ts";
import { ROOM_COLUMNS, type RoomRow } from "./room_term_rows.ts";

/** Which part of a list. */
export interface ListQuery {
  readonly hotelId: number;
  readonly roomTypeId?: number | undefined;
  /** The last id of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

const listOf = (table: string, id: string, columns: string): string => `
  SELECT ${columns}
    FROM ${table}
   WHERE ${table}.hotel_id = $1 AND ($2::int IS NULL OR ${table}.room_type_id = $2) AND ${table}.${id} > $3
   ORDER BY ${table}.${id}
   LIMIT $4`;

const ROOMS = listOf("room", "room_id", ROOM_COLUMNS);
const PERIODS = listOf("out_of_order", "out_of_order_id", OUT_OF_ORDER_COLUMNS);
const BLOCKS = listOf("block", "block_id", BLOCK_COLUMNS);
const ALLOWANCES = listOf("overbooking_period", "overbooking_period_id", PERIOD_COLUMNS);

/** Rooms, retired ones too, in the order of their ids. */
export function listRooms(db: Queryable, query: ListQuery): Promise<Page<RoomRow>> {
  return readPage<RoomRow>(db, ROOMS, query, (row) => row.room_id);
}

/** Out-of-order periods, ended ones too, in the order of their ids. */
export function listOutOfOrder(db: Queryable, query: ListQuery): Promise<Page<OutOfOrderRow>> {
  return readPage<OutOfOrderRow>(db, PERIODS, query, (row) => row.out_of_order_id);
}

/** Blocks, released ones too, in the order of their ids. */
export function listBlocks(db: Queryable, query: ListQuery): Promise<Page<BlockRow>> {
  return readPage<BlockRow>(db, BLOCKS, query, (row) => row.block_id);
}

/** Overbooking periods in the order of their ids: of those that cover a night the last counts. */
export function listOverbookingPeriods(db: Queryable, query: ListQuery): Promise<Page<OverbookingPeriodRow>> {
  return readPage<OverbookingPeriodRow>(db, ALLOWANCES, query, (row) => row.overbooking_period_id);
}

async function readPage<Row extends object>(
  db: Queryable,
  text: string,
  { hotelId, roomTypeId, after, limit }: ListQuery,
  idOf: (row: Row) => number,
): Promise<Page<Row>> {
  const { rows } = await db.query<Row>(text, [hotelId, roomTypeId ?? null, after ?? 0, limit + 1]);
  return pageOf(rows, limit, idOf);
}

import type { Queryable } from "../database/database.ts";
import { HOTEL_COLUMNS, type HotelRow } from "./hotel_row.ts";

/** Which hotels to list, and from where on. */
export interface HotelQuery {
  readonly organisationId?: number | undefined;
  /** Any spelling: without accents, in any case. */
  readonly city?: string | undefined;
  readonly status?: "active" | "retired" | undefined;
  /** The last hotel of the page before. */
  readonly after?: number | undefined;
  /** At most so many. */
  readonly limit: number;
}

/** Some rows in the order of their ids, and the id after which the next page begins: null when there is none. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: number | null;
}

const SELECT_HOTEL = `SELECT ${HOTEL_COLUMNS} FROM hotel WHERE hotel_id = $1`;

const SELECT_HOTELS = `
  SELECT ${HOTEL_COLUMNS}
  FROM hotel
  WHERE hotel_id > $1
    AND ($2::integer IS NULL OR organisation_id = $2)
    AND ($3::text IS NULL OR city_key(city) = city_key($3))
    AND ($4::text IS NULL OR status = $4)
  ORDER BY hotel_id
  LIMIT $5`;

/** The hotel, active or retired; undefined when there is none. */
export async function findHotel(db: Queryable, hotelId: number): Promise<HotelRow | undefined> {
  const { rows } = await db.query<HotelRow>(SELECT_HOTEL, [hotelId]);
  return rows[0];
}

/**
 * The hotel, locked until the transaction ends: it and its room types are changed by one at a time, so that prices
 * are read in the currency they are written in and names are found taken. Bookings do not wait for it. Take it
 * before any admission lock. Undefined when there is none.
 */
export async function lockHotel(tx: Queryable, hotelId: number): Promise<HotelRow | undefined> {
  const { rows } = await tx.query<HotelRow>(`${SELECT_HOTEL} FOR NO KEY UPDATE`, [hotelId]);
  return rows[0];
}

/** A page of hotels in the order of their ids: stable while hotels are added or changed. */
export async function listHotels(db: Queryable, query: HotelQuery): Promise<Page<HotelRow>> {
  const { rows } = await db.query<HotelRow>(SELECT_HOTELS, [
    query.after ?? 0,
    query.organisationId ?? null,
    query.city ?? null,
    query.status ?? null,
    query.limit + 1,
  ]);
  return pageOf(rows, query.limit, (row) => row.hotel_id);
}

/** A page out of rows of which one more than the limit was asked for, to know whether there is another page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => number): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? idOf(last) : null };
}

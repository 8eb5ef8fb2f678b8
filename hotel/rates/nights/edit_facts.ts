import type { Queryable } from "../../database/database.ts";
import { readNow } from "../../events/clock.ts";
import { findHotel } from "../../properties/find_hotels.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import type { Currency } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";

/** What an edit of nights is held against. */
export interface EditFacts {
  readonly currency: Currency;
  readonly today: Night;
  readonly now: Date;
  readonly roomTypes: readonly Listed[];
  /** Without the standard plan. */
  readonly plans: readonly Listed[];
  readonly standardPlanSold: boolean;
}

/** A room type or a plan of the hotel. */
export interface Listed {
  readonly id: number;
  readonly isActive: boolean;
}

const ROOM_TYPES = `
  SELECT room_type_id AS id, status = 'active' AS "isActive" FROM room_type WHERE hotel_id = $1 ORDER BY room_type_id`;

const PLANS = `
  SELECT rate_plan_id AS id, status = 'active' AS "isActive" FROM rate_plan WHERE hotel_id = $1 ORDER BY rate_plan_id`;

const BOOK = "SELECT version, standard_plan_sold FROM rate_book WHERE hotel_id = $1";

/** The facts as they are now; throws when the hotel does not exist. */
export async function readEditFacts(db: Queryable, hotelId: number): Promise<EditFacts> {
  const hotel = await findHotel(db, hotelId);
  if (hotel === undefined) throw new Error(`there is no hotel ${hotelId}`);
  const roomTypes = await db.query<Listed>(ROOM_TYPES, [hotelId]);
  const plans = await db.query<Listed>(PLANS, [hotelId]);
  const book = await db.query<{ standard_plan_sold: boolean }>(BOOK, [hotelId]);
  const now = await readNow(db);
  return {
    currency: hotel.currency,
    today: businessDate({ timeZone: hotel.time_zone, dayRollHour: hotel.day_roll_hour }, now),
    now,
    roomTypes: roomTypes.rows,
    plans: plans.rows,
    standardPlanSold: book.rows[0]?.standard_plan_sold ?? true,
  };
}

/** The version of a hotel's rate book; 0 while it has none. */
export async function readBookVersion(db: Queryable, hotelId: number): Promise<number> {
  const { rows } = await db.query<{ version: number }>(BOOK, [hotelId]);
  return rows[0]?.version ?? 0;
}

import type { Database, Queryable } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { findHotel } from "../../properties/find_hotels.ts";
import type { Currency } from "../../vocabulary/money.ts";
import { formatNight, type StayDates } from "../../vocabulary/night.ts";
import type { RateNight } from "../book/rate_night.ts";
import { readBookVersion } from "./edit_facts.ts";
import { RATE_NIGHT_COLUMNS, rateNightOf, type RateNightRow } from "./rate_night_rows.ts";

/** Where a cell lies: the order of a list. */
export interface CellPlace {
  readonly roomTypeId: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly ratePlanId: number;
  readonly channel: string;
}

/** Which cells to list. */
export interface CellsAsked {
  readonly hotelId: number;
  readonly nights: StayDates;
  readonly roomTypeId: number | undefined;
  readonly ratePlanId: number | undefined;
  readonly channel: string | undefined;
  /** The last cell of the page before. */
  readonly after: CellPlace | undefined;
  readonly limit: number;
}

const LIST = `
  SELECT ${RATE_NIGHT_COLUMNS}
    FROM rate_night n
   WHERE n.hotel_id = $1 AND n.night >= $2::date AND n.night < $3::date
     AND ($4::int IS NULL OR n.room_type_id = $4) AND ($5::int IS NULL OR n.rate_plan_id = $5)
     AND ($6::text IS NULL OR n.channel = $6)
     AND (n.room_type_id, n.night, n.rate_plan_id, n.channel) > ($7::int, $8::date, $9::int, $10::text)
   ORDER BY n.room_type_id, n.night, n.rate_plan_id, n.channel
   LIMIT $11`;

const BEFORE_ALL: CellPlace = { roomTypeId: 0, date: "1970-01-01", ratePlanId: -1, channel: "" };

/** Cells in which something is set, and what they are read with. */
export interface CellsSeen {
  /** For the If-Match of an edit. */
  readonly version: number;
  readonly currency: Currency;
  readonly cells: readonly RateNight[];
  /** The last cell, when there are more after it. */
  readonly next: CellPlace | undefined;
}

/**
 * Cells in which something is set, in the order of room type, night, plan and channel: stable while others come and go. In one
 * snapshot with their version and currency. Undefined without the hotel.
 */
export function seeCells(database: Database, asked: CellsAsked): Promise<CellsSeen | undefined> {
  return inTransaction(
    database,
    async (tx) => {
      const hotel = await findHotel(tx, asked.hotelId);
      if (hotel === undefined) return undefined;
      const version = await readBookVersion(tx, asked.hotelId);
      return { version, currency: hotel.currency, ...(await listCells(tx, asked)) };
    },
    { snapshot: true },
  );
}

async function listCells(db: Queryable, asked: CellsAsked): Promise<Pick<CellsSeen, "cells" | "next">> {
  const after = asked.after ?? BEFORE_ALL;
  const { rows } = await db.query<RateNightRow>(LIST, [
    asked.hotelId,
    formatNight(asked.nights.arrival),
    formatNight(asked.nights.departure),
    asked.roomTypeId ?? null,
    asked.ratePlanId ?? null,
    asked.channel ?? null,
    after.roomTypeId,
    after.date,
    after.ratePlanId,
    after.channel,
    asked.limit + 1,
  ]);
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  return { cells: shown.map(rateNightOf), next: last === undefined ? undefined : placeOf(last) };
}

function placeOf(row: RateNightRow): CellPlace {
  return { roomTypeId: row.room_type_id, date: row.night, ratePlanId: row.rate_plan_id, channel: row.channel };
}

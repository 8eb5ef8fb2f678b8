import type { Queryable } from "../../database/database.ts";
import type { RateNight } from "../../rates/book/rate_night.ts";
import { rateNightOf, rateNightsStatement, type RateNightRow } from "../../rates/nights/rate_night_rows.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import type { PickupCount } from "./indexed_hotel.ts";
import type { NightsOfType } from "./read_nights.ts";
import type { Range } from "./search_index.ts";

/** What is set for the nights asked for, by room type. */
export async function readRates(db: Queryable, asked: readonly NightsOfType[]): Promise<Map<number, RateNight[]>> {
  const inclusive = asked.map((nights) => ({ ...nights, to: nights.to - 1 }));
  const { rows } = await db.query<RateNightRow>(rateNightsStatement(inclusive));
  return Map.groupBy(rows.map(rateNightOf), ({ roomTypeId }) => roomTypeId);
}

const PICKUPS = `
  SELECT room_type_id, night - date '1970-01-01' AS night, days, rooms
    FROM pickup_night
   WHERE hotel_id = ANY ($1::int[]) AND night >= $2::date AND night < $3::date`;

interface PickupRow extends PickupCount {
  readonly room_type_id: number;
  readonly night: Night;
}

/** What was taken lately, by room type. */
export async function readPickups(
  db: Queryable,
  hotelIds: readonly number[],
  nights: Range,
): Promise<Map<number, PickupCount[]>> {
  const values = [hotelIds, formatNight(nights.from), formatNight(nights.to)];
  const { rows } = await db.query<PickupRow>(PICKUPS, values);
  return Map.groupBy(rows, (row) => row.room_type_id);
}

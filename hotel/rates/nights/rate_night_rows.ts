import type { QueryConfig } from "pg";
import { dates } from "../../database/column.ts";
import { keyColumns, type RoomTypeKey } from "../../properties/facts.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import type { RateNight } from "../book/rate_night.ts";

/** Nights of a room type, both ends included. */
export interface RateNightTouch extends RoomTypeKey {
  readonly from: Night;
  readonly to: Night;
}

/** A row of {@link rateNightsStatement}. */
export interface RateNightRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly night: string;
  readonly rate_plan_id: number;
  readonly channel: string;
  readonly price_minor: number | null;
}

const READ = `
  SELECT n.hotel_id, n.room_type_id, n.night, n.rate_plan_id, n.channel, n.price_minor
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
    JOIN rate_night n ON n.hotel_id = t.hotel_id AND n.room_type_id = t.room_type_id
     AND n.night >= t.from_night AND n.night <= t.to_night`;

/** What is set for the nights of the touches. */
export function rateNightsStatement(touches: readonly RateNightTouch[]): QueryConfig {
  const nights = [dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)];
  return { name: "rate_nights", text: READ, values: [...keyColumns(touches), ...nights] };
}

/** A row of {@link rateNightsStatement} as a rate night. */
export function rateNightOf(row: RateNightRow): RateNight {
  const { room_type_id: roomTypeId, rate_plan_id: ratePlanId, channel, price_minor: priceMinor } = row;
  const own = { roomTypeId, night: nightOf(row.night), ratePlanId, channel };
  return priceMinor === null ? own : { ...own, priceMinor };
}

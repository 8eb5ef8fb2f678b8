import { formatNight } from "../../../../hotel/vocabulary/night.ts";
import type { SearchAsk } from "../asks.ts";
import type { DayRow, StayRow } from "./sql_statements.ts";

const EURO = "EUR";
const MINOR = 100;

/** The body of an answer with hotels, in the shape of the engine's: all baselines write the same. */
export function hotelsBody(rows: readonly StayRow[]): string {
  return JSON.stringify({ hotels: rows.map(hotelOf), next_cursor: null });
}

/** The body of an answer about days: every day that was asked for, without a price when nothing is free. */
export function daysBody(ask: SearchAsk, rows: readonly DayRow[]): string {
  const prices = new Map(rows.map((row) => [row.night, row.total_minor]));
  const days = Array.from({ length: ask.nights }, (_, index) => {
    const date = formatNight(ask.arrival + index);
    const price = prices.get(date);
    return { date, cheapest: price === undefined ? null : { total_price: price / MINOR, currency: EURO } };
  });
  return JSON.stringify({ days });
}

function hotelOf(row: StayRow): object {
  const { hotel_id, name, city, country, latitude, longitude, star_rating, check_in, check_out } = row;
  const total_price = row.total_minor / MINOR;
  const { room_type_id, rate_plan_id, available_rooms, room_type_name } = row;
  const room = { room_type_id, name: room_type_name, rate_plan_id, total_price, available_rooms };
  const place = { hotel_id, name, city, country, latitude, longitude, star_rating };
  return { ...place, check_in, check_out, total_price, currency: EURO, rooms: [room] };
}

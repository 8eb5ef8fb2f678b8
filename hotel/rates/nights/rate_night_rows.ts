import type { QueryConfig } from "pg";
import { dates } from "../../database/column.ts";
import { keyColumns } from "../../properties/facts.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import type { RateNight } from "../book/rate_night.ts";
import { CELL_COLUMNS, CELL_KEYS, type CellKey, type CellValues } from "./cell.ts";

/** Nights of a room type, both ends included: of a stay also its day of departure, which may be closed to departures. */
export interface RateNightTouch {
  readonly hotelId: number;
  readonly roomTypeId: number;
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
  readonly closed: boolean | null;
  readonly closed_to_arrival: boolean | null;
  readonly closed_to_departure: boolean | null;
  readonly min_stay_arrival: number | null;
  readonly max_stay_arrival: number | null;
  readonly min_stay_through: number | null;
  readonly max_stay_through: number | null;
  readonly min_advance_days: number | null;
  readonly max_advance_days: number | null;
  readonly same_day_cutoff_hour: number | null;
  readonly sell_limit: number | null;
  readonly stay_pattern: string | null;
}

/** The columns of {@link RateNightRow} of the table under the name `n`. */
export const RATE_NIGHT_COLUMNS = `
  n.hotel_id, n.room_type_id, n.night, n.rate_plan_id, n.channel, n.price_minor, n.closed, n.closed_to_arrival,
  n.closed_to_departure, n.min_stay_arrival, n.max_stay_arrival, n.min_stay_through, n.max_stay_through,
  n.min_advance_days, n.max_advance_days, n.same_day_cutoff_hour, n.sell_limit, n.stay_pattern`;

const READ = `
  SELECT ${RATE_NIGHT_COLUMNS}
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
    JOIN rate_night n
      ON n.hotel_id = t.hotel_id AND n.room_type_id = t.room_type_id
     AND n.night >= t.from_night AND n.night <= t.to_night`;

/**
 * What was set for the nights of the touches, for every plan and channel. Under the admission locks of the room types it is
 * what is in force: whoever changes it holds them. A type may stand in one touch only.
 */
export function rateNightsStatement(touches: readonly RateNightTouch[]): QueryConfig {
  return {
    name: "rate_nights",
    text: READ,
    values: [...keyColumns(touches), dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)],
  };
}

/** A row as the rules read it: what is not set is left out. */
export function rateNightOf(row: RateNightRow): RateNight {
  const values: Partial<Record<CellKey, unknown>> = {};
  for (const key of CELL_KEYS) {
    const value = row[CELL_COLUMNS[key]];
    if (value !== null) values[key] = value;
  }
  const place = { roomTypeId: row.room_type_id, night: nightOf(row.night) };
  return { ...place, ratePlanId: row.rate_plan_id, channel: row.channel, ...(values as CellValues) };
}

const NOTHING_SET: readonly RateNight[] = [];

/** What was set, by room type and night; of one hotel, or of several, whose room types never share an id. */
export class RateNights {
  readonly #types = new Map<number, Map<Night, RateNight[]>>();

  constructor(rows: Iterable<RateNight> = []) {
    for (const row of rows) this.#add(row);
  }

  /** What was set for a night of a room type, for any plan and channel. */
  of(roomTypeId: number, night: Night): readonly RateNight[] {
    return this.#types.get(roomTypeId)?.get(night) ?? NOTHING_SET;
  }

  #add(row: RateNight): void {
    let nights = this.#types.get(row.roomTypeId);
    if (nights === undefined) this.#types.set(row.roomTypeId, (nights = new Map()));
    const known = nights.get(row.night);
    if (known === undefined) nights.set(row.night, [row]);
    else known.push(row);
  }
}

import type { QueryConfig } from "pg";
import { dates } from "../database/column.ts";
import { keyColumns } from "../properties/facts.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import type { RateNightTouch } from "./nights/rate_night_rows.ts";

/** A row of {@link pickupOfNights}. */
export interface PickupNightRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly days: number;
  readonly rooms: number;
}

const READ = `
  SELECT p.room_type_id, p.night, p.days, p.rooms
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
    JOIN pickup_night p
      ON p.hotel_id = t.hotel_id AND p.room_type_id = t.room_type_id
     AND p.night >= t.from_night AND p.night <= t.to_night`;

/** How many rooms were taken lately for the nights of the touches, as it was last counted. */
export function pickupOfNights(touches: readonly RateNightTouch[]): QueryConfig {
  return {
    name: "pickup_of_nights",
    text: READ,
    values: [...keyColumns(touches), dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)],
  };
}

/** Rooms taken lately, by room type, night and number of days; what was not counted is none. */
export class PickupCounts {
  readonly #counts = new Map<string, number>();

  constructor(rows: readonly PickupNightRow[] = []) {
    for (const { room_type_id, night, days, rooms } of rows) {
      this.#counts.set(nameOf(room_type_id, nightOf(night), days), rooms);
    }
  }

  /** Rooms of the type taken for the night in the last so many days. */
  rooms(roomTypeId: number, night: Night, days: number): number {
    return this.#counts.get(nameOf(roomTypeId, night, days)) ?? 0;
  }
}

function nameOf(roomTypeId: number, night: Night, days: number): string {
  return `${roomTypeId}/${night}/${days}`;
}

import type { QueryConfig } from "pg";
import { dates, integers } from "../../database/column.ts";
import type { Touch } from "../../inventory/admission_lock.ts";
import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import { STANDARD_PLAN } from "../../rates/book/rate_plan.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import type { Reservation } from "../reservation.ts";

/** A row of {@link soldUnderStatement}. */
export interface SoldUnderRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly rate_plan_id: number;
  readonly channel: string;
  readonly rooms: number;
}

// A hold that has run out does not count, whether its nights were taken back already or not. Counted from the nights that are used, by the type that was booked: after an upgrade that is not the one that is occupied. So
// all rooms of the hotel are looked at, by the index that gives a room once a night, and those without a room by theirs. Only
// for nights with a sell limit.
const SOLD_UNDER = `
  WITH wanted AS (
    SELECT DISTINCT t.hotel_id, t.room_type_id, n.night::date AS night
      FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
     CROSS JOIN LATERAL generate_series(t.from_night, t.to_night - 1, interval '1 day') AS n (night)
  ), hotel_night AS (
    SELECT DISTINCT hotel_id, night FROM wanted
  ), used AS (
    SELECT s.hotel_id, s.reservation_id, s.stay_no, s.night, s.room_type_id, s.used_as
      FROM hotel_night h
      JOIN room ON room.hotel_id = h.hotel_id
      JOIN stay_night s ON s.hotel_id = h.hotel_id AND s.room_id = room.room_id AND s.night = h.night
     WHERE s.used_as <> 'none'
     UNION ALL
    SELECT s.hotel_id, s.reservation_id, s.stay_no, s.night, s.room_type_id, s.used_as
      FROM hotel_night h
      JOIN room_type ON room_type.hotel_id = h.hotel_id
      JOIN stay_night s ON s.hotel_id = h.hotel_id AND s.room_type_id = room_type.room_type_id AND s.night = h.night
     WHERE s.room_id IS NULL AND s.used_as <> 'none'
  )
  SELECT stay.room_type_id, used.night, stay.rate_plan_id, reservation.channel, count(*)::int AS rooms
    FROM used
    JOIN stay ON stay.hotel_id = used.hotel_id AND stay.reservation_id = used.reservation_id AND stay.stay_no = used.stay_no
    JOIN wanted ON wanted.hotel_id = used.hotel_id AND wanted.room_type_id = stay.room_type_id AND wanted.night = used.night
    JOIN reservation ON reservation.hotel_id = used.hotel_id AND reservation.reservation_id = used.reservation_id
   WHERE used.used_as = 'sold'
      OR EXISTS (SELECT FROM hold
                  WHERE hold.hotel_id = used.hotel_id AND hold.room_type_id = used.room_type_id
                    AND hold.reservation_id = used.reservation_id AND hold.expires_at > hotel_now())
   GROUP BY stay.room_type_id, used.night, stay.rate_plan_id, reservation.channel`;

/** Counts the rooms sold and held on the nights of the touches, by booked type, plan and channel. */
export function soldUnderStatement(touches: readonly Touch[]): QueryConfig {
  return {
    name: "sold_under",
    text: SOLD_UNDER,
    values: [
      integers(touches, (touch) => touch.hotelId),
      integers(touches, (touch) => touch.roomTypeId),
      dates(touches, (touch) => touch.from),
      dates(touches, (touch) => touch.to),
    ],
  };
}

/** How many rooms were sold under which plan through which channel, on the nights with a sell limit. */
export class SoldUnder {
  readonly #counts = new Map<string, number>();
  readonly #nights = new Set<string>();

  constructor(touches: readonly Touch[] = [], rows: readonly SoldUnderRow[] = []) {
    for (const { roomTypeId, from, to } of touches) {
      for (let night = from; night < to; night += 1) this.#nights.add(nameOf(roomTypeId, night));
    }
    for (const row of rows) this.#add(row.room_type_id, nightOf(row.night), row.rate_plan_id, row.channel, row.rooms);
  }

  /** Rooms under one plan or all (`EVERY_PLAN`), through one channel or all (empty). Undefined: the night was not counted. */
  rooms(roomTypeId: number, night: Night, ratePlanId: number, channel: string): number | undefined {
    if (!this.#nights.has(nameOf(roomTypeId, night))) return undefined;
    return this.#counts.get(nameOf(roomTypeId, night, ratePlanId, channel)) ?? 0;
  }

  /** Keeps count of what a request of the same transaction has changed. */
  changed(before: Reservation | undefined, after: Reservation): void {
    if (this.#nights.size === 0) return;
    if (before !== undefined) this.#addAll(before, -1);
    this.#addAll(after, 1);
  }

  #addAll({ stays, channel }: Reservation, rooms: number): void {
    for (const { roomTypeId, rate, nights } of stays) {
      for (const { night, usedAs } of nights) {
        if (usedAs !== "none") this.#add(roomTypeId, night, rate?.ratePlanId ?? STANDARD_PLAN, channel, rooms);
      }
    }
  }

  #add(roomTypeId: number, night: Night, ratePlanId: number, channel: string, rooms: number): void {
    for (const plan of [ratePlanId, EVERY_PLAN]) {
      for (const through of channel === "" ? [""] : [channel, ""]) {
        const name = nameOf(roomTypeId, night, plan, through);
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + rooms);
      }
    }
  }
}

function nameOf(...parts: readonly (number | string)[]): string {
  return parts.join("/");
}

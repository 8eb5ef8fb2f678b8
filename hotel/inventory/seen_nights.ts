import type { QueryConfig } from "pg";
import { dates } from "../database/column.ts";
import { keyColumns } from "../properties/facts.ts";
import { nightOf } from "../vocabulary/night.ts";
import type { Touch } from "./admission_lock.ts";
import { Ledger, type LedgerType } from "./ledger.ts";
import { nightsByType, type NightRow } from "./night_rows.ts";
import { roomList } from "./room_list.ts";

/** A row of `seeNights`: a night, and when the first hold on its room type runs out, null when nothing is held. */
export type SeenNightRow = Omit<NightRow, "seats"> & { readonly first_expiry: Date | null };

// One statement, so one snapshot: a hold that counts in the nights is among the holds looked at.
const SEE = `
  SELECT n.room_type_id, n.night, n.rooms, n.out_of_order, n.blocked, n.sold, n.held, n.allowance, n.forced, n.closed,
         (SELECT min(h.expires_at) FROM hold h
           WHERE h.hotel_id = t.hotel_id AND h.room_type_id = t.room_type_id) AS first_expiry
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
   CROSS JOIN LATERAL (SELECT r.room_type_id, r.night, r.rooms, r.out_of_order, r.blocked, r.sold, r.held, r.allowance,
                              r.forced, r.closed
                         FROM room_night r
                        WHERE r.hotel_id = t.hotel_id AND r.room_type_id = t.room_type_id
                          AND r.night >= t.from_night AND r.night < t.to_night
                       OFFSET 0) AS n`;

/** Reads the counters of the touched nights without a lock, all as they were at one moment. */
export function seeNights(touches: readonly Touch[]): QueryConfig {
  return {
    name: "see_nights",
    text: SEE,
    values: [...keyColumns(touches), dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)],
  };
}

/** A row of {@link seeLapsedHolds}. */
export interface LapsedNightRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly rooms: number;
}

const LAPSED = `
  SELECT n.room_type_id, n.night, count(*)::int AS rooms
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
    JOIN hold h ON h.hotel_id = t.hotel_id AND h.room_type_id = t.room_type_id AND h.expires_at <= $5
    JOIN stay_night n ON n.hotel_id = h.hotel_id AND n.reservation_id = h.reservation_id AND n.room_type_id = h.room_type_id
                     AND n.used_as = 'held' AND n.night >= t.from_night AND n.night < t.to_night
   GROUP BY n.room_type_id, n.night`;

/** Counts the rooms that holds which have run out still hold on the touched nights. In one snapshot with {@link seeNights}. */
export function seeLapsedHolds(touches: readonly Touch[], now: Date): QueryConfig {
  return { name: "see_lapsed_holds", text: LAPSED, values: [...(seeNights(touches).values ?? []), now] };
}

/** Gives the rooms of lapsed holds back, as the next admission will. */
export function withoutLapsed(ledger: Ledger, lapsed: readonly LapsedNightRow[]): void {
  for (const { room_type_id, night, rooms } of lapsed) {
    const row = ledger.night(room_type_id, nightOf(night));
    if (row !== undefined) ledger.use(row, { held: -rooms, sold: 0 });
  }
}

/** Whether a hold that had run out still counted in the nights: then they say less than was free. */
export function hadLapsedHolds(rows: readonly SeenNightRow[], now: Date): boolean {
  return rows.some(({ first_expiry: expiry }) => expiry !== null && expiry.getTime() <= now.getTime());
}

const NO_ROOMS = roomList([]);
const NO_SEATS = Buffer.alloc(0);

/** The nights as a ledger without rooms: it tells whether a count fits, and cannot seat anybody. */
export function ledgerBySight(touches: readonly Touch[], rows: readonly SeenNightRow[]): Ledger {
  const nights = nightsByType(rows.map((row) => ({ ...row, seats: NO_SEATS })));
  const types = touches.map(({ hotelId, roomTypeId }): [number, LedgerType] => [
    roomTypeId,
    { hotelId, roomTypeId, rooms: NO_ROOMS, nights: nights.get(roomTypeId) ?? new Map() },
  ]);
  return new Ledger(new Map(types));
}

import type { QueryConfig } from "pg";
import { dates } from "../database/column.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import { keyColumns } from "../properties/facts.ts";
import type { Touch } from "./admission_lock.ts";
import type { SeatedStay } from "./occupancy.ts";
import type { RoomList } from "./room_list.ts";
import type { SeatedStays } from "./seating.ts";

/** A row of `readSeated`: one stay with the rooms it sits in. */
export interface SeatedRow {
  readonly hotel_id: number;
  readonly reservation_id: string;
  readonly stay_no: number;
  readonly from_night: string;
  readonly to_night: string;
  readonly nights: number;
  readonly room_types: number;
  readonly rooms: number;
  readonly room_type_id: number;
  readonly room_id: number | null;
  readonly pinned: boolean;
}

// Every stay that sits in a room of the type on one of the nights, with all its nights: a stay moves as a whole.
const READ = `
  WITH neighbour AS (
    SELECT DISTINCT n.hotel_id, n.reservation_id, n.stay_no
      FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
      JOIN room r ON r.hotel_id = t.hotel_id AND r.room_type_id = t.room_type_id
      JOIN stay_night n ON n.hotel_id = r.hotel_id AND n.room_id = r.room_id
                       AND n.night >= t.from_night AND n.night < t.to_night
  )
  SELECT n.hotel_id, n.reservation_id, n.stay_no,
         min(n.night) AS from_night, (max(n.night) + 1) AS to_night, count(*)::int AS nights,
         count(DISTINCT n.room_type_id)::int AS room_types, count(DISTINCT n.room_id)::int AS rooms,
         min(n.room_type_id) AS room_type_id, min(n.room_id) AS room_id, bool_or(n.pinned OR n.room_id IS NULL) AS pinned
    FROM neighbour
    JOIN stay_night n USING (hotel_id, reservation_id, stay_no)
   WHERE n.used_as <> 'none'
   GROUP BY n.hotel_id, n.reservation_id, n.stay_no`;

/** Reads who sits in the rooms of the touched types on the touched nights. Only needed to re-seat. */
export function readSeated(touches: readonly Touch[]): QueryConfig {
  return {
    name: "read_seated",
    text: READ,
    values: [...keyColumns(touches), dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)],
  };
}

/** The nights that re-seating may look at: a neighbour's whole stay must be in the ledger before it can move. */
export function seatedTouches(rows: readonly SeatedRow[]): Touch[] {
  return rows.map((row) => ({
    hotelId: row.hotel_id,
    roomTypeId: row.room_type_id,
    from: nightOf(row.from_night),
    to: nightOf(row.to_night),
  }));
}

/**
 * The rows of `readSeated` by type and room.
 *
 * @param firstFuture the business date of the hotel: a stay that has begun does not move
 */
export function seatedStays(
  rows: readonly SeatedRow[],
  rooms: (roomTypeId: number) => RoomList | undefined,
  firstFuture: (hotelId: number) => Night,
): SeatedStays {
  const types = new Map<number, Map<number, SeatedStay[]>>();
  for (const row of rows) {
    const ordinal = row.room_id === null ? undefined : rooms(row.room_type_id)?.ordinalOf(row.room_id);
    if (ordinal === undefined) continue;
    let byRoom = types.get(row.room_type_id);
    if (byRoom === undefined) types.set(row.room_type_id, (byRoom = new Map()));
    const stay = seatedStay(row, firstFuture(row.hotel_id));
    byRoom.set(ordinal, [...(byRoom.get(ordinal) ?? []), stay]);
  }
  return types;
}

function seatedStay(row: SeatedRow, firstFuture: Night): SeatedStay {
  const from = nightOf(row.from_night);
  const to = nightOf(row.to_night);
  const whole = row.rooms === 1 && row.room_types === 1 && row.nights === to - from;
  return {
    reservationId: row.reservation_id,
    stayNo: row.stay_no,
    from,
    to,
    movable: whole && !row.pinned && from >= firstFuture,
  };
}

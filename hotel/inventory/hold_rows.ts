import type { QueryConfig } from "pg";
import { instants, integers, uuids } from "../database/column.ts";
import { keyColumns } from "../properties/facts.ts";
import type { Touch } from "./admission_lock.ts";

/** A hold on nights of one room type: a row for each type that a pending reservation holds. */
export interface Hold {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly reservationId: string;
  readonly expiresAt: Date;
}

/** A hold that ran out and was taken away. */
export interface LapsedHold {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly reservation_id: string;
}

// The condition is in the write: a hold that was confirmed or released meanwhile has no row, and one that is
// prolonged has another expires_at. The time is that of this statement, after the locks.
const REAP = `
  DELETE FROM hold AS h
   USING unnest($1::int[], $2::int[]) AS t (hotel_id, room_type_id)
   WHERE h.hotel_id = t.hotel_id AND h.room_type_id = t.room_type_id AND h.expires_at <= hotel_now()
  RETURNING h.hotel_id, h.room_type_id, h.reservation_id`;

/** Takes away the lapsed holds of locked room types; their nights are freed by who asked. */
export function reapHolds(touches: readonly Touch[]): QueryConfig {
  return { name: "reap_holds", text: REAP, values: keyColumns(touches) };
}

const ADD = `
  INSERT INTO hold (hotel_id, room_type_id, expires_at, reservation_id)
  SELECT * FROM unnest($1::int[], $2::int[], $3::timestamptz[], $4::uuid[])`;

/** Adds holds. */
export function addHolds(holds: readonly Hold[]): QueryConfig {
  return {
    name: "add_holds",
    text: ADD,
    values: [
      integers(holds, (hold) => hold.hotelId),
      integers(holds, (hold) => hold.roomTypeId),
      instants(holds, (hold) => hold.expiresAt),
      uuids(holds, (hold) => hold.reservationId),
    ],
  };
}

const REMOVE = `
  DELETE FROM hold AS h
   USING unnest($1::int[], $2::int[], $3::timestamptz[], $4::uuid[]) AS r (hotel_id, room_type_id, expires_at, reservation_id)
   WHERE h.hotel_id = r.hotel_id AND h.room_type_id = r.room_type_id AND h.expires_at = r.expires_at
     AND h.reservation_id = r.reservation_id`;

/** Removes holds that were confirmed or released; one that was reaped before is no longer there. */
export function removeHolds(holds: readonly Hold[]): QueryConfig {
  return { ...addHolds(holds), name: "remove_holds", text: REMOVE };
}

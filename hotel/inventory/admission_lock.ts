import type { QueryConfig } from "pg";
import { keyColumns } from "../properties/facts.ts";
import type { Night } from "../vocabulary/night.ts";

/** The nights `[from, to)` of a room type that a request may read or change. */
export interface Touch {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly from: Night;
  readonly to: Night;
}

/** A locked room type. rooms_version tells whether a cached list of its rooms is still right. */
export interface LockedType {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly rooms_version: number;
}

// One statement, sorted: two requests that touch the same types in opposite orders cannot deadlock.
// NO KEY UPDATE, because foreign keys to the row must not wait for it. What depends on the lock is read in
// LATER statements: under READ COMMITTED the snapshot of this one is older than its wait.
const LOCK = `
  SELECT hotel_id, room_type_id, rooms_version
    FROM admission
   WHERE (hotel_id, room_type_id) IN (SELECT * FROM unnest($1::int[], $2::int[]))
   ORDER BY hotel_id, room_type_id
     FOR NO KEY UPDATE`;

/** Locks the admission rows of the room types, waiting for others up to `lock_timeout`. */
export function lockTypes(touches: readonly Touch[]): QueryConfig {
  return { name: "lock_types", text: LOCK, values: keyColumns(touches) };
}

/** Locks those that nobody else holds, without waiting: what is missing from the answer is held. */
export function lockFreeTypes(touches: readonly Touch[]): QueryConfig {
  return { name: "lock_free_types", text: `${LOCK} SKIP LOCKED`, values: keyColumns(touches) };
}

/** One touch for each room type of each hotel, spanning all nights that any request touches. */
export function joinTouches(touches: Iterable<Touch>): Touch[] {
  const joined = new Map<string, Touch>();
  for (const touch of touches) {
    // A request may name a room type of another hotel: it must not widen, or hide behind, that hotel's touch.
    const name = `${touch.hotelId}/${touch.roomTypeId}`;
    const known = joined.get(name);
    if (known !== undefined && known.from <= touch.from && known.to >= touch.to) continue;
    joined.set(
      name,
      known === undefined
        ? touch
        : { ...touch, from: Math.min(known.from, touch.from), to: Math.max(known.to, touch.to) },
    );
  }
  return [...joined.values()];
}

/** Whether something holds for one of the nights of the touches. */
export function someNight(touches: readonly Touch[], holds: (roomTypeId: number, night: Night) => boolean): boolean {
  return touches.some(({ roomTypeId, from, to }) => {
    for (let night = from; night < to; night += 1) if (holds(roomTypeId, night)) return true;
    return false;
  });
}

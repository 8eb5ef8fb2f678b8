import { randomInt } from "node:crypto";
import type { QueryConfig, QueryResult } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight, nightsOf } from "../../hotel/vocabulary/night.ts";
import { whyRefused } from "./full_nights.ts";
import { commitWith } from "./pipeline.ts";
import { SEAT_FUNCTIONS } from "./seat_functions.ts";
import type { Draft, Outcome } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

/** A room by its id, and by its place in the seat map. */
export interface FreeRoom {
  readonly roomId: number;
  readonly ordinal: number;
}

/**
 * The rooms of a type in which nobody stays on any of the nights `[$3, $4)`. It asks the stay nights alone, as programs do
 * that keep no counters: not whether a night is closed, blocked or on sale at all, which the laboratory's worlds never need.
 */
export const FREE_ROOMS = `
  SELECT room_id AS "roomId", ordinal FROM room
  WHERE hotel_id = $1 AND room_type_id = $2 AND NOT EXISTS (
    SELECT FROM stay_night
    WHERE stay_night.hotel_id = $1 AND stay_night.room_id = room.room_id AND night >= $3 AND night < $4)`;

const COUNT_NIGHT = `
  UPDATE room_night SET sold = sold + 1, seats = lab_take_seat(seats, $4)
  WHERE hotel_id = $1 AND room_type_id = $2 AND night = $3`;

/** For strategies without the unique index: it also found the stay nights of a room, and that shall stay as quick. */
export const WITH_PLAIN_INDEX = `${SEAT_FUNCTIONS}
  CREATE INDEX IF NOT EXISTS lab_stay_night_by_room ON stay_night (hotel_id, room_id, night) WHERE room_id IS NOT NULL;`;

/** All rooms that look free. */
export function readFreeRooms(draft: Draft): QueryConfig {
  const { hotelId, roomTypeId, arrival, departure } = draft;
  const values = [hotelId, roomTypeId, formatNight(arrival), formatNight(departure)];
  return { name: "free_rooms", text: FREE_ROOMS, values };
}

/** One of the rooms, each with the same chance; undefined when there is none. */
export function pickAny(answer: QueryResult | undefined): FreeRoom | undefined {
  const rooms = (answer?.rows ?? []) as FreeRoom[];
  return rooms.length === 0 ? undefined : rooms[randomInt(rooms.length)];
}

/** Counts the sale on each night: a statement each, in the order of the nights, so that none waits in a circle. */
export function countNights(draft: Draft, { ordinal }: FreeRoom): QueryConfig[] {
  return nightsOf(draft).map((night) => ({
    name: "count_night",
    text: COUNT_NIGHT,
    values: [draft.hotelId, draft.roomTypeId, formatNight(night), ordinal],
  }));
}

/** Takes one of the rooms that look free, at random, in one transaction; nothing but the schema looks whether it still is. */
export async function bookFreeRoom(connection: Queryable, draft: Draft): Promise<Outcome> {
  const { known, answers } = await beginBooking(connection, draft, [readFreeRooms(draft)]);
  if (known !== undefined) return known;
  const room = pickAny(answers[0]);
  if (room === undefined) return rolledBack(connection, await whyRefused(connection, draft));
  await commitWith(connection, [...bookingRows(draft, room.roomId), ...countNights(draft, room)]);
  return { kind: "booked" };
}

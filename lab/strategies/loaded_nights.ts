import type { QueryConfig } from "pg";
import { bestFit, readSeatMap, withSeat, writeSeatMap } from "../../hotel/inventory/seat_map.ts";
import { formatNight, nightOf, nightsOf } from "../../hotel/vocabulary/night.ts";
import type { Draft, Outcome } from "./strategy.ts";

/** A night as the program holds it in its hands: what the decision reads, and what it writes back. */
export interface LoadedNight {
  readonly night: string;
  readonly spare: number;
  readonly closed: boolean;
  readonly rooms: number;
  readonly sold: number;
  readonly seats: Buffer;
}

/** Reads the nights `[$3, $4)` of a room type, in order; a strategy puts its lock clause behind it. */
export const LOAD_NIGHTS = `
  SELECT night, rooms - out_of_order + allowance + forced - sold - held - blocked AS spare, closed, rooms, sold, seats
  FROM room_night
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4
  ORDER BY night`;

const TAKE_NIGHTS = `
  UPDATE room_night SET sold = sold + 1, seats = taken.seats
  FROM unnest($3::date[], $4::bytea[]) AS taken (night, seats)
  WHERE hotel_id = $1 AND room_type_id = $2 AND room_night.night = taken.night`;

/** Writes one night back as the program has it, whatever it has become meanwhile. */
export const SAVE_NIGHT = `
  UPDATE room_night SET sold = $4, seats = $5 WHERE hotel_id = $1 AND room_type_id = $2 AND night = $3`;

/** All nights of the stay in one statement. */
export function loadNights(draft: Draft, lock = ""): QueryConfig {
  const { hotelId, roomTypeId, arrival, departure } = draft;
  const values = [hotelId, roomTypeId, formatNight(arrival), formatNight(departure)];
  return { name: "load_nights", text: `${LOAD_NIGHTS} ${lock}`, values };
}

/** The ordinal of the room to give, or why there is none: the decision of every strategy that decides in the program. */
export function chooseSeat(draft: Draft, nights: readonly LoadedNight[]): number | Outcome {
  const free = new Set(nights.filter((night) => night.spare > 0 && !night.closed).map(({ night }) => nightOf(night)));
  const full = nightsOf(draft).filter((night) => !free.has(night));
  if (full.length > 0) return { kind: "full", nights: full };
  const maps = nights.map((night) => readSeatMap(night.seats));
  const rooms = Math.min(...nights.map((night) => night.rooms));
  const ordinal = bestFit(maps, rooms, { nightBefore: undefined, nightAfter: undefined });
  return ordinal ?? { kind: "no_single_room" };
}

/** The id of the room with this ordinal; throws when the type has none, because a seat map offered it. */
export function roomWith(draft: Draft, ordinal: number): number {
  const roomId = draft.roomIds[ordinal];
  if (roomId === undefined) throw new Error(`room type ${draft.roomTypeId} has no room with ordinal ${ordinal}`);
  return roomId;
}

/** Takes the room on all nights in one statement: for nights that are locked, since it locks in the order of its plan. */
export function takeNights(draft: Draft, nights: readonly LoadedNight[], ordinal: number): QueryConfig {
  const seats = nights.map((night) => seatsWith(night, ordinal));
  const values = [draft.hotelId, draft.roomTypeId, nights.map(({ night }) => night), seats];
  return { name: "take_nights", text: TAKE_NIGHTS, values };
}

/** Writes each night back with one sale more: a statement each, in the order of the nights, so that none waits in a circle. */
export function saveNights(draft: Draft, nights: readonly LoadedNight[], ordinal: number): QueryConfig[] {
  return nights.map((night) => ({ name: "save_night", text: SAVE_NIGHT, values: savedNight(draft, night, ordinal) }));
}

/** The parameters of {@link SAVE_NIGHT}. */
export function savedNight(draft: Draft, night: LoadedNight, ordinal: number): unknown[] {
  return [draft.hotelId, draft.roomTypeId, night.night, night.sold + 1, seatsWith(night, ordinal)];
}

function seatsWith(night: LoadedNight, ordinal: number): Buffer {
  return writeSeatMap(withSeat(readSeatMap(night.seats), ordinal, true));
}

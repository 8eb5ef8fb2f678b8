import type { QueryConfig } from "pg";
import type { EventDraft } from "../events/outbox.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import type { SeatMove } from "./occupancy.ts";

/** A stay that gets another room, or loses its room, on the nights `[from, to)`. */
export type SeatChange = Omit<SeatMove, "toRoomId"> & {
  /** Null: it has no room any more, and nobody's word is kept. */
  readonly toRoomId: number | null;
};

/** A night of a stay and the room it ends up in. */
export interface SeatedNight {
  readonly reservationId: string;
  readonly stayNo: number;
  readonly roomTypeId: number;
  readonly night: Night;
  readonly fromRoomId: number;
  readonly toRoomId: number | null;
}

/** The changes night by night: a stay that moved twice is written once, where it ends; one that came back not at all. */
export function seatedNights(changes: readonly SeatChange[]): SeatedNight[] {
  const nights = new Map<string, SeatedNight>();
  for (const change of changes) {
    const { reservationId, stayNo, roomTypeId, fromRoomId, toRoomId } = change;
    for (let night = change.from; night < change.to; night += 1) {
      const name = `${reservationId}/${stayNo}/${night}`;
      const first = nights.get(name)?.fromRoomId ?? fromRoomId;
      nights.set(name, { reservationId, stayNo, roomTypeId, night, fromRoomId: first, toRoomId });
    }
  }
  return [...nights.values()].filter((night) => night.fromRoomId !== night.toRoomId);
}

/** What the guests' audit trail says: re-seated, or moved out of their room. */
export function seatEvents(hotelId: number, changes: readonly SeatChange[], actor: Actor, at: Date): EventDraft[] {
  return segmentsOf(seatedNights(changes)).map(({ first, last }): EventDraft => {
    const nights = {
      stay_no: first.stayNo,
      room_type_id: first.roomTypeId,
      start_date: formatNight(first.night),
      end_date: formatNight(last.night + 1),
    };
    const data = {
      before: [{ ...nights, room_id: first.fromRoomId }],
      after: [{ ...nights, room_id: first.toRoomId }],
    };
    const type = first.toRoomId === null ? "reservation.room_moved" : "reservation.reseated";
    return { hotelId, type, reservationId: first.reservationId, actor, at, data };
  });
}

// Everybody who moves gets up first: the index on (room, night) is checked row by row. Nobody keeps a pin on a room they
// have lost.
const GET_UP = `
  UPDATE stay_night AS n
     SET room_id = NULL, pinned = n.pinned AND v.keeps_pin
    FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::date[], $5::bool[])
      AS v (hotel_id, reservation_id, stay_no, night, keeps_pin)
   WHERE n.hotel_id = v.hotel_id AND n.reservation_id = v.reservation_id AND n.stay_no = v.stay_no
     AND n.night = v.night AND n.used_as <> 'none'`;

const SIT_DOWN = `
  UPDATE stay_night AS n
     SET room_id = v.room_id
    FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::date[], $5::int[])
      AS v (hotel_id, reservation_id, stay_no, night, room_id)
   WHERE n.hotel_id = v.hotel_id AND n.reservation_id = v.reservation_id AND n.stay_no = v.stay_no
     AND n.night = v.night AND n.used_as <> 'none'`;

/** The statements that write the changes, in order, each with the number of rows it must change. */
export function writeSeatChanges(
  hotelId: number,
  changes: readonly SeatChange[],
): { readonly query: QueryConfig; readonly rows: number }[] {
  const nights = seatedNights(changes);
  const seated = nights.filter((night) => night.toRoomId !== null);
  return [
    {
      query: { text: GET_UP, values: [...keysOf(hotelId, nights), nights.map((night) => night.toRoomId !== null)] },
      rows: nights.length,
    },
    {
      query: { text: SIT_DOWN, values: [...keysOf(hotelId, seated), seated.map((night) => night.toRoomId)] },
      rows: seated.length,
    },
  ].filter(({ rows }) => rows > 0);
}

function keysOf(hotelId: number, nights: readonly SeatedNight[]): unknown[] {
  return [
    nights.map(() => hotelId),
    nights.map((night) => night.reservationId),
    nights.map((night) => night.stayNo),
    nights.map((night) => formatNight(night.night)),
  ];
}

function segmentsOf(nights: readonly SeatedNight[]): { readonly first: SeatedNight; last: SeatedNight }[] {
  const segments: { readonly first: SeatedNight; last: SeatedNight }[] = [];
  for (const night of nights) {
    const open = segments.at(-1);
    const follows =
      open !== undefined &&
      open.first.reservationId === night.reservationId &&
      open.first.stayNo === night.stayNo &&
      open.last.night + 1 === night.night &&
      open.first.fromRoomId === night.fromRoomId &&
      open.first.toRoomId === night.toRoomId;
    if (follows) open.last = night;
    else segments.push({ first: night, last: night });
  }
  return segments;
}

import type { Night } from "../vocabulary/night.ts";
import type { Use } from "./room_night.ts";

/** A night that a stay uses: of which type, in which room, and how it is counted. */
export interface UsedNight {
  readonly night: Night;
  readonly roomTypeId: number;
  /** Null within the overbooking allowance, until a room is free. */
  readonly roomId: number | null;
  readonly use: Use;
  /** The guest was told the room, or is in it: nobody moves them without being asked to. */
  readonly pinned: boolean;
}

/** The nights that one stay of a reservation uses at present. */
export interface Occupancy {
  readonly stayNo: number;
  readonly nights: readonly UsedNight[];
}

/** A night that a stay shall use. */
export interface WantedNight {
  readonly night: Night;
  readonly roomTypeId: number;
  readonly use: Use;
}

/** What a stay shall use, before it has been given rooms. */
export interface Wish {
  readonly stayNo: number;
  /** In order of night. */
  readonly nights: readonly WantedNight[];
  /** A particular room for the nights from this one on. */
  readonly room?: { readonly roomId: number; readonly from: Night };
  /** Nights before this one are past or present: their rooms are kept as they are. */
  readonly settledUntil?: Night;
  /** The guest accepts to change rooms during the stay. */
  readonly allowSplit: boolean;
}

/** Part of a stay in one room: `[from, to)`. */
export interface RoomSegment {
  readonly roomId: number;
  readonly from: Night;
  readonly to: Night;
}

/** Another stay that was given another room to make place: nobody is told, because nobody knew the room. */
export interface SeatMove {
  readonly reservationId: string;
  readonly stayNo: number;
  readonly roomTypeId: number;
  readonly fromRoomId: number;
  readonly toRoomId: number;
  readonly from: Night;
  readonly to: Night;
}

/** A stay that sits in a room, as re-seating sees it. */
export interface SeatedStay {
  readonly reservationId: string;
  readonly stayNo: number;
  readonly from: Night;
  readonly to: Night;
  /** Future, not pinned, and in this one room for all its nights. */
  readonly movable: boolean;
}

import type { Night } from "../vocabulary/night.ts";
import type { AdmissionTerms } from "./admit.ts";
import type { Ledger, LedgerNight, LedgerType } from "./ledger.ts";
import type { RoomSegment, SeatMove } from "./occupancy.ts";
import { makePlace } from "./reseating.ts";
import { isOverbooked } from "./room_night.ts";
import { bestFit, isTaken, randomFit } from "./seat_map.ts";
import { splitStay } from "./split.ts";

/** Consecutive nights of a stay in one room type that need a room. */
export interface Run {
  readonly stayNo: number;
  readonly roomTypeId: number;
  readonly nights: readonly Night[];
  /** The rooms, of any type, in which the stay spends the night before and the night after. */
  readonly beside: readonly number[];
  /** For each night the room that the stay had so far; null: none; undefined: it did not have the night. */
  readonly present: readonly (number | null | undefined)[];
  /** The guest accepts to change rooms during the stay. */
  readonly allowSplit: boolean;
}

/** Where a run was put. */
export interface SeatedRun {
  readonly outcome: "seated";
  readonly rooms: readonly (number | null)[];
  readonly moves: readonly SeatMove[];
}

/** Why a run has no room. */
export type RunRefusal =
  | { readonly outcome: "no_single_room"; readonly stayNo: number; readonly split: readonly RoomSegment[] | undefined }
  | { readonly outcome: "room_not_free"; readonly stayNo: number; readonly nights: readonly Night[] }
  | { readonly outcome: "seats_needed" };

/** Puts the run in one particular room, which is made free by re-seating others if need be. */
export function takeFixed(ledger: Ledger, run: Run, roomId: number, terms: AdmissionTerms): SeatedRun | RunRefusal {
  const scene = sceneOf(ledger, run, terms);
  const ordinal = ordinalIn(scene.type, roomId);
  if (isFree(scene.rows, ordinal)) return takeRoom(scene, ordinal);
  if (terms.seated === undefined) return { outcome: "seats_needed" };
  const seated = takeByMoving(scene, ordinal);
  if (seated !== undefined) return seated;
  const nights = scene.rows.filter((row) => isTaken(row.seats, ordinal)).map((row) => row.night);
  return { outcome: "room_not_free", stayNo: run.stayNo, nights };
}

/**
 * Finds rooms for a run that is free to choose, in this order: the room next door in time, or without one the present
 * room, else the best fitting free one; the rooms it has now, if they are several; no room on overbooked nights; a room
 * that becomes free by re-seating others; several rooms, if the guest accepts that; what it has now, also without a room.
 */
export function seatRun(ledger: Ledger, run: Run, terms: AdmissionTerms): SeatedRun | RunRefusal {
  const scene = sceneOf(ledger, run, terms);
  const simple = simplyFree(scene);
  if (simple !== undefined) return takeRoom(scene, simple);
  if (!run.present.includes(null) && keepsPresent(scene)) return takePresent(scene);
  // Nobody is moved for a night on which a room is missing anyway.
  const effort = scene.rows.some(isOverbooked) ? undefined : seatWithEffort(scene);
  if (effort !== undefined) return effort;
  // A change takes nothing away: what the stay had, also without a room, it can have again.
  return keepsPresent(scene) ? takePresent(scene) : lastResort(scene);
}

interface Scene {
  readonly ledger: Ledger;
  readonly type: LedgerType;
  readonly rows: readonly LedgerNight[];
  readonly run: Run;
  /** Ordinals of the rooms beside that are of the run's type. */
  readonly beside: readonly number[];
  readonly terms: AdmissionTerms;
}

function sceneOf(ledger: Ledger, run: Run, terms: AdmissionTerms): Scene {
  const type = ledger.type(run.roomTypeId);
  const rows = run.nights.map((night) => {
    const row = type.nights.get(night);
    if (row === undefined) throw new Error(`night ${night} of room type ${type.roomTypeId} was not counted`);
    return row;
  });
  const beside = run.beside.flatMap((roomId) => type.rooms.ordinalOf(roomId) ?? []);
  return { ledger, type, rows, run, beside, terms };
}

function simplyFree(scene: Scene): number | undefined {
  const { beside, run, rows, type } = scene;
  const nextDoor = beside.find((ordinal) => isFree(rows, ordinal));
  if (nextDoor !== undefined) return nextDoor;
  if (beside.length > 0 && !run.allowSplit) return undefined;
  const [present] = run.present;
  const kept = typeof present === "number" ? type.rooms.ordinalOf(present) : undefined;
  return kept !== undefined && isFree(rows, kept) ? kept : chooseRoom(scene);
}

/** The free room that the hotel's policy prefers, or undefined when none is free on all the nights. */
function chooseRoom({ type, rows, terms }: Scene): number | undefined {
  const maps = rows.map((row) => row.seats);
  if (terms.policy === "random") return randomFit(maps, type.rooms.count, terms.chance);
  const first = rows[0]?.night ?? 0;
  return bestFit(maps, type.rooms.count, {
    nightBefore: type.nights.get(first - 1)?.seats,
    nightAfter: type.nights.get(first + rows.length)?.seats,
  });
}

function seatWithEffort(scene: Scene): SeatedRun | RunRefusal | undefined {
  const { beside, run, rows, type, terms } = scene;
  if (terms.seated === undefined) return { outcome: "seats_needed" };
  const bound = beside.length > 0 && !run.allowSplit;
  for (const only of bound ? beside : [undefined]) {
    const seated = takeByMoving(scene, only);
    if (seated !== undefined) return seated;
  }
  const split = run.allowSplit ? splitStay(type, rows) : undefined;
  return split === undefined ? undefined : takeSplit(scene, split);
}

// Within the overbooking allowance a stay waits for a room; so does one that was sold elsewhere, which is never turned
// away.
function lastResort({ run, type, rows, terms }: Scene): SeatedRun | RunRefusal {
  // Who had a room does not lose it to another stay of the request.
  const had = run.present.every((room) => typeof room === "number");
  if (terms.force || (rows.some(isOverbooked) && !had))
    return { outcome: "seated", rooms: rows.map(() => null), moves: [] };
  return { outcome: "no_single_room", stayNo: run.stayNo, split: splitStay(type, rows) };
}

function takeByMoving(scene: Scene, only: number | undefined): SeatedRun | undefined {
  const { ledger, type, rows, terms } = scene;
  const byRoom = terms.seated?.get(type.roomTypeId) ?? new Map();
  const place = makePlace(ledger, type, rows, byRoom, terms.reservationId, only);
  return place === undefined ? undefined : { ...takeRoom(scene, place.ordinal), moves: place.moves };
}

function takeSplit({ ledger, type, rows }: Scene, split: readonly RoomSegment[]): SeatedRun {
  const rooms: number[] = [];
  for (const { roomId, from, to } of split) {
    const part = rows.filter((row) => row.night >= from && row.night < to);
    takeSeats(ledger, part, ordinalIn(type, roomId));
    rooms.push(...part.map(() => roomId));
  }
  return { outcome: "seated", rooms, moves: [] };
}

/** Whether the stay had all these nights before and its rooms were not given to another stay of the request. */
function keepsPresent({ type, rows, run }: Scene): boolean {
  return rows.every((row, index) => {
    const roomId = run.present[index];
    return roomId === null || (roomId !== undefined && !isTaken(row.seats, ordinalIn(type, roomId)));
  });
}

function takePresent({ ledger, type, rows, run }: Scene): SeatedRun {
  const rooms = run.present.map((roomId) => roomId ?? null);
  for (const [index, row] of rows.entries()) {
    const roomId = rooms[index] ?? null;
    if (roomId !== null) takeSeats(ledger, [row], ordinalIn(type, roomId));
  }
  return { outcome: "seated", rooms, moves: [] };
}

function takeRoom({ ledger, type, rows }: Scene, ordinal: number): SeatedRun {
  takeSeats(ledger, rows, ordinal);
  const roomId = type.rooms.roomIdAt(ordinal);
  return { outcome: "seated", rooms: rows.map(() => roomId), moves: [] };
}

function takeSeats(ledger: Ledger, rows: readonly LedgerNight[], ordinal: number): void {
  for (const row of rows) {
    if (!ledger.takeSeat(row, ordinal)) throw new Error(`room ordinal ${ordinal} was taken meanwhile`);
  }
}

function isFree(rows: readonly LedgerNight[], ordinal: number): boolean {
  return rows.every((row) => !isTaken(row.seats, ordinal));
}

/** The ordinal of a room of the type. Throws for a room of another type: it would be a bug. */
export function ordinalIn(type: LedgerType, roomId: number): number {
  const ordinal = type.rooms.ordinalOf(roomId);
  if (ordinal === undefined) throw new Error(`room ${roomId} is not of room type ${type.roomTypeId}`);
  return ordinal;
}

import type { Night } from "../vocabulary/night.ts";
import type { AdmissionTerms } from "./admit.ts";
import type { Ledger, LedgerNight, LedgerType } from "./ledger.ts";
import type { Occupancy, RoomSegment, SeatedStay, SeatMove, UsedNight, WantedNight, Wish } from "./occupancy.ts";
import { makePlace } from "./reseating.ts";
import { isOverbooked } from "./room_night.ts";
import { bestFit, isTaken, randomFit } from "./seat_map.ts";
import { splitStay } from "./split.ts";

/** Who sits where: stays by room ordinal, by room type. */
export type SeatedStays = ReadonlyMap<number, Map<number, SeatedStay[]>>;

/** Where a stay was put. */
export type Seating =
  | { readonly outcome: "seated"; readonly rooms: (number | null)[]; readonly moves: readonly SeatMove[] }
  | { readonly outcome: "no_single_room"; readonly stayNo: number; readonly split: readonly RoomSegment[] | undefined }
  | { readonly outcome: "room_not_free"; readonly stayNo: number; readonly nights: readonly Night[] }
  | { readonly outcome: "seats_needed" };

/** Frees the seats of what a reservation uses. */
export function releaseSeats(ledger: Ledger, before: readonly Occupancy[]): void {
  for (const { nights } of before) {
    for (const used of nights) {
      const row = ledger.night(used.roomTypeId, used.night);
      if (row !== undefined && used.roomId !== null) {
        ledger.freeSeat(row, ordinalIn(ledger.type(used.roomTypeId), used.roomId));
      }
    }
  }
}

/**
 * Gives a stay its rooms: nights that are settled keep theirs; the others get the room asked for, the room
 * next to it, the best fitting free one, one that becomes free by re-seating others, or none when the night
 * is overbooked. The counters have been taken before.
 */
export function seatStay(ledger: Ledger, wish: Wish, present: Occupancy | undefined, terms: AdmissionTerms): Seating {
  const rooms: (number | null)[] = [];
  const moves: SeatMove[] = [];
  const presentNights = new Map(present?.nights.map((used) => [used.night, used]));
  for (const part of partsOf(wish, presentNights)) {
    const neighbour = rooms.at(-1) ?? null;
    const seating = seatPart(ledger, wish, part, neighbour, terms);
    if (seating.outcome !== "seated") return seating;
    rooms.push(...seating.rooms);
    moves.push(...seating.moves);
  }
  return { outcome: "seated", rooms, moves };
}

/** Consecutive nights of a stay that are to be in one room. */
interface Part {
  readonly nights: WantedNight[];
  /** The room they must have; null: no room; undefined: free to choose. */
  readonly fixed: number | null | undefined;
  /** Their room so far, if they all had the same. */
  readonly present: number | null | undefined;
}

function partsOf(wish: Wish, present: ReadonlyMap<Night, UsedNight>): Part[] {
  const parts: Part[] = [];
  for (const wanted of wish.nights) {
    const used = present.get(wanted.night);
    const fixed = fixedRoom(wish, wanted, used);
    const had = used !== undefined && used.roomTypeId === wanted.roomTypeId ? used.roomId : undefined;
    const last = parts.at(-1);
    const follows =
      last !== undefined && last.fixed === fixed && last.nights[0]?.roomTypeId === wanted.roomTypeId &&
      (!wish.keepRooms || last.present === had || fixed !== undefined);
    if (follows) last.nights.push(wanted);
    else parts.push({ nights: [wanted], fixed, present: had });
  }
  return parts;
}

function fixedRoom(wish: Wish, wanted: WantedNight, used: UsedNight | undefined): number | null | undefined {
  const settled = wish.settledUntil !== undefined && wanted.night < wish.settledUntil;
  if (settled) return used?.roomId ?? null;
  if (wish.room !== undefined && wanted.night >= wish.room.from) return wish.room.roomId;
  if (used !== undefined && used.pinned && used.roomTypeId === wanted.roomTypeId) return used.roomId ?? undefined;
  return undefined;
}

function seatPart(
  ledger: Ledger,
  wish: Wish,
  part: Part,
  neighbour: number | null,
  terms: AdmissionTerms,
): Seating {
  if (part.fixed === null) return seated(part.nights.map(() => null));
  const type = ledger.type(part.nights[0]?.roomTypeId ?? 0);
  const rows = rowsOf(type, part.nights);
  if (part.fixed !== undefined) return seatIn(ledger, type, rows, wish, part.fixed, terms);
  const nextTo = neighbour === null ? undefined : type.rooms.ordinalOf(neighbour);
  const kept = typeof part.present === "number" ? type.rooms.ordinalOf(part.present) : nextTo;
  if (kept !== undefined && isFree(rows, kept)) return takeRoom(ledger, type, rows, kept);
  const free = chooseRoom(type, rows, terms);
  if (free !== undefined && (nextTo === undefined || wish.allowSplit)) return takeRoom(ledger, type, rows, free);
  return seatWithEffort(ledger, type, rows, wish, nextTo, terms);
}

// No room is simply free. The order matters: nobody is moved for a night on which a room is missing anyway.
function seatWithEffort(
  ledger: Ledger,
  type: LedgerType,
  rows: readonly LedgerNight[],
  wish: Wish,
  only: number | undefined,
  terms: AdmissionTerms,
): Seating {
  if (rows.some(isOverbooked)) return seated(rows.map(() => null));
  if (terms.seated === undefined) return { outcome: "seats_needed" };
  const place = makePlace(ledger, type, rows, terms.seated.get(type.roomTypeId) ?? new Map(), terms.reservationId, only);
  if (place !== undefined) {
    const taken = takeRoom(ledger, type, rows, place.ordinal);
    return taken.outcome === "seated" ? { ...taken, moves: place.moves } : taken;
  }
  const split = splitStay(type, rows);
  if (split === undefined || !wish.allowSplit) return { outcome: "no_single_room", stayNo: wish.stayNo, split };
  return takeSplit(ledger, type, rows, split);
}

function seatIn(
  ledger: Ledger,
  type: LedgerType,
  rows: readonly LedgerNight[],
  wish: Wish,
  roomId: number,
  terms: AdmissionTerms,
): Seating {
  const ordinal = ordinalIn(type, roomId);
  if (isFree(rows, ordinal)) return takeRoom(ledger, type, rows, ordinal);
  if (terms.seated === undefined) return { outcome: "seats_needed" };
  const place = makePlace(ledger, type, rows, terms.seated.get(type.roomTypeId) ?? new Map(), terms.reservationId, ordinal);
  if (place === undefined) {
    const nights = rows.filter((row) => isTaken(row.seats, ordinal)).map((row) => row.night);
    return { outcome: "room_not_free", stayNo: wish.stayNo, nights };
  }
  const taken = takeRoom(ledger, type, rows, ordinal);
  return taken.outcome === "seated" ? { ...taken, moves: place.moves } : taken;
}

function takeSplit(
  ledger: Ledger,
  type: LedgerType,
  rows: readonly LedgerNight[],
  split: readonly RoomSegment[],
): Seating {
  const rooms: (number | null)[] = [];
  for (const segment of split) {
    const part = rows.filter((row) => row.night >= segment.from && row.night < segment.to);
    takeRoom(ledger, type, part, ordinalIn(type, segment.roomId));
    rooms.push(...part.map(() => segment.roomId));
  }
  return seated(rooms);
}

function takeRoom(ledger: Ledger, type: LedgerType, rows: readonly LedgerNight[], ordinal: number): Seating {
  for (const row of rows) {
    if (!ledger.takeSeat(row, ordinal)) throw new Error(`room ordinal ${ordinal} was taken meanwhile`);
  }
  const roomId = type.rooms.roomIdAt(ordinal);
  return seated(rows.map(() => roomId));
}

/** The free room that the hotel's policy prefers, or undefined when none is free on all the nights. */
export function chooseRoom(
  type: LedgerType,
  rows: readonly LedgerNight[],
  terms: Pick<AdmissionTerms, "policy" | "chance">,
): number | undefined {
  const maps = rows.map((row) => row.seats);
  if (terms.policy === "random") return randomFit(maps, type.rooms.count, terms.chance);
  const first = rows[0]?.night ?? 0;
  return bestFit(maps, type.rooms.count, {
    nightBefore: type.nights.get(first - 1)?.seats,
    nightAfter: type.nights.get(first + rows.length)?.seats,
  });
}

function isFree(rows: readonly LedgerNight[], ordinal: number): boolean {
  return rows.every((row) => !isTaken(row.seats, ordinal));
}

function rowsOf(type: LedgerType, nights: readonly WantedNight[]): LedgerNight[] {
  return nights.map(({ night }) => {
    const row = type.nights.get(night);
    if (row === undefined) throw new Error(`night ${night} of room type ${type.roomTypeId} was not counted`);
    return row;
  });
}

function ordinalIn(type: LedgerType, roomId: number): number {
  const ordinal = type.rooms.ordinalOf(roomId);
  if (ordinal === undefined) throw new Error(`room ${roomId} is not of room type ${type.roomTypeId}`);
  return ordinal;
}

function seated(rooms: (number | null)[]): Seating {
  return { outcome: "seated", rooms, moves: [] };
}

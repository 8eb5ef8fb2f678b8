import { shareANight } from "../vocabulary/night.ts";
import type { Ledger, LedgerNight, LedgerType } from "./ledger.ts";
import type { SeatedStay, SeatMove } from "./occupancy.ts";
import { bestFit, isTaken, type SeatMap } from "./seat_map.ts";

/** At most so many other stays are given another room for one request. */
export const MOST_MOVES = 3;

// With arbitrary pins the exact question is NP-complete (colouring of precoloured interval graphs), so the
// search stops after so many looked-at rooms. Steps and not milliseconds: the same facts give the same answer.
const MOST_STEPS = 4_000;

/** A room that is free now, and who was moved for it. */
export interface Place {
  readonly ordinal: number;
  readonly moves: readonly SeatMove[];
}

/**
 * Frees one room for all the nights by giving at most three other stays of the type another room. A stay
 * moves as a whole and only before it has begun; pinned ones stay. Leaves the ledger as it was when it
 * finds nothing.
 *
 * @param only the ordinal of the room that must become free; any room when undefined
 */
export function makePlace(
  ledger: Ledger,
  type: LedgerType,
  rows: readonly LedgerNight[],
  seated: Map<number, SeatedStay[]>,
  reservationId: string,
  only?: number,
): Place | undefined {
  const search: Search = { ledger, type, seated, reservationId, stepsLeft: MOST_STEPS, moves: [] };
  const candidates = only === undefined ? roomsByEffort(search, rows) : [only];
  for (const ordinal of candidates) {
    const mark = ledger.mark();
    if (vacate(search, rows, ordinal, new Set([ordinal]))) return settle(search, ordinal);
    ledger.takeBack(mark);
    search.moves.length = 0;
  }
  return undefined;
}

interface Search {
  readonly ledger: Ledger;
  readonly type: LedgerType;
  readonly seated: Map<number, SeatedStay[]>;
  readonly reservationId: string;
  stepsLeft: number;
  readonly moves: { readonly stay: SeatedStay; readonly from: number; readonly to: number }[];
}

// Rooms whose occupants are fewest first: most of the time one move is enough.
function roomsByEffort(search: Search, rows: readonly LedgerNight[]): number[] {
  const efforts: { ordinal: number; stays: number }[] = [];
  for (let ordinal = 0; ordinal < search.type.rooms.count; ordinal += 1) {
    const stays = inTheWay(search, rows, ordinal)?.length;
    if (stays !== undefined && stays <= MOST_MOVES) efforts.push({ ordinal, stays });
  }
  return efforts.sort((one, other) => one.stays - other.stays).map(({ ordinal }) => ordinal);
}

/** The stays to move before the room is free on the nights; undefined when something there cannot move. */
function inTheWay(search: Search, rows: readonly LedgerNight[], ordinal: number): SeatedStay[] | undefined {
  const first = rows[0];
  if (first === undefined) return [];
  const nights = { arrival: first.night, departure: first.night + rows.length };
  const stays = (search.seated.get(ordinal) ?? []).filter(
    (stay) =>
      stay.reservationId !== search.reservationId &&
      shareANight(nights, { arrival: stay.from, departure: stay.to }) &&
      !search.moves.some((move) => move.stay === stay),
  );
  if (stays.some((stay) => !stay.movable)) return undefined;
  const explained = rows.every(
    (row) => !isTaken(row.seats, ordinal) || stays.some((stay) => stay.from <= row.night && row.night < stay.to),
  );
  return explained ? stays : undefined;
}

function vacate(search: Search, rows: readonly LedgerNight[], ordinal: number, barred: Set<number>): boolean {
  const stays = inTheWay(search, rows, ordinal);
  if (stays === undefined || search.moves.length + stays.length > MOST_MOVES) return false;
  return stays.every((stay) => moveAway(search, stay, ordinal, barred));
}

function moveAway(search: Search, stay: SeatedStay, from: number, barred: Set<number>): boolean {
  const rows = rowsOf(search.type, stay);
  if (rows === undefined) return false;
  for (const row of rows) search.ledger.freeSeat(row, from);
  const free = freeRoom(search.type, rows, barred);
  if (free !== undefined) return sitDown(search, stay, rows, from, free);
  return chainMove(search, stay, rows, from, barred);
}

// No room is free for the displaced stay: displace somebody else for it, as long as moves and steps last.
function chainMove(
  search: Search,
  stay: SeatedStay,
  rows: readonly LedgerNight[],
  from: number,
  barred: Set<number>,
): boolean {
  for (let ordinal = 0; ordinal < search.type.rooms.count; ordinal += 1) {
    if (barred.has(ordinal)) continue;
    if ((search.stepsLeft -= 1) <= 0 || search.moves.length + 2 > MOST_MOVES) return false;
    const mark = search.ledger.mark();
    const moves = search.moves.length;
    search.moves.push({ stay, from, to: ordinal });
    if (vacate(search, rows, ordinal, new Set([...barred, ordinal]))) {
      for (const row of rows) search.ledger.takeSeat(row, ordinal);
      return true;
    }
    search.ledger.takeBack(mark);
    search.moves.length = moves;
  }
  return false;
}

function sitDown(
  search: Search,
  stay: SeatedStay,
  rows: readonly LedgerNight[],
  from: number,
  to: number,
): boolean {
  for (const row of rows) search.ledger.takeSeat(row, to);
  search.moves.push({ stay, from, to });
  return true;
}

function freeRoom(type: LedgerType, rows: readonly LedgerNight[], barred: Set<number>): number | undefined {
  const bars = new Uint32Array((type.rooms.count + 31) >> 5);
  for (const ordinal of barred) bars[ordinal >> 5] = (bars[ordinal >> 5] ?? 0) | (1 << (ordinal & 31));
  const maps: SeatMap[] = [...rows.map((row) => row.seats), bars];
  return bestFit(maps, type.rooms.count, { nightBefore: undefined, nightAfter: undefined });
}

function rowsOf(type: LedgerType, stay: SeatedStay): LedgerNight[] | undefined {
  const rows: LedgerNight[] = [];
  for (let night = stay.from; night < stay.to; night += 1) {
    const row = type.nights.get(night);
    if (row === undefined) return undefined;
    rows.push(row);
  }
  return rows;
}

// The list of who sits where follows the moves, so a second stay of the same request sees them.
function settle(search: Search, ordinal: number): Place {
  const { type, seated } = search;
  for (const { stay, from, to } of search.moves) {
    seated.set(from, (seated.get(from) ?? []).filter((other) => other !== stay));
    seated.set(to, [...(seated.get(to) ?? []), stay]);
  }
  const moves = search.moves.map(({ stay, from, to }) => ({
    reservationId: stay.reservationId,
    stayNo: stay.stayNo,
    roomTypeId: type.roomTypeId,
    fromRoomId: type.rooms.roomIdAt(from),
    toRoomId: type.rooms.roomIdAt(to),
    from: stay.from,
    to: stay.to,
  }));
  return { ordinal, moves };
}

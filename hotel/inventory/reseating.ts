import { shareANight } from "../vocabulary/night.ts";
import type { Ledger, LedgerNight, LedgerType } from "./ledger.ts";
import type { SeatedStay, SeatMove } from "./occupancy.ts";
import { bestFit, isTaken } from "./seat_map.ts";

/** At most so many other stays are given another room for one request. */
export const MOST_MOVES = 3;

// With arbitrary pins the exact question is NP-complete (colouring of precoloured interval graphs), so the
// search stops after so many looked-at rooms. Steps and not milliseconds: the same facts give the same answer. A type
// of up to some 30 rooms is searched to the end.
const MOST_STEPS = 5_000;

/** A room that is free now, and who was moved for it. */
export interface Place {
  readonly ordinal: number;
  readonly moves: readonly SeatMove[];
}

/**
 * Frees one room for all the nights by giving other stays of the type another room: as few as possible, three at most. A
 * stay moves as a whole and only before it has begun; pinned ones stay. Leaves the ledger as it was when it finds nothing.
 *
 * @param seated who sits where; follows the moves
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
  const candidates = candidatesOf(search, rows, only);
  for (let most = 1; most <= MOST_MOVES; most += 1) {
    for (const { ordinal, inTheWay } of candidates) {
      if (inTheWay.length > most) continue;
      const mark = ledger.mark();
      displace(search, inTheWay);
      for (const row of rows) ledger.takeSeat(row, ordinal);
      if (seatAll(search, inTheWay, most)) return settle(search, rows, ordinal);
      ledger.takeBack(mark);
    }
  }
  return undefined;
}

interface Search {
  readonly ledger: Ledger;
  readonly type: LedgerType;
  readonly seated: Map<number, SeatedStay[]>;
  readonly reservationId: string;
  stepsLeft: number;
  readonly moves: { readonly sitting: Sitting; readonly to: number }[];
}

/** A stay that can be moved: where it sits and on which nights. */
interface Sitting {
  readonly stay: SeatedStay;
  readonly ordinal: number;
  readonly rows: readonly LedgerNight[];
}

interface Candidate {
  readonly ordinal: number;
  readonly inTheWay: readonly Sitting[];
}

// Rooms with the fewest occupants first: most of the time one move is enough.
function candidatesOf(search: Search, rows: readonly LedgerNight[], only: number | undefined): Candidate[] {
  const candidates: Candidate[] = [];
  for (let ordinal = 0; ordinal < search.type.rooms.count; ordinal += 1) {
    if (only !== undefined && only !== ordinal) continue;
    const inTheWay = sittingsIn(search, rows, ordinal, []);
    if (inTheWay !== undefined && inTheWay.length <= MOST_MOVES) candidates.push({ ordinal, inTheWay });
  }
  return candidates.toSorted((one, other) => one.inTheWay.length - other.inTheWay.length);
}

/**
 * Gives the displaced stays rooms, by moving others if need be, with at most so many moves in all. A minimal solution
 * moves only stays that are in somebody's way, so it is found by following who displaces whom.
 */
function seatAll(search: Search, waiting: readonly Sitting[], most: number): boolean {
  const [sitting, ...others] = waiting;
  if (sitting === undefined) return true;
  if (others.length === 0) {
    const free = freeRoom(search.type, sitting.rows);
    if (free !== undefined) return sitDown(search, sitting, free);
    if (most === 1) return false;
  }
  for (let ordinal = 0; ordinal < search.type.rooms.count; ordinal += 1) {
    if ((search.stepsLeft -= 1) < 0) return false;
    if (ordinal !== sitting.ordinal && seatIn(search, sitting, ordinal, others, most)) return true;
  }
  return false;
}

function seatIn(search: Search, sitting: Sitting, ordinal: number, others: readonly Sitting[], most: number): boolean {
  const movesLeft = most - 1 - others.length;
  if (movesLeft === 0 && sitting.rows.some((row) => isTaken(row.seats, ordinal))) return false;
  const inTheWay = sittingsIn(search, sitting.rows, ordinal, others);
  if (inTheWay === undefined || inTheWay.length > movesLeft) return false;
  const mark = search.ledger.mark();
  displace(search, inTheWay);
  sitDown(search, sitting, ordinal);
  if (seatAll(search, [...others, ...inTheWay], most - 1)) return true;
  search.moves.pop();
  search.ledger.takeBack(mark);
  return false;
}

/** Who sits in the room on the nights; undefined when somebody or something there cannot move. */
function sittingsIn(
  search: Search,
  rows: readonly LedgerNight[],
  ordinal: number,
  waiting: readonly Sitting[],
): Sitting[] | undefined {
  const taken = rows.filter((row) => isTaken(row.seats, ordinal));
  const [first, last] = [taken[0], taken.at(-1)];
  if (first === undefined || last === undefined) return [];
  const nights = { arrival: first.night, departure: last.night + 1 };
  const sittings: Sitting[] = [];
  for (const stay of search.seated.get(ordinal) ?? []) {
    if (stay.reservationId === search.reservationId) continue;
    if (!shareANight(nights, { arrival: stay.from, departure: stay.to })) continue;
    if (waiting.some((other) => other.stay === stay) || search.moves.some(({ sitting }) => sitting.stay === stay))
      continue;
    const own = stay.movable ? rowsOf(search.type, stay) : undefined;
    if (own === undefined) return undefined;
    sittings.push({ stay, ordinal, rows: own });
  }
  const explained = taken.every(({ night }) => sittings.some(({ stay }) => stay.from <= night && night < stay.to));
  return explained ? sittings : undefined;
}

function displace({ ledger }: Search, sittings: readonly Sitting[]): void {
  for (const { rows, ordinal } of sittings) for (const row of rows) ledger.freeSeat(row, ordinal);
}

function sitDown(search: Search, sitting: Sitting, to: number): true {
  for (const row of sitting.rows) search.ledger.takeSeat(row, to);
  search.moves.push({ sitting, to });
  return true;
}

function freeRoom(type: LedgerType, rows: readonly LedgerNight[]): number | undefined {
  const maps = rows.map((row) => row.seats);
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

// The guest's seats were taken so that nobody else sat down there. The list of who sits where follows the moves, so a
// second stay of the same request sees them.
function settle({ ledger, type, seated, moves }: Search, rows: readonly LedgerNight[], ordinal: number): Place {
  for (const row of rows) ledger.freeSeat(row, ordinal);
  for (const { sitting, to } of moves) {
    const { stay, ordinal: from } = sitting;
    seated.set(
      from,
      (seated.get(from) ?? []).filter((other) => other !== stay),
    );
    seated.set(to, [...(seated.get(to) ?? []), stay]);
  }
  return { ordinal, moves: moves.map(({ sitting, to }) => moveOf(type, sitting, to)) };
}

function moveOf(type: LedgerType, { stay, ordinal }: Sitting, to: number): SeatMove {
  return {
    reservationId: stay.reservationId,
    stayNo: stay.stayNo,
    roomTypeId: type.roomTypeId,
    fromRoomId: type.rooms.roomIdAt(ordinal),
    toRoomId: type.rooms.roomIdAt(to),
    from: stay.from,
    to: stay.to,
  };
}

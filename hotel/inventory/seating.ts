import type { Night } from "../vocabulary/night.ts";
import type { AdmissionTerms } from "./admit.ts";
import type { Ledger } from "./ledger.ts";
import type { Occupancy, SeatedStay, SeatMove, UsedNight, WantedNight, Wish } from "./occupancy.ts";
import { ordinalIn, seatRun, takeFixed, type Run, type RunRefusal } from "./seat_run.ts";

/** Who sits where: stays by room ordinal, by room type. */
export type SeatedStays = ReadonlyMap<number, Map<number, SeatedStay[]>>;

/** Where the stays of a request were put. */
export type Seating =
  | {
      readonly outcome: "seated";
      /** For each wish, in order, the room of each night; null: no room yet. */
      readonly rooms: readonly (readonly (number | null)[])[];
      readonly moves: readonly SeatMove[];
    }
  | RunRefusal;

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

// How often another order of the stays of one request is tried. Stays of a request do not move for each other.
const MOST_ORDERS = 4;

/**
 * Gives the stays of a request their rooms. Nights that are settled or pinned keep theirs, and nights for which a room is
 * asked for get it, before any other stay of the request chooses. The others get one room for all their nights,
 * see `seatRun`. Their counters have been taken and the seats of `before` freed.
 */
export function seatWishes(
  ledger: Ledger,
  before: readonly Occupancy[],
  wishes: readonly Wish[],
  terms: AdmissionTerms,
): Seating {
  const plans = wishes.map((wish) => planOf(wish, before));
  const moves: SeatMove[] = [];
  const refusal = seatFixed(ledger, plans, moves, terms) ?? seatRuns(ledger, plans, moves, terms);
  if (refusal !== undefined) return refusal;
  const rooms = plans.map((plan) => plan.rooms.map((room) => room ?? null));
  return { outcome: "seated", rooms, moves: joinMoves(moves) };
}

// A stay that made place twice moves once, to where it ended; one that came back not at all.
function joinMoves(moves: readonly SeatMove[]): SeatMove[] {
  const joined = new Map<string, SeatMove>();
  for (const move of moves) {
    const name = `${move.reservationId}/${move.stayNo}`;
    joined.set(name, { ...move, fromRoomId: joined.get(name)?.fromRoomId ?? move.fromRoomId });
  }
  return [...joined.values()].filter((move) => move.fromRoomId !== move.toRoomId);
}

interface SeatPlan {
  readonly wish: Wish;
  readonly present: ReadonlyMap<Night, UsedNight>;
  /** The room of each night; undefined: free to choose. */
  readonly rooms: (number | null | undefined)[];
}

function planOf(wish: Wish, before: readonly Occupancy[]): SeatPlan {
  const occupancy = before.find(({ stayNo }) => stayNo === wish.stayNo);
  const present = new Map(occupancy?.nights.map((used) => [used.night, used]));
  return { wish, present, rooms: wish.nights.map((wanted) => fixedRoom(wish, wanted, present.get(wanted.night))) };
}

function fixedRoom(wish: Wish, wanted: WantedNight, used: UsedNight | undefined): number | null | undefined {
  const settled = wish.settledUntil !== undefined && wanted.night < wish.settledUntil;
  if (settled) return used?.roomId ?? null;
  if (wish.room !== undefined && wanted.night >= wish.room.from) return wish.room.roomId;
  if (used !== undefined && used.pinned && used.roomTypeId === wanted.roomTypeId) return used.roomId ?? undefined;
  return undefined;
}

// What was settled first: it is free, because it was theirs. A room that is asked for may have to be made free.
function seatFixed(
  ledger: Ledger,
  plans: readonly SeatPlan[],
  moves: SeatMove[],
  terms: AdmissionTerms,
): RunRefusal | undefined {
  const parts = plans.flatMap((plan) => partsOf(plan, (room) => room !== undefined));
  const known = parts.filter(({ plan, nights }) =>
    nights.every(({ night, room }) => plan.present.get(night)?.roomId === room),
  );
  for (const part of [...known, ...parts.filter((one) => !known.includes(one))]) {
    const roomId = part.nights[0]?.room;
    if (typeof roomId !== "number") continue;
    const seated = takeFixed(ledger, runOf(part), roomId, terms);
    if (seated.outcome !== "seated") return seated;
    moves.push(...seated.moves);
  }
  return undefined;
}

function seatRuns(
  ledger: Ledger,
  plans: readonly SeatPlan[],
  moves: SeatMove[],
  terms: AdmissionTerms,
): RunRefusal | undefined {
  const free = plans.flatMap((plan) => partsOf(plan, (room) => room === undefined));
  // Who only keeps what they have comes first, and so makes place only when it is needed.
  let runs = free.toSorted((one, other) => Number(hasNew(one)) - Number(hasNew(other)));
  const mark = ledger.mark();
  for (let order = 1; ; order += 1) {
    const tried = trySeatRuns(ledger, runs, withOwnLists(terms));
    const { failed } = tried;
    if (failed === undefined) {
      moves.push(...tried.moves);
      return undefined;
    }
    if (tried.refusal.outcome === "seats_needed" || failed === runs[0] || order === MOST_ORDERS) return tried.refusal;
    // It came too late: it chooses first the next time.
    ledger.takeBack(mark);
    runs = [failed, ...runs.filter((run) => run !== failed)];
  }
}

function hasNew({ plan, nights }: Part): boolean {
  return nights.some(({ night, roomTypeId }) => plan.present.get(night)?.roomTypeId !== roomTypeId);
}

type Tried =
  | { readonly failed: undefined; readonly moves: readonly SeatMove[] }
  | { readonly failed: Part; readonly refusal: RunRefusal };

function trySeatRuns(ledger: Ledger, runs: readonly Part[], terms: AdmissionTerms): Tried {
  const moves: SeatMove[] = [];
  for (const part of runs) {
    const seated = seatRun(ledger, runOf(part), terms);
    if (seated.outcome !== "seated") return { failed: part, refusal: seated };
    for (const [index, { place }] of part.nights.entries()) part.plan.rooms[place] = seated.rooms[index] ?? null;
    moves.push(...seated.moves);
  }
  return { failed: undefined, moves };
}

// Re-seating writes into the lists of who sits where, and what was tried may be taken back.
function withOwnLists(terms: AdmissionTerms): AdmissionTerms {
  if (terms.seated === undefined) return terms;
  return { ...terms, seated: new Map([...terms.seated].map(([type, byRoom]) => [type, new Map(byRoom)])) };
}

/** Consecutive nights of a stay in one type that are to be in the same room, or free to choose. */
interface Part {
  readonly plan: SeatPlan;
  readonly nights: {
    readonly place: number;
    readonly night: Night;
    readonly roomTypeId: number;
    readonly room: number | null | undefined;
  }[];
}

function partsOf(plan: SeatPlan, wanted: (room: number | null | undefined) => boolean): Part[] {
  const parts: Part[] = [];
  for (const [place, { night, roomTypeId }] of plan.wish.nights.entries()) {
    const room = plan.rooms[place];
    if (!wanted(room)) continue;
    const last = parts.at(-1)?.nights.at(-1);
    const follows =
      last !== undefined && last.night + 1 === night && last.roomTypeId === roomTypeId && last.room === room;
    if (!follows) parts.push({ plan, nights: [] });
    parts.at(-1)?.nights.push({ place, night, roomTypeId, room });
  }
  return parts;
}

function runOf({ plan, nights }: Part): Run {
  const [first, last] = [nights[0], nights.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a part of a stay has nights");
  const beside = [first.place - 1, last.place + 1].map((place) => plan.rooms[place]);
  return {
    stayNo: plan.wish.stayNo,
    roomTypeId: first.roomTypeId,
    nights: nights.map(({ night }) => night),
    beside: beside.filter((room) => typeof room === "number"),
    present: nights.map(({ night, roomTypeId }) => {
      const used = plan.present.get(night);
      return used?.roomTypeId === roomTypeId ? used.roomId : undefined;
    }),
    allowSplit: plan.wish.allowSplit,
  };
}

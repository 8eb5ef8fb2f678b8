import type { Night } from "../vocabulary/night.ts";
import type { AllowanceRule } from "./allowance.ts";
import type { Ledger, LedgerNight, LedgerType } from "./ledger.ts";
import type { SeatedStay } from "./occupancy.ts";
import { makePlace } from "./reseating.ts";
import { forcedRooms, spareRooms, usedRooms, whyFull, type FullNight } from "./room_night.ts";
import { changeStanding, lostNights, type TermChange } from "./room_standing.ts";
import { bestFit } from "./seat_map.ts";
import type { SeatChange } from "./seat_changes.ts";

/** What a change of the rooms of one type may rely on. */
export interface ServiceTerms {
  readonly rule: AllowanceRule;
  /** The business date: nothing before it is changed. */
  readonly from: Night;
  /** Who sits in these rooms, from the business date on. */
  readonly occupants: readonly Occupant[];
  /** Who sits where in the whole type, by ordinal; follows the changes. */
  readonly seated: Map<number, SeatedStay[]>;
  /** Carry it out also where it does not fit: an audited path, for managers. */
  readonly force: boolean;
}

/** A stay and the nights that it spends in one room. */
export interface Occupant {
  readonly reservationId: string;
  readonly stayNo: number;
  readonly roomId: number;
  readonly nights: readonly Night[];
}

/** What became of the change. */
export type ServiceChange =
  | {
      readonly outcome: "changed";
      /** Stays that got another room, or lost theirs. */
      readonly seats: readonly SeatChange[];
      /** Nights that are used above their limit now, on purpose. */
      readonly forced: readonly FullNight[];
    }
  | {
      readonly outcome: "in_use";
      /** Stays that sit in the rooms and cannot be given another one. */
      readonly stays: readonly Occupant[];
      /** Nights that are sold, held or blocked beyond what would be left. */
      readonly nights: readonly FullNight[];
    };

/**
 * Takes rooms of one type out of service, or gives them back. Stays that sit in them get another room as a whole, as
 * far as nobody was told the room and they have not begun. What is left over is the refusal; with force those stays lose
 * their room and the nights are forced. Leaves the ledger as it was when it refuses.
 */
export function changeService(
  ledger: Ledger,
  type: LedgerType,
  changes: readonly TermChange[],
  terms: ServiceTerms,
): ServiceChange {
  const mark = ledger.mark();
  const displaced = changes.flatMap((change) => getUp(ledger, type, change, terms));
  const rows = changes.flatMap((change) => changeStanding(ledger, type, change, terms));
  const seats: SeatChange[] = [];
  const stuck: Displaced[] = [];
  for (const one of displaced) {
    const found = findRoom(ledger, type, one, terms.seated);
    if (found === undefined) stuck.push(one);
    else seats.push(...found);
  }
  const full = new Set(rows.filter((row) => forcedRooms(row) > row.forced));
  if ((stuck.length > 0 || full.size > 0) && !terms.force) {
    const nights = [...full].map((row) => fullNight(type, row));
    ledger.takeBack(mark);
    return { outcome: "in_use", stays: stuck.map(({ occupant }) => occupant), nights };
  }
  for (const row of full) ledger.force(row);
  seats.push(...stuck.flatMap((one) => loseRoom(type, one)));
  return { outcome: "changed", seats, forced: [...full].map((row) => fullNight(type, row)) };
}

/** A stay in a room that goes out of service, and the nights on which it does. */
interface Displaced {
  readonly occupant: Occupant;
  readonly ordinal: number;
  readonly lost: readonly LedgerNight[];
  /** The stay as a whole, when it may be given another room. */
  readonly stay: SeatedStay | undefined;
}

// They get up on the lost nights only: on the others they may stay where they are, if no other room is found.
function getUp(ledger: Ledger, type: LedgerType, change: TermChange, terms: ServiceTerms): Displaced[] {
  const { ordinal, roomId } = change.after;
  const lost = lostNights(type, change, terms.from);
  const seated = terms.seated.get(ordinal) ?? [];
  const displaced: Displaced[] = [];
  for (const occupant of terms.occupants) {
    if (occupant.roomId !== roomId) continue;
    const rows = lost.filter(({ night }) => occupant.nights.includes(night));
    if (rows.length === 0) continue;
    for (const row of rows) ledger.freeSeat(row, ordinal);
    const stay = seated.find((one) => one.movable && isSameStay(one, occupant));
    displaced.push({ occupant, ordinal, lost: rows, stay });
  }
  terms.seated.set(
    ordinal,
    seated.filter((stay) => !displaced.some(({ occupant }) => isSameStay(stay, occupant))),
  );
  return displaced;
}

function isSameStay(
  one: Pick<Occupant, "reservationId" | "stayNo">,
  other: Pick<Occupant, "reservationId" | "stayNo">,
): boolean {
  return one.reservationId === other.reservationId && one.stayNo === other.stayNo;
}

function findRoom(
  ledger: Ledger,
  type: LedgerType,
  { stay, ordinal, lost }: Displaced,
  seated: Map<number, SeatedStay[]>,
): SeatChange[] | undefined {
  const rows = stay === undefined ? undefined : nightsOfStay(type, stay);
  if (stay === undefined || rows === undefined) return undefined;
  const mark = ledger.mark();
  for (const row of rows) if (!lost.includes(row)) ledger.freeSeat(row, ordinal);
  const around = { nightBefore: type.nights.get(stay.from - 1)?.seats, nightAfter: type.nights.get(stay.to)?.seats };
  const free = bestFit(
    rows.map((row) => row.seats),
    type.rooms.count,
    around,
  );
  const place =
    free === undefined ? makePlace(ledger, type, rows, seated, stay.reservationId) : { ordinal: free, moves: [] };
  if (place === undefined) {
    ledger.takeBack(mark);
    return undefined;
  }
  for (const row of rows) ledger.takeSeat(row, place.ordinal);
  seated.set(place.ordinal, [...(seated.get(place.ordinal) ?? []), stay]);
  return [...place.moves, { ...moveOf(type, stay, ordinal), toRoomId: type.rooms.roomIdAt(place.ordinal) }];
}

function loseRoom(type: LedgerType, { occupant, ordinal, lost }: Displaced): SeatChange[] {
  return lost.map(({ night }) => {
    const nights = { from: night, to: night + 1 };
    return { ...moveOf(type, { ...occupant, ...nights }, ordinal), toRoomId: null };
  });
}

function moveOf(
  type: LedgerType,
  stay: Pick<SeatedStay, "reservationId" | "stayNo" | "from" | "to">,
  ordinal: number,
): Omit<SeatChange, "toRoomId"> {
  const { reservationId, stayNo, from, to } = stay;
  return { reservationId, stayNo, roomTypeId: type.roomTypeId, fromRoomId: type.rooms.roomIdAt(ordinal), from, to };
}

// A stay whose nights are not all in the ledger has begun, or occupies another type as well.
function nightsOfStay(type: LedgerType, stay: SeatedStay): LedgerNight[] | undefined {
  const rows: LedgerNight[] = [];
  for (let night = stay.from; night < stay.to; night += 1) {
    const row = type.nights.get(night);
    if (row === undefined) return undefined;
    rows.push(row);
  }
  return rows;
}

function fullNight(type: LedgerType, row: LedgerNight): FullNight {
  return {
    roomTypeId: type.roomTypeId,
    night: row.night,
    reason: whyFull(row, 0),
    available: Math.max(0, spareRooms(row) + usedRooms(row)),
    wanted: usedRooms(row),
  };
}

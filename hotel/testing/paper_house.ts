import { Ledger, ledgerNight, type LedgerNight, type LedgerType } from "../inventory/ledger.ts";
import type { Occupancy, SeatedStay, UsedNight, WantedNight, Wish } from "../inventory/occupancy.ts";
import { roomList } from "../inventory/room_list.ts";
import type { NightCounters, Use } from "../inventory/room_night.ts";
import { withSeat } from "../inventory/seat_map.ts";
import type { AdmissionTerms } from "../inventory/admit.ts";
import type { Night } from "../vocabulary/night.ts";

/** A stay in a house on paper: the nights `[from, to)` in the room with this ordinal; null: it has none. */
export interface PaperStay {
  readonly from: Night;
  readonly to: Night;
  readonly room: number | null;
  readonly pinned?: boolean;
}

/** One room type on paper, for tests of the rules that need no database. */
export interface PaperHouse {
  readonly rooms: number;
  /** The nights on sale are `[0, nights)`. */
  readonly nights: number;
  readonly allowance?: number;
  /** Each belongs to a reservation of its own, see `stayName`. */
  readonly stays: readonly PaperStay[];
}

/** The type's id in every house on paper. */
export const PAPER_TYPE = 1;

/** The reservation of the stay at this place of the list. */
export function stayName(index: number): string {
  return `stay ${index}`;
}

/** The room id of an ordinal. */
export function paperRoom(ordinal: number): number {
  return 100 + ordinal;
}

/** The house as admission sees it: a ledger in which the stays are counted and seated, and who sits where. */
export function openHouse(house: PaperHouse): { ledger: Ledger; seated: Map<number, Map<number, SeatedStay[]>> } {
  const nights = new Map<Night, LedgerNight>();
  for (let night = 0; night < house.nights; night += 1) nights.set(night, paperNight(house, night));
  const ordinals = Array.from({ length: house.rooms }, (_, ordinal) => ordinal);
  const type: LedgerType = {
    hotelId: 1,
    roomTypeId: PAPER_TYPE,
    rooms: roomList(ordinals.map((ordinal) => ({ roomId: paperRoom(ordinal), number: String(ordinal), ordinal }))),
    nights,
  };
  const byRoom = new Map<number, SeatedStay[]>();
  for (const [index, stay] of house.stays.entries()) {
    if (stay.room === null) continue;
    byRoom.set(stay.room, [...(byRoom.get(stay.room) ?? []), seatedStay(stay, index)]);
  }
  return { ledger: new Ledger(new Map([[PAPER_TYPE, type]])), seated: new Map([[PAPER_TYPE, byRoom]]) };
}

/** The counters of an empty night; what is given replaces them. */
export function counters(some: Partial<NightCounters>): NightCounters {
  const empty = { rooms: 0, outOfOrder: 0, blocked: 0, sold: 0, held: 0, allowance: 0, forced: 0, closed: false };
  return { ...empty, ...some };
}

/** A wish for the nights `[from, to)`. */
export function wishFor(from: Night, to: Night, more: Partial<Wish> = {}): Wish {
  return { stayNo: 1, nights: wantedNights(from, to, "sold"), allowSplit: false, ...more };
}

/** The nights `[from, to)` of the type, wanted as sold or held. */
export function wantedNights(from: Night, to: Night, use: Use, roomTypeId = PAPER_TYPE): WantedNight[] {
  return Array.from({ length: to - from }, (_, index) => ({ night: from + index, roomTypeId, use }));
}

/** What a stay of the house uses, to be taken away or changed. */
export function occupancyIn(house: PaperHouse, index: number, stayNo = 1): Occupancy {
  const stay = house.stays[index];
  if (stay === undefined) throw new RangeError(`the house has no stay ${index}`);
  const nights: UsedNight[] = [];
  for (let night = stay.from; night < stay.to; night += 1) {
    const roomId = stay.room === null ? null : paperRoom(stay.room);
    nights.push({ night, roomTypeId: PAPER_TYPE, roomId, use: "sold", pinned: stay.pinned === true });
  }
  return { stayNo, nights };
}

/** Terms of a guest's request that may re-seat nobody; what is given replaces them. */
export function terms(more: Partial<AdmissionTerms> = {}): AdmissionTerms {
  return { policy: "best_fit", chance: 0, force: false, reservationId: "asked", ...more };
}

/** Everything of the ledger that can be compared: counters and seats of each night of each type. */
export function snapshot(ledger: Ledger): object {
  const types = [...ledger.types.values()].map(({ roomTypeId, nights, rooms }) => {
    const rows = [...nights.values()].map(({ seats, stored: _, ...row }) => {
      const taken = Array.from(
        { length: rooms.count },
        (_room, ordinal) => ((seats[ordinal >> 5] ?? 0) >>> (ordinal & 31)) & 1,
      );
      return { ...row, seats: taken.join("") };
    });
    return [roomTypeId, rows];
  });
  return Object.fromEntries(types) as object;
}

function paperNight(house: PaperHouse, night: Night): LedgerNight {
  const here = house.stays.filter((stay) => stay.from <= night && night < stay.to);
  let seats = new Uint32Array();
  for (const { room } of here) if (room !== null) seats = new Uint32Array(withSeat(seats, room, true));
  const stored = counters({ rooms: house.rooms, allowance: house.allowance ?? 0, sold: here.length });
  return ledgerNight(night, stored, seats);
}

function seatedStay({ from, to, pinned }: PaperStay, index: number): SeatedStay {
  return { reservationId: stayName(index), stayNo: 1, from, to, movable: pinned !== true };
}

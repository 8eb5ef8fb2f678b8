import type { LedgerEvent, Segment } from "../ledger/events.ts";
import { House, nightNames } from "../ledger/house.ts";
import type { SoldUnderPlan, Stored, StoredReservation } from "../ledger/rows.ts";
import type { WantedRoom } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import type { FixedRule } from "../rates/contested_rates.ts";
import type { Defect } from "./defects.ts";
import { isWithin, type PaperBill } from "./paper_rates.ts";

/** A reservation on paper. */
export interface PaperReservation {
  readonly reservationId: string;
  readonly hotelId: number;
  readonly status: "pending" | "confirmed" | "cancelled";
  readonly version: number;
  readonly rooms: readonly Segment[];
  readonly bills: readonly PaperBill[];
}

/** What happened to a reservation, as the ledger will have it. */
type Entry = Pick<LedgerEvent, "type" | "requestId"> & Partial<LedgerEvent>;

/** What the book itself knows of an event. */
type Placed = "position" | "hotelId" | "sequence" | "roomTypeId" | "fromHold" | "at";

const HOLD_MS = 900_000;

/** The rows and the ledger of a hotel on paper. */
export class PaperBook {
  readonly reservations = new Map<string, PaperReservation>();
  readonly events: LedgerEvent[] = [];
  readonly #world: readonly ContestedHotel[];
  readonly #house: House;
  readonly #defect: Defect | undefined;
  readonly #sequences = new Map<number, number>();
  #position = 0;

  constructor(world: readonly ContestedHotel[], defect: Defect | undefined) {
    this.#world = world;
    this.#house = new House(world);
    this.#defect = defect;
  }

  /** Rooms of a night that are free. */
  free(name: string): number {
    return this.#house.limit(name) - this.#house.used(name);
  }

  /** A room that is free on all the nights and none of those, or undefined. */
  freeRoom(hotelId: number, wanted: WantedRoom, besides: readonly Segment[]): number | undefined {
    const rooms = this.#world
      .flatMap(({ types }) => types)
      .find((type) => type.roomTypeId === wanted.roomTypeId)?.rooms;
    const taken = [...this.reservations.values()].filter((one) => one.hotelId === hotelId).flatMap((one) => one.rooms);
    const overlapping = [...taken, ...besides].filter(
      ({ roomTypeId, from, to }) => roomTypeId === wanted.roomTypeId && from < wanted.to && wanted.from < to,
    );
    const numbers = Array.from({ length: rooms ?? 0 }, (_, index) => index + 1);
    if (this.#defect === "sells_twice") return 1;
    return numbers.find((number) => !overlapping.some(({ roomId }) => roomId === number));
  }

  /** Writes down how a reservation is now, and what happened. */
  enter(after: PaperReservation, entry: Entry): void {
    const before = this.reservations.get(after.reservationId);
    this.#house.use(after.hotelId, before?.rooms ?? [], -1, 0);
    this.#house.use(after.hotelId, after.rooms, 1, 0);
    this.reservations.set(after.reservationId, after);
    this.#record(after, before, entry);
  }

  /** Writes down that a hotel's rates were changed. */
  enterChange(hotelId: number, entry: Entry): void {
    this.#append(hotelId, { reservationId: "", stays: [], before: [], after: [], expiresAt: undefined, ...entry });
  }

  /** Rooms that count for a limit. */
  soldWithin(rule: FixedRule): number {
    return this.#stays().filter(({ room, bill }) => isWithin(rule, room, bill.ratePlanId)).length;
  }

  /** The rows, as a database would show them. */
  stored(): Stored {
    const drift = this.#defect === "drifting_counters" ? 1 : 0;
    const names = this.#world.flatMap(({ hotelId, types, firstNight, nights }) =>
      types.flatMap(({ roomTypeId }) =>
        Array.from({ length: nights }, (_, day) => `${hotelId}/${roomTypeId}/${firstNight + day}`),
      ),
    );
    return {
      reservations: new Map([...this.reservations].map(([id, one]) => [id, rowOf(one)])),
      nights: names.map((name) => {
        const held = this.#heldOn(name);
        return { name, sold: this.#house.used(name) - held + drift, held, limit: this.#house.limit(name) };
      }),
      soldUnder: this.#soldUnder(),
      count: this.reservations.size,
    };
  }

  #stays(): { readonly hotelId: number; readonly room: Segment; readonly bill: PaperBill }[] {
    return [...this.reservations.values()].flatMap(({ hotelId, rooms, bills }) =>
      rooms.flatMap((room) =>
        bills.filter(({ stayNo }) => stayNo === room.stayNo).map((bill) => ({ hotelId, room, bill })),
      ),
    );
  }

  #soldUnder(): SoldUnderPlan[] {
    return this.#stays().flatMap(({ hotelId, room, bill: { ratePlanId } }) =>
      nightNames(hotelId, room).map((name) => ({ name, ratePlanId, rooms: 1 })),
    );
  }

  #record(
    { reservationId, hotelId, rooms }: PaperReservation,
    before: PaperReservation | undefined,
    entry: Entry,
  ): void {
    this.#append(hotelId, {
      reservationId,
      stays: rooms.length > 0 ? rooms : (before?.rooms ?? []),
      before: before?.rooms ?? [],
      after: rooms,
      expiresAt: entry.type === "reservation.held" ? Date.now() + HOLD_MS : undefined,
      ...entry,
    });
  }

  #append(hotelId: number, entry: Omit<LedgerEvent, Placed> & Partial<LedgerEvent>): void {
    const isLeftOut = this.#defect === "gap_in_the_ledger" && this.#position % 50 === 49;
    const sequence = (this.#sequences.get(hotelId) ?? 0) + (isLeftOut ? 2 : 1);
    this.#sequences.set(hotelId, sequence);
    this.#position += 1;
    const place = { position: this.#position, hotelId, sequence };
    this.events.push({ roomTypeId: undefined, fromHold: false, at: Date.now(), ...entry, ...place });
    if (this.#defect === "late_entries" && this.#position % 50 === 0) swapLast(this.events);
  }

  #heldOn(name: string): number {
    const pending = [...this.reservations.values()].filter(({ status }) => status === "pending");
    return pending.flatMap(({ hotelId, rooms }) =>
      rooms.filter(({ roomTypeId, from, to }) => {
        const [hotel, type, night] = name.split("/").map(Number);
        return hotel === hotelId && type === roomTypeId && from <= Number(night) && Number(night) < to;
      }),
    ).length;
  }
}

/** Two neighbours of one hotel change places: each says the other's place, and tells its own. */
function swapLast(events: LedgerEvent[]): void {
  const last = events.pop();
  const place = events.findLastIndex(
    (event) => event.hotelId === last?.hotelId && event.reservationId !== last.reservationId,
  );
  const other = events[place];
  if (last === undefined || other === undefined) return void (last !== undefined && events.push(last));
  events[place] = { ...last, position: other.position, sequence: other.sequence };
  events.push({ ...other, position: last.position, sequence: last.sequence });
}

function rowOf({ reservationId, status, version, rooms, bills }: PaperReservation): StoredReservation {
  const totalMinor = bills.reduce((sum, { total }) => sum + total, 0);
  const usedAs = rooms.length === 0 ? [] : [status === "pending" ? "held" : "sold"];
  return { reservationId, status, version, nights: rooms, usedAs, totalMinor };
}

import type { Night } from "../vocabulary/night.ts";
import type { RoomList } from "./room_list.ts";
import { forcedRooms, type NightCounters, type Use } from "./room_night.ts";
import { isTaken, withSeat, type SeatMap } from "./seat_map.ts";

/** The working copy of one night of a room type while its admission lock is held. */
export type LedgerNight = { -readonly [Counter in keyof NightCounters]: NightCounters[Counter] } & {
  readonly night: Night;
  /** What the database holds: the writer sends the difference. */
  readonly stored: NightCounters;
  seats: SeatMap;
  /** Steps that changed the night and were not taken back. */
  changes: number;
};

/** One room type in the ledger. */
export interface LedgerType {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly rooms: RoomList;
  readonly nights: Map<Night, LedgerNight>;
}

/** What may be added to the counters of a night by something that is not a stay. */
export interface CounterChange {
  readonly rooms?: number;
  readonly outOfOrder?: number;
  readonly blocked?: number;
  readonly allowance?: number;
  readonly closed?: boolean;
}

/**
 * The nights of the locked room types, as the requests of a transaction see them one after the other. Each
 * step can be taken back, so a request that turns out not to fit leaves no trace. Knows no database.
 */
export class Ledger {
  readonly types: ReadonlyMap<number, LedgerType>;
  readonly #undo: (() => void)[] = [];

  /** @param types room types by `room_type_id`, which is unique over all hotels */
  constructor(types: ReadonlyMap<number, LedgerType>) {
    this.types = types;
  }

  /** The room type; it must have been locked. */
  type(roomTypeId: number): LedgerType {
    const type = this.types.get(roomTypeId);
    if (type === undefined) throw new Error(`room type ${roomTypeId} is used without its admission lock`);
    return type;
  }

  /** The night, or undefined when it is not on sale (outside the horizon). */
  night(roomTypeId: number, night: Night): LedgerNight | undefined {
    return this.type(roomTypeId).nights.get(night);
  }

  /** A point to go back to with `takeBack`. */
  mark(): number {
    return this.#undo.length;
  }

  /** Undoes every step since the mark. */
  takeBack(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }

  /**
   * Counts rooms as used, or with negative numbers as no longer used. `forced` only ever falls here: a use
   * that nobody allowed is left for the database's CHECK to stop.
   */
  use(row: LedgerNight, change: Readonly<Record<Use, number>>): void {
    const forced = row.forced;
    row.held += change.held;
    row.sold += change.sold;
    row.forced = Math.min(forced, forcedRooms(row));
    this.#changed(row, () => {
      row.held -= change.held;
      row.sold -= change.sold;
      row.forced = forced;
    });
  }

  /** Allows the present use of the night, whatever its limit says. Only for audited paths. */
  force(row: LedgerNight): void {
    const forced = row.forced;
    row.forced = forcedRooms(row);
    this.#changed(row, () => {
      row.forced = forced;
    });
  }

  /** Changes what is not a stay: capacity, blocks, the allowance, stop of sale. */
  change(row: LedgerNight, change: CounterChange): void {
    const { rooms, outOfOrder, blocked, allowance, closed, forced } = row;
    row.rooms += change.rooms ?? 0;
    row.outOfOrder += change.outOfOrder ?? 0;
    row.blocked += change.blocked ?? 0;
    row.allowance += change.allowance ?? 0;
    row.closed = change.closed ?? row.closed;
    row.forced = Math.min(forced, forcedRooms(row));
    this.#changed(row, () => {
      Object.assign(row, { rooms, outOfOrder, blocked, allowance, closed, forced });
    });
  }

  /** Takes the room's seat; false when it is taken already, and nothing changed. */
  takeSeat(row: LedgerNight, ordinal: number): boolean {
    if (isTaken(row.seats, ordinal)) return false;
    this.#setSeat(row, ordinal, true);
    return true;
  }

  /** Frees the room's seat. */
  freeSeat(row: LedgerNight, ordinal: number): void {
    if (!isTaken(row.seats, ordinal)) throw new Error(`room ordinal ${ordinal} is free already on night ${row.night}`);
    this.#setSeat(row, ordinal, false);
  }

  /** The nights to write, in lock order. */
  *changed(): Generator<{ readonly type: LedgerType; readonly row: LedgerNight }> {
    for (const type of this.types.values()) {
      for (const row of type.nights.values()) if (row.changes > 0) yield { type, row };
    }
  }

  #setSeat(row: LedgerNight, ordinal: number, taken: boolean): void {
    row.seats = withSeat(row.seats, ordinal, taken);
    this.#changed(row, () => {
      row.seats = withSeat(row.seats, ordinal, !taken);
    });
  }

  #changed(row: LedgerNight, takeBack: () => void): void {
    row.changes += 1;
    this.#undo.push(() => {
      takeBack();
      row.changes -= 1;
    });
  }
}

/** A night as read from the database, ready to be worked on. */
export function ledgerNight(night: Night, stored: NightCounters, seats: SeatMap): LedgerNight {
  return { ...stored, night, stored, seats, changes: 0 };
}

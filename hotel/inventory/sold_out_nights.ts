import type { Night } from "../vocabulary/night.ts";
import { someNight, type Touch } from "./admission_lock.ts";
import type { Ledger } from "./ledger.ts";
import { spareRooms, type NightCounters } from "./room_night.ts";

const MOST_NIGHTS_KEPT = 100_000;

/**
 * The nights that this process has last seen without a spare room. Only a hint of where looking is worth it: other processes
 * free rooms without telling, so nobody is refused because of what stands here.
 */
export class SoldOutNights {
  readonly #nights = new Map<number, Set<Night>>();
  #size = 0;

  /** Whether any night of the touches was seen without a spare room. */
  has(touches: readonly Touch[]): boolean {
    return (
      this.#size > 0 && someNight(touches, (roomTypeId, night) => this.#nights.get(roomTypeId)?.has(night) === true)
    );
  }

  /** Takes note of every night of a ledger, as it was decided. */
  learn(ledger: Ledger): void {
    for (const { roomTypeId, nights } of ledger.types.values()) {
      for (const night of nights.values()) this.#note(roomTypeId, night.night, isSoldOut(night));
    }
  }

  #note(roomTypeId: number, night: Night, soldOut: boolean): void {
    const nights = this.#nights.get(roomTypeId);
    if (!soldOut) {
      if (nights?.delete(night) === true) this.#size -= 1;
      return;
    }
    if (nights?.has(night) === true) return;
    if (this.#size >= MOST_NIGHTS_KEPT) this.#forgetAll();
    this.#nights.set(roomTypeId, (this.#nights.get(roomTypeId) ?? new Set()).add(night));
    this.#size += 1;
  }

  #forgetAll(): void {
    this.#nights.clear();
    this.#size = 0;
  }
}

/** Whether not one more room of the night can be sold; so for a night that is not on sale. */
export function isSoldOut(night: NightCounters | undefined): boolean {
  return night === undefined || night.closed || spareRooms(night) < 1;
}

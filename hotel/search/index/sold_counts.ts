import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import type { Night } from "../../vocabulary/night.ts";

/** Rooms of the type that was booked, sold or held on a night under one plan through one channel. */
export interface SoldRooms {
  readonly night: Night;
  readonly ratePlanId: number;
  readonly channel: string;
  readonly rooms: number;
  /** When their hold runs out, in milliseconds since 1970 by the clock of the hotels; undefined: they are sold. */
  readonly expiresAt: number | undefined;
}

const NOTHING_SOLD: readonly SoldRooms[] = [];

/**
 * What is sold of one room type on the nights on which a sell limit stands; of other nights nobody asks. A hold that has run out
 * stops counting by itself, whoever sweeps it when.
 */
export class SoldCounts {
  readonly #nights = new Map<Night, readonly SoldRooms[]>();

  /** Whether no night is counted. */
  get isEmpty(): boolean {
    return this.#nights.size === 0;
  }

  /** Everything that is counted, in the order of nights. */
  get all(): readonly (readonly [Night, readonly SoldRooms[]])[] {
    return [...this.#nights].toSorted(([one], [other]) => one - other);
  }

  /** Replaces the nights `[from, to)`: only those with a limit are counted from now on, some with nothing sold. */
  replace(from: Night, to: Night, limited: readonly Night[], sold: readonly SoldRooms[]): void {
    for (const night of this.#nights.keys()) if (night >= from && night < to) this.#nights.delete(night);
    const byNight = Map.groupBy(sold, ({ night }) => night);
    for (const night of limited) this.#nights.set(night, byNight.get(night) ?? NOTHING_SOLD);
  }

  /** Forgets the nights before one. */
  forgetBefore(first: Night): void {
    for (const night of this.#nights.keys()) if (night < first) this.#nights.delete(night);
  }

  /** Rooms under one plan or all (`EVERY_PLAN`), through one channel or all (empty). Undefined: the night is not counted. */
  rooms(night: Night, ratePlanId: number, channel: string, now: Date): number | undefined {
    const sold = this.#nights.get(night);
    if (sold === undefined) return undefined;
    let sum = 0;
    for (const one of sold) {
      if (ratePlanId !== EVERY_PLAN && one.ratePlanId !== ratePlanId) continue;
      if (channel !== "" && one.channel !== channel) continue;
      if (one.expiresAt === undefined || one.expiresAt > now.getTime()) sum += one.rooms;
    }
    return sum;
  }
}

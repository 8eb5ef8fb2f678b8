import { nightsOf, type StayDates } from "../../hotel/vocabulary/night.ts";

/** A stay that somebody asked for. */
export interface WishedStay {
  readonly roomTypeId: number;
  readonly dates: StayDates;
}

/** Rooms that are left at the end, by room type and night; what is absent is not on sale. */
export class SpareRooms {
  readonly #left = new Map<string, number>();

  /** Says how many rooms are left; nights that were oversold have none. */
  set(roomTypeId: number, night: number, rooms: number): void {
    this.#left.set(nameOf(roomTypeId, night), Math.max(0, rooms));
  }

  /** Takes a room for the first of the stays that fits by the counts of its nights; false when none does. */
  take(stays: readonly WishedStay[]): boolean {
    const fitting = stays.find((stay) => namesOf(stay).every((name) => (this.#left.get(name) ?? 0) > 0));
    if (fitting === undefined) return false;
    for (const name of namesOf(fitting)) this.#left.set(name, (this.#left.get(name) ?? 0) - 1);
    return true;
  }
}

function namesOf({ roomTypeId, dates }: WishedStay): string[] {
  return nightsOf(dates).map((night) => nameOf(roomTypeId, night));
}

function nameOf(roomTypeId: number, night: number): string {
  return `${roomTypeId}/${night}`;
}

import { weekdayOf } from "../../../../hotel/rates/book/scope.ts";
import type { Night } from "../../../../hotel/vocabulary/night.ts";
import { mixed } from "./plan.ts";

/** The counters of one room type on one night that are not zero everywhere. */
export interface WorldNight {
  readonly rooms: number;
  readonly sold: number;
  readonly blocked: number;
  readonly closed: boolean;
}

/** Nights that begin on a Friday or a Saturday, as bits of the week. */
export const WEEKEND = 16 + 32;

// How many of 256 nights have so many tenths of the rooms sold, from none to all. Together 70 % of all room nights: 65 % of those
// of a working day and 82 % of those of a weekend, when one type in four is full.
const WORKING_DAY = [0, 0, 11, 15, 25, 30, 40, 45, 40, 30, 20];
const WEEKEND_DAY = [0, 0, 0, 0, 8, 12, 20, 36, 50, 60, 70];
const [workingDay, weekendDay] = [tableOf(WORKING_DAY), tableOf(WEEKEND_DAY)];
const PURPOSE = 1;

/** What is used of a room type on a night: the same for the same seed, room type and night. */
export function worldNight(seed: number, roomTypeId: number, night: Night, rooms: number): WorldNight {
  const bits = mixed(seed, roomTypeId, night, PURPOSE);
  const table = (weekdayOf(night) & WEEKEND) === 0 ? workingDay : weekendDay;
  const sold = Math.floor(((table[bits & 255] ?? 0) * rooms) / 10);
  // One night in 32 has a room set aside for a group, one in 512 is not on sale.
  const blocked = ((bits >>> 8) & 31) === 0 && sold < rooms ? 1 : 0;
  return { rooms, sold, blocked, closed: ((bits >>> 13) & 511) === 0 };
}

/** Bytes of a seat map whose first rooms are taken, without trailing empty ones: a stay always finds a room free throughout. */
export function seatsOfFirst(taken: number): Buffer {
  const bytes = Buffer.alloc((taken + 7) >> 3, 255);
  if ((taken & 7) > 0) bytes[bytes.length - 1] = (1 << (taken & 7)) - 1;
  return bytes;
}

function tableOf(weights: readonly number[]): Uint8Array {
  return Uint8Array.from(weights.flatMap((weight, tenths) => Array<number>(weight).fill(tenths)));
}

import type { LedgerNight, LedgerType } from "./ledger.ts";
import type { RoomSegment } from "./occupancy.ts";
import { isTaken } from "./seat_map.ts";

/**
 * The stay in as few rooms as possible, one after the other: from each night on, the room that stays free
 * longest (greedy is optimal for covering an interval). Undefined when some night has no free room at all.
 */
export function splitStay(type: LedgerType, rows: readonly LedgerNight[]): RoomSegment[] | undefined {
  const segments: RoomSegment[] = [];
  let start = 0;
  while (start < rows.length) {
    const { ordinal, nights } = longestFree(type, rows, start);
    const first = rows[start];
    if (nights === 0 || first === undefined) return undefined;
    segments.push({ roomId: type.rooms.roomIdAt(ordinal), from: first.night, to: first.night + nights });
    start += nights;
  }
  return segments;
}

function longestFree(
  type: LedgerType,
  rows: readonly LedgerNight[],
  start: number,
): { readonly ordinal: number; readonly nights: number } {
  let best = { ordinal: 0, nights: 0 };
  for (let ordinal = 0; ordinal < type.rooms.count; ordinal += 1) {
    let end = start;
    while (end < rows.length && !isTaken(rows[end]?.seats ?? new Uint32Array(), ordinal)) end += 1;
    if (end - start > best.nights) best = { ordinal, nights: end - start };
  }
  return best;
}

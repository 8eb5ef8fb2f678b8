import { nightsOf, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import type { Ledger } from "./ledger.ts";
import { full } from "./refusals.ts";
import { spareRooms, whyFull, type FullNight } from "./room_night.ts";

/** Rooms of a type that a block keeps on each of its nights. */
export interface BlockUse {
  readonly nights: StayDates;
  readonly rooms: number;
}

/**
 * Uses nights for a block instead of what it used before, from the business date on: only the net difference is
 * measured. Refuses with `no_availability` and the nights that do not fit, and leaves the ledger as it was. A closed
 * night takes no more rooms.
 */
export function useNightsForBlock(
  ledger: Ledger,
  roomTypeId: number,
  use: { readonly before: BlockUse | undefined; readonly after: BlockUse | undefined; readonly today: Night },
): Decision<true> {
  const mark = ledger.mark();
  const notFitting: FullNight[] = [];
  for (const [night, wanted] of netChange(use.before, use.after)) {
    if (night < use.today) continue;
    const row = ledger.night(roomTypeId, night);
    const available = row === undefined || row.closed ? 0 : Math.max(0, spareRooms(row));
    if (wanted > 0 && (row === undefined || available < wanted)) {
      notFitting.push({ roomTypeId, night, reason: whyFull(row, wanted), available, wanted });
    } else if (row !== undefined) ledger.change(row, { blocked: wanted });
  }
  if (notFitting.length === 0) return accept(true);
  ledger.takeBack(mark);
  return full(notFitting);
}

function netChange(before: BlockUse | undefined, after: BlockUse | undefined): Map<Night, number> {
  const change = new Map<Night, number>();
  const add = (use: BlockUse | undefined, sign: 1 | -1): void => {
    if (use === undefined) return;
    for (const night of nightsOf(use.nights)) change.set(night, (change.get(night) ?? 0) + sign * use.rooms);
  };
  add(before, -1);
  add(after, 1);
  return new Map([...change].filter(([, rooms]) => rooms !== 0).toSorted(([one], [other]) => one - other));
}

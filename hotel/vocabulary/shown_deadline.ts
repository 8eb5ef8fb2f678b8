import { localInstant } from "./local_instant.ts";

/** A deadline as guests are shown it, both RFC 3339: in UTC, and by the clock of the hotel. */
export interface ShownDeadline {
  readonly instant: string;
  readonly local: string;
}

// A reservation shows its deadline for the whole and for each room, all who want the same night have the same one, and so have the
// neighbours on a page of a search. Zones are those of hotels; the bound is for those who come after a deadline, each at a time of their own.
const DEADLINES_KEPT = 1_000;
const kept = new Map<string, Map<number, ShownDeadline>>();

/** Writes a deadline. Throws RangeError for an unknown zone. */
export function shownDeadline(timeZone: string, deadline: Date): ShownDeadline {
  let ofZone = kept.get(timeZone);
  if (ofZone === undefined) kept.set(timeZone, (ofZone = new Map()));
  const time = deadline.getTime();
  const known = ofZone.get(time);
  if (known !== undefined) return known;
  const shown = written(timeZone, deadline);
  if (ofZone.size >= DEADLINES_KEPT) ofZone.clear();
  ofZone.set(time, shown);
  return shown;
}

function written(timeZone: string, deadline: Date): ShownDeadline {
  return { instant: deadline.toISOString(), local: localInstant(timeZone, deadline) };
}

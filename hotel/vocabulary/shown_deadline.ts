import { localInstant } from "./local_instant.ts";

/** A deadline as guests are shown it, both RFC 3339: in UTC, and by the clock of the hotel. */
export interface ShownDeadline {
  readonly instant: string;
  readonly local: string;
}

/** Writes a deadline. Throws RangeError for an unknown zone. */
export function shownDeadline(timeZone: string, deadline: Date): ShownDeadline {
  const time = deadline.getTime();
  if (last?.time !== time || last.timeZone !== timeZone) last = { timeZone, time, shown: written(timeZone, deadline) };
  return last.shown;
}

// A reservation shows its deadline for the whole and for each room, all who want the same night have the same one, and so have the
// neighbours on a page of a search.
let last: { readonly timeZone: string; readonly time: number; readonly shown: ShownDeadline } | undefined;

function written(timeZone: string, deadline: Date): ShownDeadline {
  return { instant: deadline.toISOString(), local: localInstant(timeZone, deadline) };
}

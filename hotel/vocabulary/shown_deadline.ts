import { keptUnder } from "./kept_under.ts";
import { localInstant } from "./local_instant.ts";

/** A deadline as guests are shown it, both RFC 3339: in UTC, and by the clock of the hotel. */
export interface ShownDeadline {
  readonly instant: string;
  readonly local: string;
}

// A reservation shows its deadline for the whole and for each room, all who want the same night have the same one, and so have the
// neighbours on a page of a search. The bounds are for those who come after a deadline, each at a time of their own.
const ZONES_KEPT = 2_000;
const DEADLINES_KEPT = 1_000;
const shownByZone = new Map<string, Map<number, ShownDeadline>>();

/** Writes a deadline. Throws RangeError for an unknown zone. */
export function shownDeadline(timeZone: string, deadline: Date): ShownDeadline {
  const ofZone = keptUnder(shownByZone, timeZone, ZONES_KEPT, () => new Map<number, ShownDeadline>());
  return keptUnder(ofZone, deadline.getTime(), DEADLINES_KEPT, () => ({
    instant: deadline.toISOString(),
    local: localInstant(timeZone, deadline),
  }));
}

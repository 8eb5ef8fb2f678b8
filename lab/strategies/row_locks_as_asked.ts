import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight, nightsOf } from "../../hotel/vocabulary/night.ts";
import { chooseSeat, LOAD_NIGHTS, roomWith, takeNights, type LoadedNight } from "./loaded_nights.ts";
import { commitWith } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

const LOCK_NIGHTS = `${LOAD_NIGHTS} FOR NO KEY UPDATE`;

/**
 * Lock one night after the other in the order the caller happens to name them, here forwards or backwards: what comes of two
 * code paths, or of rooms locked as a basket lists them. Nothing is oversold, but stays that meet from both sides wait for
 * each other until PostgreSQL ends one of them, a second later unless it is told otherwise.
 */
export const rowLocksAsAsked: Strategy = { name: "row_locks_as_asked", open: needsNothing(book) };

async function book(connection: Queryable, draft: Draft): Promise<Outcome> {
  const { known, answers } = await beginBooking(
    connection,
    draft,
    asAsked(draft).map((night) => lockNight(draft, night)),
  );
  if (known !== undefined) return known;
  const nights = answers.flatMap(({ rows }) => rows as LoadedNight[]);
  const seat = chooseSeat(draft, nights);
  if (typeof seat !== "number") return rolledBack(connection, seat);
  await commitWith(connection, [takeNights(draft, nights, seat), ...bookingRows(draft, roomWith(draft, seat))]);
  return { kind: "booked" };
}

/** One half of the callers goes backwards: the nights, by the last random digit of the id. */
function asAsked(draft: Draft): number[] {
  const digit = Number.parseInt(draft.reservationId.charAt(LAST_RANDOM_DIGIT), 16);
  return digit % 2 === 0 ? nightsOf(draft) : nightsOf(draft).toReversed();
}

/** Behind it are the eight digits of the hotel. */
const LAST_RANDOM_DIGIT = 27;

function lockNight(draft: Draft, night: number): QueryConfig {
  const values = [draft.hotelId, draft.roomTypeId, formatNight(night), formatNight(night + 1)];
  return { name: "lock_night", text: LOCK_NIGHTS, values };
}

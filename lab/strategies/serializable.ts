import type pg from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { attemptUpTo, isNotSerializable, isRoomTwice, lostWhen, type Attempt } from "./attempts.ts";
import { chooseSeat, loadNights, roomWith, saveNights, type LoadedNight } from "./loaded_nights.ts";
import { commitWith } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

const ATTEMPTS = 20;
const BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE";

/**
 * Statement for statement {@link readThenWrite}, at the isolation level that the textbooks recommend, and begun anew whenever
 * PostgreSQL says 40001. It never oversells; on a hot night all but one write in vain, a table that is read as a whole makes
 * strangers collide too, and a booking that loses twenty times gives up with an error.
 */
export const serializable: Strategy = { name: "serializable", open: needsNothing(book) };

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const again = (): Promise<Attempt> => lostWhen(connection, isLoss, attempt(connection, draft));
  const outcome = await attemptUpTo(ATTEMPTS, tally, again);
  if (outcome === undefined) throw new Error("gave up");
  return outcome;
}

/** PostgreSQL does not see that the room was chosen by what was read, and calls a loss a unique violation (manual, 13.5). */
function isLoss(error: pg.DatabaseError): boolean {
  return isNotSerializable(error) || isRoomTwice(error);
}

async function attempt(connection: Queryable, draft: Draft): Promise<Attempt> {
  const { known, answers } = await beginBooking(connection, draft, [loadNights(draft)], BEGIN);
  if (known !== undefined) return known;
  const nights = (answers[0]?.rows ?? []) as LoadedNight[];
  const seat = chooseSeat(draft, nights);
  if (typeof seat !== "number") return rolledBack(connection, seat);
  await commitWith(connection, [...bookingRows(draft, roomWith(draft, seat)), ...saveNights(draft, nights, seat)]);
  return { kind: "booked" };
}

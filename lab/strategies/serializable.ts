import type pg from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { attemptUpTo, isNotSerializable, isRoomTwice, lostWhen, type Attempt } from "./attempts.ts";
import { bookLoaded } from "./read_then_write.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";

const ATTEMPTS = 20;
const BEGIN = "BEGIN ISOLATION LEVEL SERIALIZABLE";

/**
 * Statement for statement {@link readThenWrite}, at the isolation level that the textbooks recommend, and begun anew whenever
 * PostgreSQL says 40001. It never oversells; on a hot night all but one write in vain, a table that is read as a whole makes
 * strangers collide too, and a booking that loses twenty times gives up with an error.
 */
export const serializable: Strategy = { name: "serializable", open: needsNothing(book) };

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const again = (): Promise<Attempt> => lostWhen(connection, isLoss, bookLoaded(connection, draft, BEGIN));
  const outcome = await attemptUpTo(ATTEMPTS, tally, again);
  if (outcome === undefined) throw new Error("gave up");
  return outcome;
}

/** PostgreSQL does not see that the room was chosen by what was read, and calls a loss a unique violation (manual, 13.5). */
function isLoss(error: pg.DatabaseError): boolean {
  return isNotSerializable(error) || isRoomTwice(error);
}

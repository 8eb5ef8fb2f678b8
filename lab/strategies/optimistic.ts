import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { attemptUpTo, type Attempt } from "./attempts.ts";
import { chooseSeat, loadNights, roomWith, SAVE_NIGHT, savedNight, type LoadedNight } from "./loaded_nights.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

const ATTEMPTS = 20;

const SAVE_UNCHANGED = `${SAVE_NIGHT} AND sold = $6 AND seats = $7`;

/**
 * Read without a lock, and save only where nothing has changed since (optimistic concurrency, the version column of the
 * mappers): the values themselves are the version. It never oversells; on a hot night each sale makes all others begin anew,
 * also those that wanted another room, and a booking that loses twenty times gives up with an error.
 */
export const optimistic: Strategy = { name: "optimistic", open: needsNothing(book) };

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const outcome = await attemptUpTo(ATTEMPTS, tally, () => attempt(connection, draft));
  if (outcome === undefined) throw new Error("gave up");
  return outcome;
}

async function attempt(connection: Queryable, draft: Draft): Promise<Attempt> {
  const { known, answers } = await beginBooking(connection, draft, [loadNights(draft)]);
  if (known !== undefined) return known;
  const nights = (answers[0]?.rows ?? []) as LoadedNight[];
  const seat = chooseSeat(draft, nights);
  if (typeof seat !== "number") return rolledBack(connection, seat);
  const saved = await sendTogether(
    connection,
    nights.map((night) => saveUnchanged(draft, night, seat)),
  );
  if (saved.some(({ rowCount }) => rowCount === 0)) return rolledBack(connection, "lost");
  await commitWith(connection, bookingRows(draft, roomWith(draft, seat)));
  return { kind: "booked" };
}

function saveUnchanged(draft: Draft, night: LoadedNight, ordinal: number): QueryConfig {
  const values = [...savedNight(draft, night, ordinal), night.sold, night.seats];
  return { name: "save_unchanged", text: SAVE_UNCHANGED, values };
}

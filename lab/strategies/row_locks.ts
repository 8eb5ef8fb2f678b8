import type { Queryable } from "../../hotel/database/database.ts";
import { chooseSeat, loadNights, roomWith, takeNights, type LoadedNight } from "./loaded_nights.ts";
import { commitWith } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

/** What locks the night rows. FOR NO KEY UPDATE is FOR UPDATE that does not hinder foreign key checks. */
const LOCK = "FOR NO KEY UPDATE";

/**
 * Baseline 1: lock the nights of the stay in order (SELECT ... FOR UPDATE), decide in the program, then write statement by
 * statement. Two round trips: up to the lock, and from the decision to COMMIT.
 */
export const rowLocks: Strategy = withLock(LOCK);

/** The same with another lock clause: the race test shows that without one it oversells. */
export function withLock(lock: string): Strategy {
  return { name: "row_locks", open: needsNothing((connection, draft) => book(connection, draft, lock)) };
}

async function book(connection: Queryable, draft: Draft, lock: string): Promise<Outcome> {
  const { known, answers } = await beginBooking(connection, draft, [loadNights(draft, lock)]);
  if (known !== undefined) return known;
  const nights = (answers[0]?.rows ?? []) as LoadedNight[];
  const seat = chooseSeat(draft, nights);
  if (typeof seat !== "number") return rolledBack(connection, seat);
  await commitWith(connection, [takeNights(draft, nights, seat), ...bookingRows(draft, roomWith(draft, seat))]);
  return { kind: "booked" };
}

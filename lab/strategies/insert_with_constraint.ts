import type { Queryable } from "../../hotel/database/database.ts";
import { attemptUpTo, isRoomTwice, lostWhen, type Attempt } from "./attempts.ts";
import { bookFreeRoom } from "./free_rooms.ts";
import { whyRefused } from "./full_nights.ts";
import { SEAT_FUNCTIONS } from "./seat_functions.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";

const ATTEMPTS = 3;

/**
 * Take a free room at random and let a unique index say whether it was: what one does once the race is understood. It never
 * sells a room twice; but whoever loses waits for the winner, writes in vain, and is refused after three losses even if
 * another room is free.
 */
export const insertWithConstraint: Strategy = {
  name: "insert_with_constraint",
  without: ["counter"],
  install: SEAT_FUNCTIONS,
  open: needsNothing(book),
};

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const again = (): Promise<Attempt> => lostWhen(connection, isRoomTwice, bookFreeRoom(connection, draft));
  const outcome = await attemptUpTo(ATTEMPTS, tally, again);
  return outcome ?? whyRefused(connection, draft);
}

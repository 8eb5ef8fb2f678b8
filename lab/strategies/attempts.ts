import pg from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import type { Outcome, Tally } from "./strategy.ts";
import { rolledBack } from "./transaction.ts";

/** What an attempt came to; `lost`: another booking was quicker, everything is rolled back, and it may be made again. */
export type Attempt = Outcome | "lost";

/** Makes attempts, at once one after the other, until one is not lost; undefined when all were. */
export async function attemptUpTo(
  limit: number,
  tally: Tally,
  attempt: () => Promise<Attempt>,
): Promise<Outcome | undefined> {
  for (let made = 0; made < limit; made += 1) {
    if (made > 0) tally.retries += 1;
    const outcome = await attempt();
    if (outcome !== "lost") return outcome;
  }
  return undefined;
}

/**
 * The attempt, lost when PostgreSQL ends it with such an error; other errors are thrown. Statements that were sent behind the
 * failed one cannot reach into the next attempt: answers come in the order of the questions, so that of ROLLBACK is the last.
 */
export async function lostWhen(
  connection: Queryable,
  isLoss: (error: pg.DatabaseError) => boolean,
  attempt: Promise<Attempt>,
): Promise<Attempt> {
  try {
    return await attempt;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !isLoss(error)) throw error;
    return rolledBack(connection, "lost");
  }
}

/** The unique index found the room given on one of the nights. */
export function isRoomTwice(error: pg.DatabaseError): boolean {
  return error.code === "23505" && error.constraint === "stay_night_room_once";
}

/** The transactions of this moment fit into no order one after the other. */
export function isNotSerializable(error: pg.DatabaseError): boolean {
  return error.code === "40001";
}

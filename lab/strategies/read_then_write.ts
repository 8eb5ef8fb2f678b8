import type { Queryable } from "../../hotel/database/database.ts";
import { chooseSeat, loadNights, roomWith, saveNights, type LoadedNight } from "./loaded_nights.ts";
import { commitWith } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

/**
 * Load the nights, choose a room in the program, save the nights with their new values: what a mapper of objects does inside
 * its transaction unless told otherwise. Whoever loads before another saves chooses the same room and overwrites the other's
 * count, so the last rooms are sold many times and the counters do not even tell.
 */
export const readThenWrite: Strategy = {
  name: "read_then_write",
  without: ["counter", "room_once"],
  open: needsNothing((connection, draft) => bookLoaded(connection, draft)),
};

/** Loads, decides and saves in one transaction, which `begin` begins. */
export async function bookLoaded(connection: Queryable, draft: Draft, begin?: string): Promise<Outcome> {
  const { known, answers } = await beginBooking(connection, draft, [loadNights(draft)], begin);
  if (known !== undefined) return known;
  const nights = (answers[0]?.rows ?? []) as LoadedNight[];
  const seat = chooseSeat(draft, nights);
  if (typeof seat !== "number") return rolledBack(connection, seat);
  await commitWith(connection, [...bookingRows(draft, roomWith(draft, seat)), ...saveNights(draft, nights, seat)]);
  return { kind: "booked" };
}

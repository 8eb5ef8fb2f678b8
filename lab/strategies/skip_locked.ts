import type { Queryable } from "../../hotel/database/database.ts";
import { nightsOf } from "../../hotel/vocabulary/night.ts";
import { attemptUpTo, isRoomTwice, lostWhen, type Attempt } from "./attempts.ts";
import { countNights, FREE_ROOMS, readFreeRooms, type FreeRoom } from "./free_rooms.ts";
import { whyRefused } from "./full_nights.ts";
import { commitWith } from "./pipeline.ts";
import { SEAT_FUNCTIONS } from "./seat_functions.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

const ATTEMPTS = 3;

const LOCK_FREE_ROOM = `${FREE_ROOMS} ORDER BY ordinal LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;

/**
 * Lock the first free room that nobody else has locked, as job queues take their jobs: bookings that run at once get
 * different rooms without waiting. An answer without a room is taken for "sold out", which is the mistake: a locked room is
 * not sold: its booking may be for other nights, or may yet break off, so guests are sent away from an empty room.
 *
 * The lock does not look again whether the room is free, so the room may have been sold just before it: the unique index
 * says so, and the booking is tried again, three times in all, and then refused.
 */
export const skipLocked: Strategy = { name: "skip_locked", install: SEAT_FUNCTIONS, open: needsNothing(book) };

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const again = (): Promise<Attempt> => lostWhen(connection, isRoomTwice, attempt(connection, draft));
  const outcome = await attemptUpTo(ATTEMPTS, tally, again);
  return outcome ?? whyRefused(connection, draft);
}

async function attempt(connection: Queryable, draft: Draft): Promise<Attempt> {
  const lock = { ...readFreeRooms(draft), name: "lock_free_room", text: LOCK_FREE_ROOM };
  const { known, answers } = await beginBooking(connection, draft, [lock]);
  if (known !== undefined) return known;
  const room = answers[0]?.rows[0] as FreeRoom | undefined;
  if (room === undefined) return rolledBack(connection, { kind: "full", nights: nightsOf(draft) });
  await commitWith(connection, [...bookingRows(draft, room.roomId), ...countNights(draft, room)]);
  return { kind: "booked" };
}

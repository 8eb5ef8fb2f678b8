import type { Queryable } from "../../hotel/database/database.ts";
import { countNights, pickAny, readFreeRooms, WITH_PLAIN_INDEX } from "./free_rooms.ts";
import { whyRefused } from "./full_nights.ts";
import { commitWith } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

/**
 * Ask which rooms are free, take one of them at random: the first version of many a booking site, where chance is to keep
 * bookings out of each other's way. It does so while many rooms are free, and sells the last ones twice.
 */
export const randomRoom: Strategy = {
  name: "random_room",
  without: ["counter", "room_once"],
  install: WITH_PLAIN_INDEX,
  open: needsNothing(book),
};

async function book(connection: Queryable, draft: Draft): Promise<Outcome> {
  const { known, answers } = await beginBooking(connection, draft, [readFreeRooms(draft)]);
  if (known !== undefined) return known;
  const room = pickAny(answers[0]);
  if (room === undefined) return rolledBack(connection, await whyRefused(connection, draft));
  await commitWith(connection, [...bookingRows(draft, room.roomId), ...countNights(draft, room)]);
  return { kind: "booked" };
}

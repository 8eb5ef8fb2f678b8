import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight, lengthOfStay } from "../../hotel/vocabulary/night.ts";
import { FITS, whyRefused } from "./full_nights.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import { SEAT_FUNCTIONS } from "./seat_functions.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { bookingRows, claimKey, readKnown } from "./writes.ts";

/** What locks the night rows; the UPDATE alone would lock them in the order of its plan, and deadlock. */
const LOCK = "FOR NO KEY UPDATE";

const LOCK_NIGHTS = `
  SELECT night FROM room_night
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4
  ORDER BY night`;

// A statement after the locks: its snapshot is younger than the wait, so every night is read as it is now.
const TAKE_NIGHTS = `
  UPDATE room_night SET sold = sold + 1, seats = lab_take_seat(seats, free.ordinal)
  FROM (
    SELECT lab_first_free(array_agg(seats), min(rooms)) AS ordinal FROM room_night
    WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4
  ) AS free
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4 AND free.ordinal IS NOT NULL
    AND ${FITS}
  RETURNING night, free.ordinal`;

/**
 * Baseline 2: lock the nights in order, then one conditional UPDATE that takes every night that has room and tells how many
 * it took. Two round trips: up to the UPDATE, and from its count to COMMIT.
 */
export const conditionalUpdate: Strategy = withOrderedLock(LOCK);

/** The same with another lock clause: the race test shows that without one it sells a room twice. */
export function withOrderedLock(lock: string): Strategy {
  const lockNights = `${LOCK_NIGHTS} ${lock}`;
  return {
    name: "conditional_update",
    install: SEAT_FUNCTIONS,
    open: needsNothing((connection, draft) => book(connection, draft, lockNights)),
  };
}

async function book(connection: Queryable, draft: Draft, lockNights: string): Promise<Outcome> {
  const values = [draft.hotelId, draft.roomTypeId, formatNight(draft.arrival), formatNight(draft.departure)];
  const lock: QueryConfig = { name: "lock_nights", text: lockNights, values };
  const take: QueryConfig = { name: "take_nights", text: TAKE_NIGHTS, values };
  const claim = claimKey(draft);
  const answers = await sendTogether(connection, ["BEGIN", ...(claim === undefined ? [] : [claim]), lock, take]);
  if (claim !== undefined && answers[1]?.rowCount === 0) {
    await connection.query("ROLLBACK");
    return readKnown(connection, draft);
  }
  const taken = (answers.at(-1)?.rows ?? []) as { ordinal: number }[];
  if (taken.length < lengthOfStay(draft)) {
    await connection.query("ROLLBACK");
    return whyRefused(connection, draft);
  }
  const roomId = draft.roomIds[taken[0]?.ordinal ?? -1];
  if (roomId === undefined) throw new Error(`room type ${draft.roomTypeId} has no room with that ordinal`);
  await commitWith(connection, bookingRows(draft, roomId));
  return { kind: "booked" };
}

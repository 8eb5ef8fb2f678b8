import type { QueryConfig } from "pg";
import { bestFit, readSeatMap, withSeat, writeSeatMap } from "../../hotel/inventory/seat_map.ts";
import { formatNight, nightOf, nightsOf } from "../../hotel/vocabulary/night.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import type { Queryable } from "../../hotel/database/database.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { bookingRows, claimKey, readKnown } from "./writes.ts";

interface NightRow {
  night: string;
  spare: number;
  closed: boolean;
  rooms: number;
  seats: Buffer;
}

/** What locks the night rows. FOR NO KEY UPDATE is FOR UPDATE that does not hinder foreign key checks. */
const LOCK = "FOR NO KEY UPDATE";

const READ_NIGHTS = `
  SELECT night, rooms - out_of_order + allowance + forced - sold - held - blocked AS spare, closed, rooms, seats
  FROM room_night
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4
  ORDER BY night`;

const TAKE_NIGHTS = `
  UPDATE room_night SET sold = sold + 1, seats = taken.seats
  FROM unnest($3::date[], $4::bytea[]) AS taken (night, seats)
  WHERE hotel_id = $1 AND room_type_id = $2 AND room_night.night = taken.night`;

/**
 * Baseline 1: lock the nights of the stay in order (SELECT ... FOR UPDATE), decide in the program, then write statement by
 * statement. Two round trips: up to the lock, and from the decision to COMMIT.
 */
export const rowLocks: Strategy = withLock(LOCK);

/** The same with another lock clause: the race test shows that without one it oversells. */
export function withLock(lock: string): Strategy {
  const readNights = `${READ_NIGHTS} ${lock}`;
  return { name: "row_locks", open: needsNothing((connection, draft) => book(connection, draft, readNights)) };
}

async function book(connection: Queryable, draft: Draft, text: string): Promise<Outcome> {
  const { hotelId, roomTypeId, arrival, departure } = draft;
  const read: QueryConfig = {
    name: "read_nights",
    text,
    values: [hotelId, roomTypeId, formatNight(arrival), formatNight(departure)],
  };
  const claim = claimKey(draft);
  const answers = await sendTogether(connection, ["BEGIN", ...(claim === undefined ? [] : [claim]), read]);
  if (claim !== undefined && answers[1]?.rowCount === 0) {
    await connection.query("ROLLBACK");
    return readKnown(connection, draft);
  }
  const nights = (answers.at(-1)?.rows ?? []) as NightRow[];
  const decision = decide(draft, nights);
  if (typeof decision !== "number") {
    await connection.query("ROLLBACK");
    return decision;
  }
  const roomId = draft.roomIds[decision];
  if (roomId === undefined) throw new Error(`room type ${roomTypeId} has no room with ordinal ${decision}`);
  await commitWith(connection, [takeNights(draft, nights, decision), ...bookingRows(draft, roomId)]);
  return { kind: "booked" };
}

/** The ordinal of the room to give, or why there is none. */
function decide(draft: Draft, rows: readonly NightRow[]): number | Outcome {
  const free = new Set(rows.filter((row) => row.spare > 0 && !row.closed).map((row) => nightOf(row.night)));
  const full = nightsOf(draft).filter((night) => !free.has(night));
  if (full.length > 0) return { kind: "full", nights: full };
  const maps = rows.map((row) => readSeatMap(row.seats));
  const rooms = Math.min(...rows.map((row) => row.rooms));
  const ordinal = bestFit(maps, rooms, { nightBefore: undefined, nightAfter: undefined });
  return ordinal ?? { kind: "no_single_room" };
}

function takeNights(draft: Draft, rows: readonly NightRow[], ordinal: number): QueryConfig {
  const seats = rows.map((row) => writeSeatMap(withSeat(readSeatMap(row.seats), ordinal, true)));
  const values = [draft.hotelId, draft.roomTypeId, rows.map((row) => row.night), seats];
  return { name: "take_nights", text: TAKE_NIGHTS, values };
}

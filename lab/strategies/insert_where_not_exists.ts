import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { lengthOfStay } from "../../hotel/vocabulary/night.ts";
import { attemptUpTo, type Attempt } from "./attempts.ts";
import { countNights, pickAny, readFreeRooms, WITH_PLAIN_INDEX } from "./free_rooms.ts";
import { whyRefused } from "./full_nights.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import { needsNothing, type Draft, type Outcome, type Strategy, type Tally } from "./strategy.ts";
import { beginBooking, rolledBack } from "./transaction.ts";
import { bookingRows } from "./writes.ts";

const ATTEMPTS = 3;

const INSERT_FREE_NIGHTS = `
  INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as)
  SELECT $1, $2, 1, wanted.night, $3, $4, $5, 'sold' FROM unnest($6::date[]) AS wanted (night)
  WHERE NOT EXISTS (
    SELECT FROM stay_night AS other WHERE other.hotel_id = $1 AND other.room_id = $4 AND other.night = wanted.night)`;

/**
 * Check and insert in one statement, and look how many rows it inserted: the usual advice against the race of
 * {@link randomRoom}, believed to be atomic. It is not: two statements that run at once do not see each other's rows.
 */
export const insertWhereNotExists: Strategy = {
  name: "insert_where_not_exists",
  without: ["counter", "room_once"],
  install: WITH_PLAIN_INDEX,
  open: needsNothing(book),
};

async function book(connection: Queryable, draft: Draft, tally: Tally): Promise<Outcome> {
  const outcome = await attemptUpTo(ATTEMPTS, tally, () => attempt(connection, draft));
  return outcome ?? whyRefused(connection, draft);
}

async function attempt(connection: Queryable, draft: Draft): Promise<Attempt> {
  const { known, answers } = await beginBooking(connection, draft, [readFreeRooms(draft)]);
  if (known !== undefined) return known;
  const room = pickAny(answers[0]);
  if (room === undefined) return rolledBack(connection, await whyRefused(connection, draft));
  const rows = bookingRows(draft, room.roomId).map(onlyFreeNights);
  const inserted = await sendTogether(connection, rows);
  const nights = inserted[rows.findIndex(({ name }) => name === FREE_NIGHTS)]?.rowCount;
  if (nights !== lengthOfStay(draft)) return rolledBack(connection, "lost");
  await commitWith(connection, countNights(draft, room));
  return { kind: "booked" };
}

const FREE_NIGHTS = "insert_free_nights";

/** The same rows, except that a stay night is only inserted where there is none. */
function onlyFreeNights(row: QueryConfig): QueryConfig {
  return row.name === "insert_stay_nights" ? { ...row, name: FREE_NIGHTS, text: INSERT_FREE_NIGHTS } : row;
}

import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight, nightsOf } from "../../hotel/vocabulary/night.ts";
import type { Draft, Outcome } from "./strategy.ts";

/** The rule of the sale, by the counters of a night. */
export const FITS = "NOT closed AND sold + held + blocked < rooms - out_of_order + allowance + forced";

const READ_FREE = `
  SELECT night FROM room_night
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4 AND ${FITS}`;

/** Why a draft is refused: an explanation for the guest, by the counters of this moment, not a decision. */
export async function whyRefused(connection: Queryable, draft: Draft): Promise<Outcome> {
  const full = await fullNights(connection, draft);
  return full.length > 0 ? { kind: "full", nights: full } : { kind: "no_single_room" };
}

/** The nights of the stay on which nothing is left by now. */
export async function fullNights(connection: Queryable, draft: Draft): Promise<number[]> {
  const values = [draft.hotelId, draft.roomTypeId, formatNight(draft.arrival), formatNight(draft.departure)];
  const { rows } = await connection.query<{ night: string }>({ name: "read_free", text: READ_FREE, values });
  const free = new Set(rows.map((row) => row.night));
  return nightsOf(draft).filter((night) => !free.has(formatNight(night)));
}

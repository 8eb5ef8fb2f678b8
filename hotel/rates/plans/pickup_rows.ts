import { dates, integers, smallIntegers } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import { appendEvents } from "../../events/outbox.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight, nightOf, type Night } from "../../vocabulary/night.ts";
import { pickupWindows } from "./pickup.ts";
import { loadRateBooks } from "./rate_book_rows.ts";

/** How many rooms of a type were taken for a night in the last so many days. */
export interface PickupCount {
  readonly roomTypeId: number;
  readonly night: Night;
  readonly days: number;
  readonly rooms: number;
}

/** A night of a room type. */
export interface NightOfType {
  readonly roomTypeId: number;
  readonly night: Night;
}

/** A hotel and the windows, in days, that its plans ask for: none when they ask no more. */
export interface CountedHotel {
  readonly hotelId: number;
  readonly windows: readonly number[];
}

// Also those whose plans ask no more but have counts left: these are taken away.
const SELECT_COUNTED = `
  SELECT b.hotel_id
    FROM rate_book b
   WHERE b.hotel_id > $1
     AND (EXISTS (SELECT FROM rate_plan p
                   WHERE p.hotel_id = b.hotel_id AND p.status = 'active'
                     AND p.terms @? '$.dynamic.rules[*].when.pickup')
          OR EXISTS (SELECT FROM pickup_night n WHERE n.hotel_id = b.hotel_id))
   ORDER BY b.hotel_id
   LIMIT $2`;

// What was not counted is zero and has no row. Nights that have passed go without a word.
const RECORD = `
  WITH counted AS (
    SELECT room_type_id, night, days, rooms
      FROM unnest($2::integer[], $3::date[], $4::smallint[], $5::integer[]) AS given (room_type_id, night, days, rooms)
     WHERE rooms > 0
  ), gone AS (
    DELETE FROM pickup_night p
     WHERE p.hotel_id = $1
       AND NOT EXISTS (SELECT FROM counted c
                        WHERE c.room_type_id = p.room_type_id AND c.night = p.night AND c.days = p.days)
    RETURNING p.room_type_id, p.night
  ), kept AS (
    INSERT INTO pickup_night (hotel_id, room_type_id, night, days, rooms)
    SELECT $1, room_type_id, night, days, rooms FROM counted
    ON CONFLICT (hotel_id, room_type_id, night, days) DO UPDATE
       SET rooms = excluded.rooms WHERE pickup_night.rooms <> excluded.rooms
    RETURNING room_type_id, night
  )
  SELECT DISTINCT room_type_id, night, hotel_now() AS at
    FROM (SELECT room_type_id, night FROM gone UNION ALL SELECT room_type_id, night FROM kept) AS changed
   WHERE night >= (hotel_now() AT TIME ZONE 'UTC')::date - 1
   ORDER BY room_type_id, night`;

/** At most so many hotels after the one named whose pickup is to be counted, in the order of their ids. */
export async function hotelsToCount(db: Queryable, after: number, limit: number): Promise<CountedHotel[]> {
  const { rows } = await db.query<{ hotel_id: number }>(SELECT_COUNTED, [after, limit]);
  const books = await loadRateBooks(
    db,
    rows.map((row) => row.hotel_id),
  );
  return rows.map(({ hotel_id: hotelId }) => {
    const book = books.get(hotelId);
    return { hotelId, windows: book === undefined ? [] : pickupWindows(book) };
  });
}

/**
 * Keeps what was counted for a hotel, in place of all that was kept before, and tells which nights came out different.
 *
 * No admission lock is needed: who holds one must find no restriction changed, but prices may move at any moment. A booking
 * reads all its counts in one statement, and its price is right by those before this or by those after it; a guest who was
 * promised a price has a quote.
 */
export async function recordPickup(
  tx: Queryable,
  hotelId: number,
  counts: readonly PickupCount[],
): Promise<NightOfType[]> {
  const { rows } = await tx.query<{ room_type_id: number; night: string; at: Date }>(RECORD, [
    hotelId,
    integers(counts, (one) => one.roomTypeId),
    dates(counts, (one) => one.night),
    smallIntegers(counts, (one) => one.days),
    integers(counts, (one) => one.rooms),
  ]);
  const [first] = rows;
  if (first === undefined) return [];
  const changed = rows.map((row): NightOfType => ({ roomTypeId: row.room_type_id, night: nightOf(row.night) }));
  const drafts = [...Map.groupBy(changed, (one) => one.roomTypeId)].map(([roomTypeId, nights]) => ({
    hotelId,
    type: "pickup.counted" as const,
    data: { room_type_id: roomTypeId, ...span(nights.map(({ night }) => night)) },
    actor: systemActor("count_pickup"),
    at: first.at,
  }));
  await appendEvents(tx, drafts);
  return changed;
}

function span(nights: readonly Night[]): { readonly start_date: string; readonly end_date: string } {
  return { start_date: formatNight(Math.min(...nights)), end_date: formatNight(Math.max(...nights) + 1) };
}

import { integers, smallIntegers } from "../database/column.ts";
import type { Database, Queryable } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import { hotelsToCount, recordPickup, type CountedHotel, type PickupCount } from "../rates/plans/pickup_rows.ts";
import { firstIdAt } from "../vocabulary/identity.ts";
import { nightOf } from "../vocabulary/night.ts";

const HOTELS_AT_ONCE = 50;
const DAY_IN_MS = 86_400_000;

// Rooms that are held or sold by bookings made within the window, by the room type that is occupied: what counters count.
// $3: ids rise with time, so the index leads to the young bookings; but they are made by the clocks of nodes, so it is a day
// early, and created_at decides.
const COUNT = `
  SELECT n.hotel_id, n.room_type_id, n.night, w.days, count(*)::integer AS rooms
    FROM unnest($1::integer[], $2::smallint[]) AS w (hotel_id, days)
    JOIN reservation r ON r.hotel_id = w.hotel_id AND r.reservation_id >= $3::uuid
                      AND r.created_at > hotel_now() - make_interval(days => w.days)
    JOIN stay_night n ON n.hotel_id = r.hotel_id AND n.reservation_id = r.reservation_id AND n.used_as <> 'none'
   WHERE n.night >= (hotel_now() AT TIME ZONE 'UTC')::date - 1
   GROUP BY n.hotel_id, n.room_type_id, n.night, w.days`;

interface CountRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly night: string;
  readonly days: number;
  readonly rooms: number;
}

/**
 * Counts every five minutes how many rooms were taken lately, for the hotels whose prices depend on it; so prices move in steps
 * and not with every booking.
 */
export const pickupTask: PeriodicTask = {
  name: "count_pickup",
  everyMs: 300_000,
  run: async ({ database, signal, cursor, keepCursor }) => {
    let after: string | null = cursor;
    do {
      after = await countPickup(database, after);
      await keepCursor(after);
    } while (after !== null && !signal.aborted);
  },
};

/** Counts for at most 50 hotels after the one named and returns the last of them; null when there are no more. */
export async function countPickup(database: Database, after: string | null): Promise<string | null> {
  const hotels = await hotelsToCount(database.pool, Number(after ?? 0), HOTELS_AT_ONCE);
  const counts = await readCounts(database.pool, hotels);
  for (const { hotelId } of hotels) {
    await inTransaction(database, (tx) => recordPickup(tx, hotelId, counts.get(hotelId) ?? []));
  }
  const last = hotels.at(-1);
  return hotels.length < HOTELS_AT_ONCE || last === undefined ? null : String(last.hotelId);
}

async function readCounts(db: Queryable, hotels: readonly CountedHotel[]): Promise<Map<number, PickupCount[]>> {
  const windows = hotels.flatMap(({ hotelId, windows: days }) => days.map((one) => ({ hotelId, days: one })));
  const longest = Math.max(0, ...windows.map(({ days }) => days));
  const { rows } = await db.query<CountRow>(COUNT, [
    integers(windows, (one) => one.hotelId),
    smallIntegers(windows, (one) => one.days),
    firstIdAt(Date.now() - (longest + 1) * DAY_IN_MS),
  ]);
  const byHotel = Map.groupBy(rows, (row) => row.hotel_id);
  return new Map([...byHotel].map(([hotelId, counted]) => [hotelId, counted.map(countOf)]));
}

function countOf({ room_type_id: roomTypeId, night, days, rooms }: CountRow): PickupCount {
  return { roomTypeId, night: nightOf(night), days, rooms };
}

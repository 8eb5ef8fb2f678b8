import type { Queryable } from "../database/database.ts";
import type { LoadedBooking } from "./booking_load.ts";

/**
 * What was promised to the clients of a load and is not so in the database, and what is there that nobody can have
 * asked for; empty when every acknowledgement holds and nothing is there twice.
 */
export async function brokenPromises(db: Queryable, bookings: readonly LoadedBooking[]): Promise<string[]> {
  const found = await storedByKey(db);
  const broken: string[] = [];
  for (const booking of bookings) {
    const stored = found.get(booking.key) ?? [];
    const problem = problemOf(booking, stored);
    if (problem !== undefined) broken.push(`${problem}: ${JSON.stringify({ ...booking, stored })}`);
  }
  const asked = new Set(bookings.map(({ key }) => key));
  for (const key of found.keys()) if (!asked.has(key)) broken.push(`nobody asked for it: ${key}`);
  return broken;
}

interface StoredBooking {
  readonly key: string;
  readonly reservation_id: string;
  readonly status: string;
  /** How often the ledger says that it was confirmed, and cancelled. */
  readonly confirmed: number;
  readonly cancelled: number;
}

const STORED = `
  SELECT coalesce(k.key, '') AS key, r.reservation_id, r.status,
         count(*) FILTER (WHERE e.type = 'reservation.confirmed')::int AS confirmed,
         count(*) FILTER (WHERE e.type = 'reservation.cancelled')::int AS cancelled
    FROM reservation r
    LEFT JOIN idempotency_key k ON k.hotel_id = r.hotel_id AND k.reservation_id = r.reservation_id
    LEFT JOIN (SELECT reservation_id, type FROM outbox UNION ALL SELECT reservation_id, type FROM event) e
           ON e.reservation_id = r.reservation_id
   GROUP BY k.key, r.reservation_id, r.status`;

async function storedByKey(db: Queryable): Promise<Map<string, StoredBooking[]>> {
  const { rows } = await db.query<StoredBooking>(STORED);
  return Map.groupBy(rows, ({ key }) => key);
}

function problemOf(booking: LoadedBooking, stored: readonly StoredBooking[]): string | undefined {
  const [one] = stored;
  if (stored.length > 1) return "booked twice";
  if (booking.status === 201 && one === undefined) return "an acknowledged booking is lost";
  if (booking.status !== undefined && booking.status !== 201 && booking.status !== 500 && one !== undefined) {
    return "refused and booked all the same";
  }
  if (one === undefined) return undefined;
  if (booking.reservationId !== undefined && booking.reservationId !== one.reservation_id)
    return "another id than was told";
  if (one.confirmed !== 1) return "not told once in the ledger";
  return problemOfCancellation(booking, one);
}

function problemOfCancellation({ cancellation }: LoadedBooking, stored: StoredBooking): string | undefined {
  if (cancellation === "acknowledged" && stored.status !== "cancelled") return "an acknowledged cancellation is lost";
  if (cancellation === undefined && stored.status !== "confirmed") return "nobody cancelled it";
  if (stored.cancelled !== (stored.status === "cancelled" ? 1 : 0)) return "the ledger tells of another cancellation";
  return undefined;
}

import type { Queryable } from "../database/database.ts";

// All the hotel's types, sorted: whoever is booking has ended, and nobody begins, before the look that follows.
const LOCK = `
  SELECT room_type_id FROM admission WHERE hotel_id = $1 ORDER BY hotel_id, room_type_id FOR NO KEY UPDATE`;

const LOOK = "SELECT FROM reservation WHERE hotel_id = $1 LIMIT 1";

/**
 * Whether the hotel has ever had a reservation. Until the transaction ends no other can make the first one: a hotel's
 * currency and time zone may change only before it.
 */
export async function wasEverBooked(tx: Queryable, hotelId: number): Promise<boolean> {
  await tx.query(LOCK, [hotelId]);
  const { rowCount } = await tx.query(LOOK, [hotelId]);
  return rowCount !== 0;
}

import type { Queryable } from "../database/database.ts";
import type { StayDates } from "../vocabulary/night.ts";
import { formatNight } from "../vocabulary/night.ts";

/** A period in which a room cannot be slept in, as the table holds it. */
export interface OutOfOrderRow {
  readonly hotel_id: number;
  readonly out_of_order_id: number;
  readonly room_id: number;
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  readonly reason: string;
  readonly status: "active" | "ended";
  readonly version: number;
}

/** The columns of {@link OutOfOrderRow}. */
export const OUT_OF_ORDER_COLUMNS = `
  out_of_order.hotel_id, out_of_order.out_of_order_id, out_of_order.room_id, out_of_order.room_type_id,
  out_of_order.start_date, out_of_order.end_date, out_of_order.reason, out_of_order.status, out_of_order.version`;

const READ = `SELECT ${OUT_OF_ORDER_COLUMNS} FROM out_of_order WHERE hotel_id = $1 AND out_of_order_id = $2`;

/** The period; undefined when the hotel has none of this id. Its room never changes. */
export async function findOutOfOrder(db: Queryable, hotelId: number, id: number): Promise<OutOfOrderRow | undefined> {
  const { rows } = await db.query<OutOfOrderRow>(READ, [hotelId, id]);
  return rows[0];
}

const OVERLAPPING = `
  SELECT out_of_order_id
    FROM out_of_order
   WHERE hotel_id = $1 AND room_id = $2 AND status = 'active' AND start_date < $4::date AND end_date > $3::date
     AND out_of_order_id <> $5
   ORDER BY out_of_order_id`;

/** Other periods of the room that share a night with these. Asked under the admission lock of the room's type. */
export async function overlappingPeriods(
  tx: Queryable,
  period: { readonly hotelId: number; readonly roomId: number; readonly nights: StayDates; readonly except: number },
): Promise<number[]> {
  const { rows } = await tx.query<{ out_of_order_id: number }>(OVERLAPPING, [
    period.hotelId,
    period.roomId,
    formatNight(period.nights.arrival),
    formatNight(period.nights.departure),
    period.except,
  ]);
  return rows.map((row) => row.out_of_order_id);
}

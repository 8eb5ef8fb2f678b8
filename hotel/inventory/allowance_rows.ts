import type { Queryable } from "../database/database.ts";
import { nightOf } from "../vocabulary/night.ts";
import type { Allowance, AllowancePeriod, AllowanceRule } from "./allowance.ts";

/** An overbooking period as the table holds it. */
export interface OverbookingPeriodRow {
  readonly hotel_id: number;
  readonly overbooking_period_id: number;
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  readonly basis_points: number | null;
  readonly extra_rooms: number | null;
}

/** The columns of {@link OverbookingPeriodRow}. */
export const PERIOD_COLUMNS = `
  overbooking_period.hotel_id, overbooking_period.overbooking_period_id, overbooking_period.room_type_id,
  overbooking_period.start_date, overbooking_period.end_date, overbooking_period.basis_points,
  overbooking_period.extra_rooms`;

const READ = `
  SELECT ${PERIOD_COLUMNS}
    FROM overbooking_period
   WHERE hotel_id = $1 AND room_type_id = ANY ($2::int[])
   ORDER BY overbooking_period_id`;

/** The overbooking periods of room types, the oldest first. */
export async function readPeriods(
  db: Queryable,
  hotelId: number,
  roomTypeIds: readonly number[],
): Promise<OverbookingPeriodRow[]> {
  const { rows } = await db.query<OverbookingPeriodRow>(READ, [hotelId, roomTypeIds]);
  return rows;
}

/** The rule of a type's own share and its periods, the oldest first. */
export function allowanceRule(basisPoints: number, periods: readonly OverbookingPeriodRow[]): AllowanceRule {
  return { basisPoints, periods: periods.map(periodOf) };
}

function periodOf(row: OverbookingPeriodRow): AllowancePeriod {
  const nights = { arrival: nightOf(row.start_date), departure: nightOf(row.end_date) };
  return { nights, allowance: allowanceOf(row) };
}

function allowanceOf({ basis_points: basisPoints, extra_rooms: extraRooms }: OverbookingPeriodRow): Allowance {
  return extraRooms === null ? { basisPoints: basisPoints ?? 0 } : { extraRooms };
}

import type { Queryable } from "../database/database.ts";
import { formatNight, type StayDates } from "../vocabulary/night.ts";

/** A night on which more is promised than there is. */
export interface LaneNight {
  readonly room_type_id: number;
  readonly date: string;
  /** Rooms used beyond the limit. */
  readonly forced: number;
  /** Rooms used beyond those that exist. */
  readonly missing_rooms: number;
  readonly stays_without_room: readonly { readonly reservation_id: string; readonly stay_no: number }[];
}

/** Nights shown at most. */
export const MOST_LANE_NIGHTS = 500;

const READ = `
  WITH unseated AS (
    SELECT room_type_id, night,
           json_agg(json_build_object('reservation_id', reservation_id, 'stay_no', stay_no)
                    ORDER BY reservation_id, stay_no) AS stays
      FROM stay_night
     WHERE hotel_id = $1 AND room_id IS NULL AND used_as <> 'none' AND night >= $2::date AND night < $3::date
     GROUP BY room_type_id, night
  )
  SELECT n.room_type_id, n.night AS date, n.forced,
         greatest(0, n.sold + n.held + n.blocked - n.rooms + n.out_of_order) AS missing_rooms,
         coalesce(u.stays, '[]') AS stays_without_room
    FROM room_night n
    LEFT JOIN unseated u USING (room_type_id, night)
   WHERE n.hotel_id = $1 AND n.night >= $2::date AND n.night < $3::date AND (n.forced > 0 OR u.stays IS NOT NULL)
   ORDER BY n.night, n.room_type_id
   LIMIT $4`;

/** The overbooking lane of a hotel: nights that were forced, or on which a stay has no room. The earliest first. */
export async function readOverbookingLane(
  db: Queryable,
  hotelId: number,
  nights: StayDates,
): Promise<{ readonly nights: readonly LaneNight[]; readonly truncated: boolean }> {
  const dates = [formatNight(nights.arrival), formatNight(nights.departure)];
  const { rows } = await db.query<LaneNight>(READ, [hotelId, ...dates, MOST_LANE_NIGHTS + 1]);
  return { nights: rows.slice(0, MOST_LANE_NIGHTS), truncated: rows.length > MOST_LANE_NIGHTS };
}

import type { Queryable } from "../../hotel/database/database.ts";
import { nightOf } from "../../hotel/vocabulary/night.ts";
import { SpareRooms } from "./spare_rooms.ts";

/** What the rows say after a run: nothing of it relies on a constraint, a counter or the program that wrote them. */
export interface Judgement {
  readonly doubleBookings: number;
  readonly reservations: number;
  readonly spare: SpareRooms;
}

// A night is surplus when its guest shares the room or when there are more guests than rooms: the greater of both.
const SURPLUS = `
  SELECT coalesce(sum(greatest(stays - rooms_used, stays - rooms, 0)), 0)::integer AS surplus
    FROM (SELECT count(*) AS stays, count(DISTINCT s.room_id) AS rooms_used, min(n.rooms) AS rooms
            FROM stay_night AS s
            JOIN room_night AS n USING (hotel_id, room_type_id, night)
           WHERE s.used_as <> 'none'
           GROUP BY s.hotel_id, s.room_type_id, s.night) AS used`;

const RESERVATIONS = "SELECT count(*)::integer AS reservations FROM reservation";

const SPARE = `
  SELECT n.room_type_id, n.night, n.rooms - count(s.night)::integer AS spare
    FROM room_night AS n
    LEFT JOIN stay_night AS s
      ON s.hotel_id = n.hotel_id AND s.room_type_id = n.room_type_id AND s.night = n.night AND s.used_as <> 'none'
   WHERE n.night < $1
   GROUP BY n.hotel_id, n.room_type_id, n.night, n.rooms`;

/** Looks at a database after a run; `until` is the first night (`YYYY-MM-DD`) that nobody asked for. */
export async function judgeRows(connection: Queryable, until: string): Promise<Judgement> {
  const surplus = await connection.query<{ surplus: number }>(SURPLUS);
  const count = await connection.query<{ reservations: number }>(RESERVATIONS);
  const { rows } = await connection.query<{ room_type_id: number; night: string; spare: number }>(SPARE, [until]);
  const spare = new SpareRooms();
  for (const row of rows) spare.set(row.room_type_id, nightOf(row.night), row.spare);
  return { doubleBookings: surplus.rows[0]?.surplus ?? 0, reservations: count.rows[0]?.reservations ?? 0, spare };
}

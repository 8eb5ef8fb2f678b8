import type { Queryable } from "../database/database.ts";
import { formatNight, type StayDates } from "../vocabulary/night.ts";

/** What to show. */
export interface InventoryAsked {
  readonly hotelId: number;
  readonly nights: StayDates;
  readonly roomTypeId: number | undefined;
  /** Show who holds until when. */
  readonly withHolders: boolean;
}

/** Who holds rooms of a night, and until when. */
export interface Holder {
  readonly reservation_id: string;
  readonly rooms: number;
  readonly expires_at: string;
}

/** A night as it is shown: all counts in rooms. */
export interface ShownNight {
  readonly date: string;
  readonly rooms: number;
  readonly out_of_order: number;
  readonly blocked: number;
  readonly sold: number;
  /** In holds that have not run out. */
  readonly held: number;
  readonly allowance: number;
  readonly forced: number;
  readonly available: number;
  readonly closed: boolean;
  readonly holds?: readonly Holder[];
}

// A hold that has run out keeps nobody out, although its nights still carry it until the next admission of the type.
const READ = `
  WITH holder AS (
    SELECT n.room_type_id, n.night, n.reservation_id, h.expires_at, count(*)::int AS rooms
      FROM hold h
      JOIN stay_night n ON n.hotel_id = h.hotel_id AND n.reservation_id = h.reservation_id
                       AND n.room_type_id = h.room_type_id AND n.used_as = 'held'
     WHERE h.hotel_id = $1 AND ($4::int IS NULL OR h.room_type_id = $4)
       AND n.night >= $2::date AND n.night < $3::date
     GROUP BY n.room_type_id, n.night, n.reservation_id, h.expires_at
  ), holders AS (
    SELECT room_type_id, night,
           coalesce(sum(rooms) FILTER (WHERE expires_at <= now.now), 0)::int AS lapsed,
           json_agg(json_build_object('reservation_id', reservation_id, 'rooms', rooms,
                    'expires_at', to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                    ORDER BY expires_at, reservation_id) FILTER (WHERE expires_at > now.now) AS holds
      FROM holder CROSS JOIN (SELECT hotel_now() AS now) AS now
     GROUP BY room_type_id, night
  )
  SELECT n.room_type_id, n.night, n.rooms, n.out_of_order, n.blocked, n.sold, n.held - coalesce(h.lapsed, 0) AS held,
         n.allowance, n.forced, n.closed, coalesce(h.holds, '[]') AS holds
    FROM room_night n
    LEFT JOIN holders h USING (room_type_id, night)
   WHERE n.hotel_id = $1 AND ($4::int IS NULL OR n.room_type_id = $4) AND n.night >= $2::date AND n.night < $3::date
   ORDER BY n.room_type_id, n.night`;

interface ReadRow extends Omit<ShownNight, "date" | "available" | "holds"> {
  readonly room_type_id: number;
  readonly night: string;
  readonly holds: readonly Holder[];
}

/** The nights of a hotel by room type. Without a lock: for showing, not for deciding. */
export async function readInventory(
  db: Queryable,
  asked: InventoryAsked,
): Promise<{ room_type_id: number; nights: ShownNight[] }[]> {
  const { hotelId, nights, roomTypeId } = asked;
  const { rows } = await db.query<ReadRow>(READ, [
    hotelId,
    formatNight(nights.arrival),
    formatNight(nights.departure),
    roomTypeId ?? null,
  ]);
  const byType = Map.groupBy(rows, (row) => row.room_type_id);
  return [...byType].map(([room_type_id, own]) => ({
    room_type_id,
    nights: own.map((row) => shownNight(row, asked.withHolders)),
  }));
}

function shownNight(row: ReadRow, withHolders: boolean): ShownNight {
  const { room_type_id: _type, night, holds, ...counts } = row;
  const spare = row.rooms - row.out_of_order + row.allowance - row.sold - row.held - row.blocked;
  const available = row.closed ? 0 : Math.max(0, spare);
  return { date: night, ...counts, available, ...(withHolders ? { holds } : {}) };
}

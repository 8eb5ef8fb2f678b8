import type { Queryable } from "../database/database.ts";
import { formatNight, nightOf, type Night } from "../vocabulary/night.ts";
import type { RoomTerm } from "./room_standing.ts";
import type { Occupant } from "./service_change.ts";

/** A physical room as the API shows it. */
export interface RoomRow {
  readonly hotel_id: number;
  readonly room_id: number;
  readonly room_type_id: number;
  readonly number: string;
  readonly ordinal: number;
  /** The first night on which the hotel does not have it any more. */
  readonly retired_from: string | null;
  readonly version: number;
}

/** The columns of {@link RoomRow}. */
export const ROOM_COLUMNS =
  "room.hotel_id, room.room_id, room.room_type_id, room.number, room.ordinal, room.retired_from, room.version";

const READ_TERMS = `
  SELECT room.room_id, room.room_type_id, room.ordinal, room.retired_from,
         coalesce((SELECT json_agg(json_build_object('from', o.start_date, 'to', o.end_date) ORDER BY o.start_date)
                     FROM out_of_order o
                    WHERE o.hotel_id = room.hotel_id AND o.room_id = room.room_id AND o.status = 'active'),
                  '[]') AS out_of_order
    FROM room
   WHERE room.hotel_id = $1 AND room.room_type_id = ANY ($2::int[])
   ORDER BY room.room_type_id, room.ordinal`;

interface TermRow {
  readonly room_id: number;
  readonly room_type_id: number;
  readonly ordinal: number;
  readonly retired_from: string | null;
  readonly out_of_order: readonly { readonly from: string; readonly to: string }[];
}

/** The terms of all rooms of locked room types, by type, in order of ordinal. */
export async function readRoomTerms(
  tx: Queryable,
  hotelId: number,
  roomTypeIds: readonly number[],
): Promise<Map<number, RoomTerm[]>> {
  const { rows } = await tx.query<TermRow>(READ_TERMS, [hotelId, roomTypeIds]);
  const terms = new Map<number, RoomTerm[]>(roomTypeIds.map((roomTypeId) => [roomTypeId, []]));
  for (const row of rows) terms.get(row.room_type_id)?.push(termOf(row));
  return terms;
}

function termOf(row: TermRow): RoomTerm {
  return {
    roomId: row.room_id,
    ordinal: row.ordinal,
    retiredFrom: row.retired_from === null ? undefined : nightOf(row.retired_from),
    outOfOrder: row.out_of_order.map((period) => ({ arrival: nightOf(period.from), departure: nightOf(period.to) })),
  };
}

const READ_OCCUPANTS = `
  SELECT n.reservation_id, n.stay_no, n.room_id, array_agg(n.night ORDER BY n.night)::text[] AS nights
    FROM stay_night n
   WHERE n.hotel_id = $1 AND n.room_id = ANY ($2::int[]) AND n.night >= $3::date
   GROUP BY n.reservation_id, n.stay_no, n.room_id
   ORDER BY min(n.night), n.reservation_id, n.stay_no`;

/** Who sits in the rooms from a night on, under the admission lock of their type. */
export async function readOccupants(
  tx: Queryable,
  hotelId: number,
  roomIds: readonly number[],
  from: Night,
): Promise<Occupant[]> {
  const { rows } = await tx.query<{ reservation_id: string; stay_no: number; room_id: number; nights: string[] }>(
    READ_OCCUPANTS,
    [hotelId, roomIds, formatNight(from)],
  );
  return rows.map((row) => ({
    reservationId: row.reservation_id,
    stayNo: row.stay_no,
    roomId: row.room_id,
    nights: row.nights.map(nightOf),
  }));
}

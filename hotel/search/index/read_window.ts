import type { Queryable } from "../../database/database.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import type { HeldRooms } from "./held_rooms.ts";
import type { Range } from "./search_index.ts";

/** Spare rooms of consecutive nights of a type, in the form of a plane. */
export interface NightRun {
  readonly roomTypeId: number;
  readonly from: Night;
  readonly spare: Int16Array;
}

interface RunRow {
  readonly room_type_id: number;
  readonly first_night: Night;
  readonly is_gapless: boolean;
  readonly spare: string;
}

// One row for each type: a row for each night would cost ten times as much on both sides. A night off sale is -32768.
const READ = `
  SELECT room_type_id, min(night) - date '1970-01-01' AS first_night,
         max(night) - min(night) + 1 = count(*) AS is_gapless,
         array_agg(CASE WHEN closed THEN -32768
                        ELSE greatest(-32767, least(32767, rooms - out_of_order + allowance - sold - held - blocked))
                   END ORDER BY night)::text AS spare
    FROM room_night
   WHERE hotel_id = ANY ($1::int[]) AND night >= $2::date AND night < $3::date
   GROUP BY hotel_id, room_type_id`;

/**
 * The nights of all types of hotels. A type with gaps between its nights is left out and named instead: it is to be read
 * night by night. Holds count as used.
 */
export async function readWindow(
  db: Queryable,
  hotelIds: readonly number[],
  nights: Range,
): Promise<{ readonly runs: NightRun[]; readonly withGaps: number[] }> {
  const { rows } = await db.query<RunRow>(READ, [hotelIds, formatNight(nights.from), formatNight(nights.to)]);
  const whole = rows.filter((row) => row.is_gapless);
  return {
    runs: whole.map((row) => ({
      roomTypeId: row.room_type_id,
      from: row.first_night,
      spare: numbersIn(row.spare),
    })),
    withGaps: rows.filter((row) => !row.is_gapless).map((row) => row.room_type_id),
  };
}

/** A hold on one night of a type. */
export interface HeldNight extends HeldRooms {
  readonly roomTypeId: number;
  readonly night: Night;
}

const HOLDS = `
  SELECT s.room_type_id, s.night - date '1970-01-01' AS night, count(*)::int AS rooms,
         (extract(epoch FROM r.expires_at) * 1000)::float8 AS expires_at
    FROM (SELECT hotel_id, room_type_id, reservation_id, min(expires_at) AS expires_at
            FROM hold WHERE hotel_id = ANY ($1::int[])
           GROUP BY hotel_id, room_type_id, reservation_id) r
    JOIN stay_night s ON s.hotel_id = r.hotel_id AND s.reservation_id = r.reservation_id
                     AND s.room_type_id = r.room_type_id AND s.used_as = 'held'
   GROUP BY s.hotel_id, s.room_type_id, s.night, r.expires_at`;

/** The holds on the nights of hotels. */
export async function readHolds(db: Queryable, hotelIds: readonly number[]): Promise<HeldNight[]> {
  const { rows } = await db.query<{ room_type_id: number; night: Night; rooms: number; expires_at: number }>(HOLDS, [
    hotelIds,
  ]);
  return rows.map(({ room_type_id: roomTypeId, night, rooms, expires_at: expiresAt }) => ({
    roomTypeId,
    night,
    rooms,
    expiresAt,
  }));
}

const COMMA = 44;
const MINUS = 45;
const ZERO = 48;

/** The integers of an array as PostgreSQL writes it, `{3,0,-1}`: tens of millions when an index is loaded. */
export function numbersIn(text: string): Int16Array {
  const numbers = new Int16Array(text.length >> 1);
  let count = 0;
  let value = 0;
  let sign = 1;
  for (let place = 1; place < text.length - 1; place += 1) {
    const code = text.charCodeAt(place);
    if (code === COMMA) {
      numbers[count] = sign * value;
      count += 1;
      value = 0;
      sign = 1;
    } else if (code === MINUS) sign = -1;
    else value = value * 10 + code - ZERO;
  }
  numbers[count] = sign * value;
  return numbers.subarray(0, count + 1);
}

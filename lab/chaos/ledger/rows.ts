import type { Queryable } from "../../../hotel/database/database.ts";
import { nightOf } from "../../../hotel/vocabulary/night.ts";
import type { Segment } from "./events.ts";
import { nightName } from "./house.ts";

/** A reservation as its rows have it. */
export interface StoredReservation {
  readonly reservationId: string;
  readonly status: string;
  readonly version: number;
  /** One for each night that is used. */
  readonly nights: readonly Segment[];
  /** How its nights are used: `sold`, `held`, or both. */
  readonly usedAs: readonly string[];
  readonly totalMinor: number;
}

/** Rooms of a type that are used on a night under one plan; a hold that has run out uses none. */
export interface SoldUnderPlan {
  readonly name: string;
  readonly ratePlanId: number;
  readonly rooms: number;
}

/** The counters of a night. */
export interface StoredNight {
  readonly name: string;
  readonly sold: number;
  readonly held: number;
  readonly limit: number;
}

/** What the tables hold at one instant. */
export interface Stored {
  readonly reservations: ReadonlyMap<string, StoredReservation>;
  readonly nights: readonly StoredNight[];
  /** At the hotels that restrict how much they sell. */
  readonly soldUnder: readonly SoldUnderPlan[];
  /** How many reservations there are in all. */
  readonly count: number;
}

/** The rows of these reservations, and what concerns all; `rated` are the hotels with rates. */
export async function readStored(
  db: Queryable,
  names: readonly { readonly hotelId: number; readonly reservationId: string }[],
  rated: readonly number[],
): Promise<Stored> {
  const values = [names.map(({ hotelId }) => hotelId), names.map(({ reservationId }) => reservationId)];
  const reservations = await db.query<ReservationRow>(RESERVATIONS, values);
  const used = await db.query<UsedRow>(USED, values);
  const nights = await db.query<NightRow>(NIGHTS);
  const soldUnder = await db.query<SoldRow>(SOLD_UNDER, [rated]);
  const count = await db.query<{ count: number }>("SELECT count(*)::int AS count FROM reservation");
  const byReservation = Map.groupBy(used.rows, (row) => row.reservation_id);
  return {
    reservations: new Map(
      reservations.rows.map((row) => [row.reservation_id, storedOf(row, byReservation.get(row.reservation_id) ?? [])]),
    ),
    nights: nights.rows.map(({ hotel_id, room_type_id, night, sold, held, limit }) => {
      return { name: nightName(hotel_id, room_type_id, nightOf(night)), sold, held, limit };
    }),
    soldUnder: soldUnder.rows.map((row) => ({
      name: nightName(row.hotel_id, row.room_type_id, nightOf(row.night)),
      ratePlanId: row.rate_plan_id,
      rooms: row.rooms,
    })),
    count: count.rows[0]?.count ?? 0,
  };
}

interface ReservationRow {
  readonly reservation_id: string;
  readonly status: string;
  readonly version: number;
  readonly total_minor: number;
}

interface UsedRow {
  readonly reservation_id: string;
  readonly stay_no: number;
  readonly room_type_id: number;
  readonly room_id: number | null;
  readonly night: string;
  readonly used_as: string;
}

interface NightRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly night: string;
  readonly sold: number;
  readonly held: number;
  readonly limit: number;
}

interface SoldRow {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly night: string;
  readonly rate_plan_id: number;
  readonly rooms: number;
}

const RESERVATIONS = `
  SELECT r.reservation_id, r.status, r.version, r.total_minor
    FROM unnest($1::int[], $2::uuid[]) AS named (hotel_id, reservation_id)
    JOIN reservation r ON r.hotel_id = named.hotel_id AND r.reservation_id = named.reservation_id`;

const USED = `
  SELECT n.reservation_id, n.stay_no, n.room_type_id, n.room_id, n.night, n.used_as
    FROM unnest($1::int[], $2::uuid[]) AS named (hotel_id, reservation_id)
    JOIN stay_night n ON n.hotel_id = named.hotel_id AND n.reservation_id = named.reservation_id
   WHERE n.used_as <> 'none'`;

const NIGHTS = `
  SELECT hotel_id, room_type_id, night, sold, held,
         rooms - out_of_order - blocked + allowance + forced AS limit
    FROM room_night`;

const SOLD_UNDER = `
  SELECT s.hotel_id, s.room_type_id, n.night, s.rate_plan_id, count(*)::int AS rooms
    FROM stay_night n
    JOIN stay s ON s.hotel_id = n.hotel_id AND s.reservation_id = n.reservation_id AND s.stay_no = n.stay_no
   WHERE n.hotel_id = ANY ($1::int[])
     AND (n.used_as = 'sold'
          OR n.used_as = 'held' AND EXISTS (SELECT FROM hold h
                                             WHERE h.hotel_id = n.hotel_id AND h.reservation_id = n.reservation_id
                                               AND h.expires_at > hotel_now()))
   GROUP BY s.hotel_id, s.room_type_id, n.night, s.rate_plan_id`;

function storedOf(row: ReservationRow, used: readonly UsedRow[]): StoredReservation {
  const { reservation_id, status, version, total_minor: totalMinor } = row;
  return {
    reservationId: reservation_id,
    status,
    version,
    nights: used.map((row) => {
      const night = nightOf(row.night);
      return { stayNo: row.stay_no, roomTypeId: row.room_type_id, roomId: row.room_id, from: night, to: night + 1 };
    }),
    usedAs: [...new Set(used.map((row) => row.used_as))],
    totalMinor,
  };
}

import type { QueryConfig } from "pg";
import { bigIntegers, dates, integers, smallIntegers, texts, truths, uuids } from "../database/column.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import type { SeatMove } from "./occupancy.ts";
import type { Use } from "./room_night.ts";

/** One night of a stay, as it is kept: a row that is not used any more keeps its price. */
export interface StayNight {
  readonly stayNo: number;
  readonly night: Night;
  /** The type that is occupied; the booked one stands on the stay. */
  readonly roomTypeId: number;
  readonly roomId: number | null;
  readonly priceMinor: number;
  readonly usedAs: Use | "none";
  readonly pinned: boolean;
}

/** A stay night and whose it is. */
export interface StayNightOf extends StayNight {
  readonly hotelId: number;
  readonly reservationId: string;
}

/** A row of `readStayNights`. */
export interface StayNightRow {
  readonly reservation_id: string;
  readonly stay_no: number;
  readonly night: string;
  readonly room_type_id: number;
  readonly room_id: number | null;
  readonly price_minor: number;
  readonly used_as: Use | "none";
  readonly pinned: boolean;
}

const READ = `
  SELECT n.reservation_id, n.stay_no, n.night, n.room_type_id, n.room_id, n.price_minor, n.used_as, n.pinned
    FROM unnest($1::int[], $2::uuid[]) AS r (hotel_id, reservation_id)
   CROSS JOIN LATERAL (SELECT s.reservation_id, s.stay_no, s.night, s.room_type_id, s.room_id, s.price_minor, s.used_as,
                               s.pinned
                          FROM stay_night s
                        WHERE s.hotel_id = r.hotel_id AND s.reservation_id = r.reservation_id
                       OFFSET 0) AS n
   ORDER BY n.reservation_id, n.stay_no, n.night`;

/** Reads all nights of reservations, in order of stay and night. */
export function readStayNights(hotelIds: readonly number[], reservationIds: readonly string[]): QueryConfig {
  return {
    name: "read_stay_nights",
    text: READ,
    values: [integers(hotelIds, (id) => id), uuids(reservationIds, (id) => id)],
  };
}

/** The rows of `readStayNights` by reservation. */
export function stayNightsByReservation(rows: readonly StayNightRow[]): Map<string, StayNight[]> {
  const byReservation = new Map<string, StayNight[]>();
  for (const row of rows) {
    let nights = byReservation.get(row.reservation_id);
    if (nights === undefined) byReservation.set(row.reservation_id, (nights = []));
    nights.push({
      stayNo: row.stay_no,
      night: nightOf(row.night),
      roomTypeId: row.room_type_id,
      roomId: row.room_id,
      priceMinor: row.price_minor,
      usedAs: row.used_as,
      pinned: row.pinned,
    });
  }
  return byReservation;
}

const INSERT = `
  INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as, pinned)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::date[], $5::int[], $6::int[], $7::bigint[], $8::text[],
                       $9::bool[])`;

const UPSERT = `${INSERT}
  ON CONFLICT (hotel_id, reservation_id, stay_no, night) DO UPDATE
     SET room_type_id = excluded.room_type_id, room_id = excluded.room_id, price_minor = excluded.price_minor,
         used_as = excluded.used_as, pinned = excluded.pinned`;

/** Adds the nights of new reservations. */
export function insertStayNights(nights: readonly StayNightOf[]): QueryConfig {
  return { name: "insert_stay_nights", text: INSERT, values: columnsOf(nights) };
}

/** Writes nights of reservations that exist already. Rooms that change hands must have been vacated before. */
export function upsertStayNights(nights: readonly StayNightOf[]): QueryConfig {
  return { name: "upsert_stay_nights", text: UPSERT, values: columnsOf(nights) };
}

function columnsOf(nights: readonly StayNightOf[]): unknown[] {
  return [
    integers(nights, (night) => night.hotelId),
    uuids(nights, (night) => night.reservationId),
    smallIntegers(nights, (night) => night.stayNo),
    dates(nights, (night) => night.night),
    integers(nights, (night) => night.roomTypeId),
    integers(nights, (night) => night.roomId),
    bigIntegers(nights, (night) => night.priceMinor),
    texts(nights, (night) => night.usedAs),
    truths(nights, (night) => night.pinned),
  ];
}

// The index on (room, night) is checked row by row, so two stays cannot swap rooms in one UPDATE: everybody
// who moves gets up first, then sits down.
const VACATE = `
  UPDATE stay_night AS n
     SET room_id = NULL
    FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::date[]) AS v (hotel_id, reservation_id, stay_no, night)
   WHERE n.hotel_id = v.hotel_id AND n.reservation_id = v.reservation_id AND n.stay_no = v.stay_no
     AND n.night = v.night`;

/** Takes the rooms away from nights that are about to get other ones. */
export function vacateNights(
  nights: readonly Pick<StayNightOf, "hotelId" | "reservationId" | "stayNo" | "night">[],
): QueryConfig {
  return {
    name: "vacate_nights",
    text: VACATE,
    values: [
      integers(nights, (night) => night.hotelId),
      uuids(nights, (night) => night.reservationId),
      smallIntegers(nights, (night) => night.stayNo),
      dates(nights, (night) => night.night),
    ],
  };
}

const MOVE = `
  UPDATE stay_night AS n
     SET room_id = m.room_id
    FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::date[], $5::date[], $6::int[])
      AS m (hotel_id, reservation_id, stay_no, from_night, to_night, room_id)
   WHERE n.hotel_id = m.hotel_id AND n.reservation_id = m.reservation_id AND n.stay_no = m.stay_no
     AND n.night >= m.from_night AND n.night < m.to_night AND n.used_as <> 'none'`;

/** Gives re-seated stays their new rooms; they must have been vacated before. */
export function sitDown(hotelId: number, moves: readonly SeatMove[]): QueryConfig {
  return {
    name: "sit_down",
    text: MOVE,
    values: [
      integers(moves, () => hotelId),
      uuids(moves, (move) => move.reservationId),
      smallIntegers(moves, (move) => move.stayNo),
      dates(moves, (move) => move.from),
      dates(moves, (move) => move.to),
      integers(moves, (move) => move.toRoomId),
    ],
  };
}

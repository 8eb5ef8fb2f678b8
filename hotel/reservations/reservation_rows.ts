import type { QueryConfig } from "pg";
import {
  type Column,
  bigIntegers,
  dates,
  instants,
  integers,
  smallIntegers,
  texts,
  uuids,
} from "../database/column.ts";
import type { StayNight, StayNightRow } from "../inventory/stay_night_rows.ts";
import { STANDARD_PLAN } from "../rates/book/rate_plan.ts";
import { nightOf } from "../vocabulary/night.ts";
import { readAgreedRate, writeAgreedRate, type AgreedRateDocument } from "../rates/agreed_rate.ts";
import type {
  CancellationTerms,
  PaymentStatus,
  Reservation,
  ReservationSource,
  ReservationStatus,
  Stay,
  StayStatus,
} from "./reservation.ts";

/** A row of `lockReservations`. */
export interface ReservationRow {
  readonly hotel_id: number;
  readonly reservation_id: string;
  readonly confirmation_code: string;
  readonly status: ReservationStatus;
  readonly payment_status: PaymentStatus;
  readonly user_id: string | null;
  readonly guest_id: string | null;
  readonly source: ReservationSource;
  readonly channel: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly fee_minor: number | null;
  readonly free_cancellation_until: Date;
  readonly late_cancellation_fee: CancellationTerms["lateFee"];
  readonly expires_at: Date | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly stays: readonly {
    readonly stay_no: number;
    readonly room_type_id: number;
    readonly start_date: string;
    readonly end_date: string;
    readonly guests: number;
    readonly status: StayStatus;
    readonly rate_plan_id: number;
    readonly rate: AgreedRateDocument | null;
  }[];
}

/** A row of `readReservations`. */
export interface WholeReservationRow extends ReservationRow {
  /** In order of stay and night. */
  readonly nights: readonly StayNightRow[];
}

const WITH_STAYS = `
  r.*, (SELECT h.time_zone FROM hotel h WHERE h.hotel_id = r.hotel_id) AS time_zone,
         (SELECT json_agg(json_build_object('stay_no', s.stay_no, 'room_type_id', s.room_type_id,
                          'start_date', s.start_date, 'end_date', s.end_date, 'guests', s.guests,
                          'status', s.status, 'rate_plan_id', s.rate_plan_id, 'rate', s.rate) ORDER BY s.stay_no)
            FROM stay s
           WHERE s.hotel_id = r.hotel_id AND s.reservation_id = r.reservation_id) AS stays`;

const OF_NAMES = `
    FROM unnest($1::int[], $2::uuid[]) AS w (hotel_id, reservation_id)
    JOIN reservation r ON r.hotel_id = w.hotel_id AND r.reservation_id = w.reservation_id
   ORDER BY r.hotel_id, r.reservation_id`;

// One statement is one snapshot. Without a lock two would see two moments: the dates of one version and the nights of another.
const READ = `
  SELECT ${WITH_STAYS},
         (SELECT json_agg(json_build_object('reservation_id', n.reservation_id, 'stay_no', n.stay_no, 'night', n.night,
                          'room_type_id', n.room_type_id, 'room_id', n.room_id, 'price_minor', n.price_minor,
                          'used_as', n.used_as, 'pinned', n.pinned) ORDER BY n.stay_no, n.night)
            FROM stay_night n
           WHERE n.hotel_id = r.hotel_id AND n.reservation_id = r.reservation_id) AS nights
  ${OF_NAMES}`;

/** Reads reservations with their stays and nights, as they are at one moment, without a lock. */
export function readReservations(hotelIds: readonly number[], reservationIds: readonly string[]): QueryConfig {
  return { name: "read_reservations", text: READ, values: namesOf(hotelIds, reservationIds) };
}

const LOCK = `SELECT ${WITH_STAYS} ${OF_NAMES} FOR NO KEY UPDATE OF r`;

// All types of a reservation are locked before it is, so this lock never waits for another admission; it
// stands for paths that change a reservation without touching nights.
/** Reads and locks reservations with their stays, in order of id. */
export function lockReservations(hotelIds: readonly number[], reservationIds: readonly string[]): QueryConfig {
  return { name: "lock_reservations", text: LOCK, values: namesOf(hotelIds, reservationIds) };
}

function namesOf(hotelIds: readonly number[], reservationIds: readonly string[]): Column[] {
  return [integers(hotelIds, (id) => id), uuids(reservationIds, (id) => id)];
}

/** A row of the statements above with the nights of its stays, as a reservation. */
export function reservationOf(row: ReservationRow, nights: readonly StayNight[]): Reservation {
  const byStay = Map.groupBy(nights, (night) => night.stayNo);
  return {
    hotelId: row.hotel_id,
    reservationId: row.reservation_id,
    confirmationCode: row.confirmation_code,
    status: row.status,
    paymentStatus: row.payment_status,
    userId: row.user_id,
    guestId: row.guest_id,
    source: row.source,
    channel: row.channel,
    timeZone: row.time_zone,
    currency: row.currency,
    totalMinor: row.total_minor,
    feeMinor: row.fee_minor,
    terms: { freeUntil: row.free_cancellation_until, lateFee: row.late_cancellation_fee },
    expiresAt: row.expires_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    stays: row.stays.map((stay) => stayOf(stay, byStay.get(stay.stay_no) ?? [])),
  };
}

function stayOf(row: ReservationRow["stays"][number], nights: readonly StayNight[]): Stay {
  const rate = readAgreedRate(row.rate_plan_id, row.rate);
  return {
    stayNo: row.stay_no,
    roomTypeId: row.room_type_id,
    dates: { arrival: nightOf(row.start_date), departure: nightOf(row.end_date) },
    guests: row.guests,
    status: row.status,
    ...(rate === undefined ? {} : { rate }),
    nights,
  };
}

const INSERT = `
  INSERT INTO reservation (hotel_id, reservation_id, confirmation_code, status, payment_status, user_id, guest_id,
                           source, currency, total_minor, fee_minor, free_cancellation_until, late_cancellation_fee,
                           expires_at, version, created_at, updated_at, channel)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[],
                       $9::text[], $10::bigint[], $11::bigint[], $12::timestamptz[], $13::text[],
                       $14::timestamptz[], $15::int[], $16::timestamptz[], $17::timestamptz[], $18::text[])`;

/** Adds reservations, as the transaction that made them leaves them: they may have been changed in it. */
export function insertReservations(reservations: readonly Reservation[]): QueryConfig {
  return {
    name: "insert_reservations",
    text: INSERT,
    values: [
      integers(reservations, (one) => one.hotelId),
      uuids(reservations, (one) => one.reservationId),
      texts(reservations, (one) => one.confirmationCode),
      texts(reservations, (one) => one.status),
      texts(reservations, (one) => one.paymentStatus),
      texts(reservations, (one) => one.userId),
      uuids(reservations, (one) => one.guestId),
      texts(reservations, (one) => one.source),
      texts(reservations, (one) => one.currency),
      bigIntegers(reservations, (one) => one.totalMinor),
      bigIntegers(reservations, (one) => one.feeMinor),
      instants(reservations, (one) => one.terms.freeUntil),
      texts(reservations, (one) => one.terms.lateFee),
      instants(reservations, (one) => one.expiresAt),
      integers(reservations, (one) => one.version),
      instants(reservations, (one) => one.createdAt),
      instants(reservations, (one) => one.updatedAt),
      texts(reservations, (one) => one.channel),
    ],
  };
}

const UPDATE = `
  UPDATE reservation AS r
     SET status = c.status, payment_status = c.payment_status, total_minor = c.total_minor, fee_minor = c.fee_minor,
         free_cancellation_until = c.free_cancellation_until, late_cancellation_fee = c.late_cancellation_fee,
         expires_at = c.expires_at, version = c.version, updated_at = c.updated_at
    FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::timestamptz[], $8::text[],
                $9::timestamptz[], $10::int[], $11::timestamptz[], $12::int[])
      AS c (hotel_id, reservation_id, status, payment_status, total_minor, fee_minor, free_cancellation_until,
            late_cancellation_fee, expires_at, version, updated_at, version_before)
   WHERE r.hotel_id = c.hotel_id AND r.reservation_id = c.reservation_id AND r.version = c.version_before`;

/** A reservation as it was and as it shall be. */
export interface ReservationChange {
  readonly before: Reservation;
  readonly after: Reservation;
}

/** Changes reservations; the version read under the lock is in the WHERE, so each must change exactly one row. */
export function updateReservations(changes: readonly ReservationChange[]): QueryConfig {
  return {
    name: "update_reservations",
    text: UPDATE,
    values: [
      integers(changes, ({ after }) => after.hotelId),
      uuids(changes, ({ after }) => after.reservationId),
      texts(changes, ({ after }) => after.status),
      texts(changes, ({ after }) => after.paymentStatus),
      bigIntegers(changes, ({ after }) => after.totalMinor),
      bigIntegers(changes, ({ after }) => after.feeMinor),
      instants(changes, ({ after }) => after.terms.freeUntil),
      texts(changes, ({ after }) => after.terms.lateFee),
      instants(changes, ({ after }) => after.expiresAt),
      integers(changes, ({ after }) => after.version),
      instants(changes, ({ after }) => after.updatedAt),
      integers(changes, ({ before }) => before.version),
    ],
  };
}

const INSERT_STAYS = `
  INSERT INTO stay (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests, status, rate_plan_id, rate)
  SELECT t.hotel_id, t.reservation_id, t.stay_no, t.room_type_id, t.start_date, t.end_date, t.guests, t.status, t.rate_plan_id,
         t.rate::jsonb
    FROM unnest($1::int[], $2::uuid[], $3::smallint[], $4::int[], $5::date[], $6::date[], $7::smallint[], $8::text[],
                $9::int[], $10::text[])
      AS t (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests, status, rate_plan_id, rate)`;

const UPSERT_STAYS = `${INSERT_STAYS}
  ON CONFLICT (hotel_id, reservation_id, stay_no) DO UPDATE
     SET room_type_id = excluded.room_type_id, start_date = excluded.start_date, end_date = excluded.end_date,
         guests = excluded.guests, status = excluded.status, rate_plan_id = excluded.rate_plan_id, rate = excluded.rate`;

/** Adds the stays of new reservations. */
export function insertStays(reservations: readonly Reservation[]): QueryConfig {
  return { name: "insert_stays", text: INSERT_STAYS, values: stayColumns(reservations) };
}

/** Writes the stays of reservations that exist already. */
export function upsertStays(reservations: readonly Reservation[]): QueryConfig {
  return { name: "upsert_stays", text: UPSERT_STAYS, values: stayColumns(reservations) };
}

function stayColumns(reservations: readonly Reservation[]): unknown[] {
  const stays = reservations.flatMap((of) => of.stays.map((stay): { of: Reservation; stay: Stay } => ({ of, stay })));
  return [
    integers(stays, ({ of }) => of.hotelId),
    uuids(stays, ({ of }) => of.reservationId),
    smallIntegers(stays, ({ stay }) => stay.stayNo),
    integers(stays, ({ stay }) => stay.roomTypeId),
    dates(stays, ({ stay }) => stay.dates.arrival),
    dates(stays, ({ stay }) => stay.dates.departure),
    smallIntegers(stays, ({ stay }) => stay.guests),
    texts(stays, ({ stay }) => stay.status),
    integers(stays, ({ stay }) => stay.rate?.ratePlanId ?? STANDARD_PLAN),
    texts(stays, ({ stay }) => (stay.rate === undefined ? null : writeAgreedRate(stay.rate))),
  ];
}

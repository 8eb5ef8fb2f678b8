import type { Queryable } from "../database/database.ts";
import { stayNightsByReservation } from "../inventory/stay_night_rows.ts";
import { hotelOfReservation, readConfirmationCode } from "../vocabulary/identity.ts";
import type { Reservation } from "./reservation.ts";
import { readReservations, reservationOf, type WholeReservationRow } from "./reservation_rows.ts";

/** The reservation as it is now; undefined when there is none. Without a lock: for showing, not for deciding. */
export async function readReservation(db: Queryable, reservationId: string): Promise<Reservation | undefined> {
  const hotelId = hotelOfReservation(reservationId);
  if (hotelId === undefined) return undefined;
  const [reservation] = await readMany(db, [{ hotelId, reservationId }]);
  return reservation;
}

/** A reservation's name: its id and the hotel that it carries. */
export interface ReservationName {
  readonly hotelId: number;
  readonly reservationId: string;
}

/** The reservations that exist, in the order of the names. */
export async function readMany(db: Queryable, names: readonly ReservationName[]): Promise<Reservation[]> {
  if (names.length === 0) return [];
  const { rows } = await db.query<WholeReservationRow>(
    readReservations(
      names.map((name) => name.hotelId),
      names.map((name) => name.reservationId),
    ),
  );
  const nights = stayNightsByReservation(rows.flatMap((row) => row.nights));
  const read = new Map(
    rows.map((row) => [row.reservation_id, reservationOf(row, nights.get(row.reservation_id) ?? [])]),
  );
  return names.flatMap((name) => read.get(name.reservationId) ?? []);
}

/** What to list: the conditions are joined by "and". */
export interface ReservationQuery {
  readonly userId: string | undefined;
  readonly hotelId: number | undefined;
  /** Only hotels of these places; undefined: all. */
  readonly places: readonly { readonly organisationId: number; readonly hotelId: number | null }[] | undefined;
  /** Continue after this reservation: ids rise with time. */
  readonly after: string | undefined;
  readonly limit: number;
}

const LIST = `
  SELECT r.hotel_id, r.reservation_id
    FROM reservation r
    JOIN hotel h ON h.hotel_id = r.hotel_id
   WHERE ($1::text IS NULL OR r.user_id = $1)
     AND ($2::int IS NULL OR r.hotel_id = $2)
     AND ($3::uuid IS NULL OR r.reservation_id < $3)
     AND ($4::int[] IS NULL
          OR EXISTS (SELECT FROM unnest($4::int[], $5::int[]) AS p (organisation_id, hotel_id)
                      WHERE p.organisation_id = h.organisation_id AND (p.hotel_id IS NULL OR p.hotel_id = r.hotel_id)))
   ORDER BY r.reservation_id DESC
   LIMIT $6`;

/** Reservations, the newest first. */
export async function listReservations(db: Queryable, query: ReservationQuery): Promise<Reservation[]> {
  const { userId, hotelId, places, after, limit } = query;
  const { rows } = await db.query<{ hotel_id: number; reservation_id: string }>(LIST, [
    userId ?? null,
    hotelId ?? null,
    after ?? null,
    places?.map((place) => place.organisationId) ?? null,
    places?.map((place) => place.hotelId) ?? null,
    limit,
  ]);
  return readMany(
    db,
    rows.map((row) => ({ hotelId: row.hotel_id, reservationId: row.reservation_id })),
  );
}

const FIND = `
  SELECT r.hotel_id, r.reservation_id
    FROM reservation r
    JOIN guest g ON g.hotel_id = r.hotel_id AND g.guest_id = r.guest_id
   WHERE r.confirmation_code = $1 AND lower(g.email) = lower($2)`;

/** The reservation with this confirmation code and this guest's e-mail address; undefined when both do not match. */
export async function findReservation(db: Queryable, typed: string, email: string): Promise<Reservation | undefined> {
  const code = readConfirmationCode(typed);
  if (code === undefined) return undefined;
  const { rows } = await db.query<{ hotel_id: number; reservation_id: string }>(FIND, [code, email.trim()]);
  const [reservation] = await readMany(
    db,
    rows.map((row) => ({ hotelId: row.hotel_id, reservationId: row.reservation_id })),
  );
  return reservation;
}

/** One entry of a reservation's audit trail. */
export interface AuditEntry {
  readonly type: string;
  readonly at: Date;
  readonly actor: string;
  readonly via: string;
  readonly request_id: string;
  readonly data: object;
}

// The ledger and, for the last moments, what the dispatcher has not moved there yet.
const TRAIL = `
  SELECT type, at, actor, via, request_id, data, event_id
    FROM event WHERE hotel_id = $1 AND reservation_id = $2
   UNION ALL
  SELECT type, at, actor, via, request_id, data, event_id
    FROM outbox WHERE hotel_id = $1 AND reservation_id = $2
   ORDER BY at, event_id`;

/** Who did what to a reservation, when and from where: the oldest first. */
export async function readTrail(db: Queryable, name: ReservationName): Promise<AuditEntry[]> {
  const { rows } = await db.query<AuditEntry>(TRAIL, [name.hotelId, name.reservationId]);
  return rows;
}

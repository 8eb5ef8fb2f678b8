import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight, nightsOf } from "../../hotel/vocabulary/night.ts";
import type { Draft, Outcome } from "./strategy.ts";

const CLAIM_KEY = `
  INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, reservation_id, status, reply, created_at)
  VALUES ($1, 'public', $2, $3, $4, 201, $5, $6)
  ON CONFLICT DO NOTHING`;

const READ_KEY = `
  SELECT fingerprint, reply FROM idempotency_key WHERE hotel_id = $1 AND principal = 'public' AND key = $2`;

const INSERT_RESERVATION = `
  INSERT INTO reservation (hotel_id, reservation_id, confirmation_code, status, source, currency, total_minor,
    free_cancellation_until, late_cancellation_fee, created_at, updated_at)
  VALUES ($1, $2, $3, 'confirmed', 'web', $4, $5, $6, $7, $8, $8)`;

const INSERT_STAY = `
  INSERT INTO stay (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests)
  VALUES ($1, $2, 1, $3, $4, $5, $6)`;

const INSERT_STAY_NIGHTS = `
  INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as)
  SELECT $1, $2, 1, night, $3, $4, $5, 'sold' FROM unnest($6::date[]) AS night`;

const INSERT_EVENT = `
  INSERT INTO outbox (hotel_id, type, version, reservation_id, actor, via, request_id, at, data)
  VALUES ($1, 'reservation.confirmed', 1, $2, 'guest', 'web', $3, $4, $5)`;

/**
 * Claims the idempotency key, with the answer to keep; waits for another transaction that is claiming it. One row when it
 * is ours, none when it was used before. Undefined when the request has no key.
 */
export function claimKey(draft: Draft): QueryConfig | undefined {
  const { hotelId, idempotencyKey, fingerprint, reservationId, reply, now } = draft;
  if (idempotencyKey === undefined) return undefined;
  return {
    name: "claim_key",
    text: CLAIM_KEY,
    values: [hotelId, idempotencyKey, fingerprint, reservationId, reply, now],
  };
}

/** The answer that was kept under the draft's key. A statement of its own: it must see what the wait was for. */
export async function readKnown(connection: Queryable, draft: Draft): Promise<Outcome> {
  const { rows } = await connection.query<{ fingerprint: Buffer; reply: string }>({
    name: "read_key",
    text: READ_KEY,
    values: [draft.hotelId, draft.idempotencyKey],
  });
  const known = rows[0];
  if (known === undefined) throw new Error("an idempotency key was claimed by nobody");
  return { kind: "known", ...known };
}

/** Reservation, stay, stay nights in this room, and the event: what a booking writes besides its key and its counters. */
export function bookingRows(draft: Draft, roomId: number): QueryConfig[] {
  const { hotelId, reservationId, roomTypeId } = draft;
  const nights = nightsOf(draft).map(formatNight);
  return [
    {
      name: "insert_reservation",
      text: INSERT_RESERVATION,
      values: [
        hotelId,
        reservationId,
        draft.confirmationCode,
        draft.currency,
        draft.totalMinor,
        draft.freeCancellationUntil,
        draft.lateCancellationFee,
        draft.now,
      ],
    },
    {
      name: "insert_stay",
      text: INSERT_STAY,
      values: [hotelId, reservationId, roomTypeId, nights[0], formatNight(draft.departure), draft.guests],
    },
    {
      name: "insert_stay_nights",
      text: INSERT_STAY_NIGHTS,
      values: [hotelId, reservationId, roomTypeId, roomId, draft.pricePerNightMinor, nights],
    },
    {
      name: "insert_event",
      text: INSERT_EVENT,
      values: [hotelId, reservationId, draft.requestId, draft.now, eventData(draft, roomId)],
    },
  ];
}

function eventData(draft: Draft, roomId: number): string {
  const segment = {
    stay_no: 1,
    room_type_id: draft.roomTypeId,
    room_id: roomId,
    start_date: formatNight(draft.arrival),
    end_date: formatNight(draft.departure),
  };
  return JSON.stringify({ stays: [segment], from_hold: false });
}

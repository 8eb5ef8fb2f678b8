import type { Queryable } from "../../hotel/database/database.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { fullNights } from "./full_nights.ts";
import { SEAT_FUNCTIONS } from "./seat_functions.ts";
import { needsNothing, type Draft, type Outcome, type Strategy } from "./strategy.ts";
import { readKnown } from "./writes.ts";

/** The lock comes with the newest version of each row: what is read is what is locked. */
const LOCK = "FOR NO KEY UPDATE";

// The key is claimed after the decision, so a refusal has nothing to take back; whoever waits for a key holds nights
// that its claimer no longer needs, so nobody waits in a circle.
const BOOK = `
  CREATE OR REPLACE FUNCTION lab_book(
    a_hotel integer, a_type integer, a_start date, a_end date, a_guests smallint, a_price bigint, a_total bigint,
    a_currency text, a_free_until timestamptz, a_late_fee text, a_reservation uuid, a_code text, a_key text,
    a_fingerprint bytea, a_reply text, a_request text, a_now timestamptz
  ) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    fitting integer;
    maps bytea[];
    room_count integer;
    place integer;
    the_room integer;
  BEGIN
    SELECT count(*) FILTER (WHERE fits), array_agg(seats), min(rooms) INTO fitting, maps, room_count
    FROM (
      SELECT NOT closed AND sold + held + blocked < rooms - out_of_order + allowance + forced AS fits, seats, rooms
      FROM room_night
      WHERE hotel_id = a_hotel AND room_type_id = a_type AND night >= a_start AND night < a_end
      ORDER BY night LOCK
    ) AS locked;
    IF fitting < a_end - a_start THEN RETURN 'full'; END IF;

    place := lab_first_free(maps, room_count);
    IF place IS NULL THEN RETURN 'no_single_room'; END IF;

    IF a_key IS NOT NULL THEN
      INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, reservation_id, status, reply, created_at)
      VALUES (a_hotel, 'public', a_key, a_fingerprint, a_reservation, 201, a_reply, a_now)
      ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN RETURN 'known'; END IF;
    END IF;

    SELECT room_id INTO STRICT the_room FROM room
    WHERE hotel_id = a_hotel AND room_type_id = a_type AND ordinal = place;

    UPDATE room_night SET sold = sold + 1, seats = lab_take_seat(seats, place)
    WHERE hotel_id = a_hotel AND room_type_id = a_type AND night >= a_start AND night < a_end;

    INSERT INTO reservation (hotel_id, reservation_id, confirmation_code, status, source, currency, total_minor,
      free_cancellation_until, late_cancellation_fee, created_at, updated_at)
    VALUES (a_hotel, a_reservation, a_code, 'confirmed', 'web', a_currency, a_total, a_free_until, a_late_fee, a_now, a_now);

    INSERT INTO stay (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests)
    VALUES (a_hotel, a_reservation, 1, a_type, a_start, a_end, a_guests);

    INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as)
    SELECT a_hotel, a_reservation, 1, a_start + day, a_type, the_room, a_price, 'sold'
    FROM generate_series(0, a_end - a_start - 1) AS day;

    INSERT INTO outbox (hotel_id, type, version, reservation_id, actor, via, request_id, at, data)
    VALUES (a_hotel, 'reservation.confirmed', 1, a_reservation, 'guest', 'web', a_request, a_now,
      jsonb_build_object('stays', jsonb_build_array(jsonb_build_object('stay_no', 1, 'room_type_id', a_type,
        'room_id', the_room, 'start_date', a_start, 'end_date', a_end)), 'from_hold', false));
    RETURN 'booked';
  END $$;
`;

const CALL = `
  SELECT lab_book($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS outcome`;

/** Baseline 3: everything in one function of the database, called once for each booking: one round trip, one statement. */
export const databaseFunction: Strategy = withFunctionLock(LOCK);

/** The same with another lock clause: the race test shows that without one it oversells. */
export function withFunctionLock(lock: string): Strategy {
  return { name: "database_function", install: SEAT_FUNCTIONS + BOOK.replace("LOCK", lock), open: needsNothing(book) };
}

/** The call as one named statement, for the measurement without HTTP as well. */
export function callOf(draft: Draft): { name: string; text: string; values: unknown[] } {
  return {
    name: "lab_book",
    text: CALL,
    values: [
      draft.hotelId,
      draft.roomTypeId,
      formatNight(draft.arrival),
      formatNight(draft.departure),
      draft.guests,
      draft.pricePerNightMinor,
      draft.totalMinor,
      draft.currency,
      draft.freeCancellationUntil,
      draft.lateCancellationFee,
      draft.reservationId,
      draft.confirmationCode,
      draft.idempotencyKey ?? null,
      draft.fingerprint,
      draft.reply,
      draft.requestId,
      draft.now,
    ],
  };
}

async function book(connection: Queryable, draft: Draft): Promise<Outcome> {
  const { rows } = await connection.query<{ outcome: "booked" | "full" | "no_single_room" | "known" }>(callOf(draft));
  const outcome = rows[0]?.outcome;
  if (outcome === "booked" || outcome === "no_single_room") return { kind: outcome };
  if (outcome === "known") return readKnown(connection, draft);
  return { kind: "full", nights: await fullNights(connection, draft) };
}

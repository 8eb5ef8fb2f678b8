import { createSecretKey } from "node:crypto";
import { manageToken } from "../../hotel/access/manage_token.ts";
import type { IdempotentRequest } from "../../hotel/http/idempotency.ts";
import type { Queryable } from "../../hotel/database/database.ts";
import { loadCatalogue } from "../../hotel/properties/facts.ts";
import type { CatalogueEntry } from "../../hotel/properties/facts.ts";
import { cancellationAgreed } from "../../hotel/rates/agreement/cancellation_agreement.ts";
import { businessDate } from "../../hotel/vocabulary/business_date.ts";
import { newConfirmationCode, newReservationId } from "../../hotel/vocabulary/identity.ts";
import { toDecimal } from "../../hotel/vocabulary/money.ts";
import { formatNight, lengthOfStay, nightsOf, parseNight } from "../../hotel/vocabulary/night.ts";
import type { StayDates } from "../../hotel/vocabulary/night.ts";
import { accept, refuse } from "../../hotel/vocabulary/refusal.ts";
import type { Decision } from "../../hotel/vocabulary/refusal.ts";
import type { Draft } from "./strategy.ts";

/** The body of `POST /v1/reservations`, as far as the baselines know it. */
export interface BookingBody {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  readonly guests?: number;
  readonly idempotency_key?: string;
}

/** A room type with its hotel and the ids of its rooms, by ordinal. */
export interface KnownType extends CatalogueEntry {
  readonly roomIds: readonly number[];
}

/** What a baseline knows of the world; read once, because a bench never changes it. */
export interface World {
  readonly catalogue: ReadonlyMap<string, KnownType>;
  /** How far the clock of the hotels is ahead of the clock of this process, in milliseconds. */
  readonly clockAheadMs: number;
}

const LONGEST_STAY = 90;
const SECRET = createSecretKey(Buffer.alloc(32, "a bench has no secrets to keep"));

const READ_ROOMS = `
  SELECT hotel_id AS "hotelId", room_type_id AS "roomTypeId", array_agg(room_id ORDER BY ordinal) AS "roomIds"
  FROM room GROUP BY hotel_id, room_type_id`;

/** Reads hotels, room types, rooms and the clock. */
export async function readWorld(connection: Queryable): Promise<World> {
  const types = await connection.query<{ hotelId: number; roomTypeId: number; roomIds: number[] }>(READ_ROOMS);
  const roomIds = new Map(types.rows.map((type) => [nameOf(type.hotelId, type.roomTypeId), type.roomIds]));
  const entries = await loadCatalogue(connection, types.rows);
  const clock = await connection.query<{ now: Date }>("SELECT hotel_now() AS now");
  const now = clock.rows[0]?.now.getTime() ?? Number.NaN;
  const known = entries.map((entry): [string, KnownType] => {
    const name = nameOf(entry.hotel.hotelId, entry.roomType.roomTypeId);
    return [name, { ...entry, roomIds: roomIds.get(name) ?? [] }];
  });
  const catalogue = new Map(known);
  return { catalogue, clockAheadMs: now - Date.now() };
}

/** Checks a booking and prices it: what the engine does before admission, in the same terms. */
export function draftOf(
  world: World,
  body: BookingBody,
  idempotent: IdempotentRequest | undefined,
  requestId: string,
): Decision<Draft> {
  const entry = world.catalogue.get(nameOf(body.hotel_id, body.room_type_id));
  if (entry === undefined) return refuse("not_found", "There is no such room type.");
  const now = new Date(Date.now() + world.clockAheadMs);
  const dates = readDates(body, entry, now);
  if (!dates.accepted) return dates;
  const guests = body.guests ?? 1;
  if (guests > entry.roomType.maxOccupancy) return refuse("too_many_guests", "The room does not sleep so many.");
  return accept(priced(entry, dates.value, guests, idempotent, requestId, now));
}

/** The answer to a booking: the reply that is stored, and the token that never is. */
export function answerOf(reply: string, reservationId: string): string {
  return `${reply.slice(0, -1)},"manage_token":"${manageToken(SECRET, reservationId)}"}`;
}

function readDates(body: BookingBody, { hotel }: CatalogueEntry, now: Date): Decision<StayDates> {
  const arrival = parseNight(body.start_date);
  const departure = parseNight(body.end_date);
  if (arrival === undefined || departure === undefined || departure <= arrival || departure - arrival > LONGEST_STAY) {
    return refuse("invalid_request", "The dates are not those of a stay of 1 to 90 nights.");
  }
  if (arrival < businessDate(hotel, now)) return refuse("outside_horizon", "That night is over.");
  return accept({ arrival, departure });
}

function priced(
  { hotel, roomType, roomIds }: KnownType,
  dates: StayDates,
  guests: number,
  idempotent: IdempotentRequest | undefined,
  requestId: string,
  now: Date,
): Draft {
  const terms = cancellationAgreed(hotel, undefined, dates.arrival, now);
  const reservationId = newReservationId(hotel.hotelId, now.getTime());
  const confirmationCode = newConfirmationCode();
  const draft = {
    hotelId: hotel.hotelId,
    roomTypeId: roomType.roomTypeId,
    roomIds,
    ...dates,
    guests,
    pricePerNightMinor: roomType.basePriceMinor,
    totalMinor: roomType.basePriceMinor * lengthOfStay(dates),
    currency: hotel.currency,
    freeCancellationUntil: terms.freeUntil.toISOString(),
    lateCancellationFee: terms.lateFee.kind,
    reservationId,
    confirmationCode,
    idempotencyKey: idempotent?.key,
    fingerprint: idempotent?.fingerprint ?? Buffer.alloc(0),
    requestId,
    now: now.toISOString(),
  };
  return { ...draft, reply: replyOf(draft) };
}

/** The same members as the engine's answer to a booking of one room. */
function replyOf(draft: Omit<Draft, "reply">): string {
  const price = toDecimal(draft.pricePerNightMinor, draft.currency);
  const dates = { start_date: formatNight(draft.arrival), end_date: formatNight(draft.departure) };
  return JSON.stringify({
    reservation_id: draft.reservationId,
    confirmation_code: draft.confirmationCode,
    hotel_id: draft.hotelId,
    status: "confirmed",
    payment_status: "none",
    ...dates,
    total_price: toDecimal(draft.totalMinor, draft.currency),
    currency: draft.currency,
    nightly: nightsOf(draft).map((night) => ({ stay_no: 1, date: formatNight(night), price })),
    stays: [{ stay_no: 1, room_type_id: draft.roomTypeId, ...dates, guests: draft.guests, status: "expected" }],
    cancellation_policy: { free_until: draft.freeCancellationUntil, late_fee: draft.lateCancellationFee },
    source: "web",
    version: 1,
    created_at: draft.now,
    updated_at: draft.now,
  });
}

/** The key of a room type in {@link World.catalogue}. */
export function nameOf(hotelId: number, roomTypeId: number): string {
  return `${hotelId} ${roomTypeId}`;
}

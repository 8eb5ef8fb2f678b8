import { coverageOf } from "../access/permissions.ts";
import type { Principal } from "../access/principal.ts";
import { readNow } from "../events/clock.ts";
import type { App } from "../http/app.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { presentReservation } from "./presentation.ts";
import { findReservation, listReservations, readReservation, readTrail, type ReservationQuery } from "./reading.ts";
import { visibleTo } from "./reception.ts";
import type { Reservation } from "./reservation.ts";
import * as schemas from "./schemas.ts";

const tags = ["reservations"];
const ABSENT = refuse("not_found", "There is no such reservation, or these credentials may not see it.").refusal;

/** Looking at reservations: one, many, find my booking, and who did what. Never cached. */
export function readingRoutes(app: App, services: Services): void {
  one(app, services);
  many(app, services);
  lookup(app, services);
  trail(app, services);
}

function one(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "One reservation",
    params: schemas.ReservationPath,
    response: { 200: schemas.ReservationRef, ...refusals("invalid_request", "unauthenticated", "not_found") },
  };
  app.get("/v1/reservations/:reservation_id", { schema }, async (request, reply) => {
    const { principal, params } = request;
    const name = await services.places.mayTo(principal, "reservation.read", params.reservation_id);
    if (!name.accepted) return sendRefusal(reply, name.refusal);
    const now = await readNow(services.database.pool);
    const reservation = await readReservation(services.database.pool, name.value.reservationId);
    if (reservation === undefined) return sendRefusal(reply, ABSENT);
    reply.header("etag", entityTag(reservation.version));
    return reply.code(200).send(shown(reservation, now, principal));
  });
}

function many(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Reservations of a user or of hotels, the newest first",
    description: "For staff and partners; `user_id` is the name that the booking was made with.",
    querystring: schemas.ReservationsQuery,
    response: { 200: schemas.ReservationsReply, ...refusals("invalid_request", "unauthenticated", "forbidden") },
  };
  app.get("/v1/reservations", { schema }, async (request, reply) => {
    const { user_id: userId, hotel_id: hotelId, cursor: after, limit = 20 } = request.query;
    const places = visiblePlaces(request.principal);
    if (!places.accepted) return sendRefusal(reply, places.refusal);
    const query: ReservationQuery = { userId, hotelId, places: places.value, after, limit: limit + 1 };
    const now = await readNow(services.database.pool);
    const found = await listReservations(services.database.pool, query);
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.reservationId ?? null) : null;
    return reply
      .code(200)
      .send({ reservations: page.map((each) => shown(each, now, request.principal)), next_cursor: next });
  });
}

function lookup(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Find my booking",
    description: "By confirmation code and the guest's e-mail address. Limited more strictly than other calls.",
    body: schemas.LookupBody,
    response: { 200: schemas.ReservationRef, ...refusals("invalid_request", "not_found", "too_many_requests") },
  };
  app.post("/v1/reservations/lookups", { schema, config: { rateClass: "find_booking" } }, async (request, reply) => {
    const { confirmation_code: code, email } = request.body;
    const now = await readNow(services.database.pool);
    const reservation = await findReservation(services.database.pool, code, email);
    if (reservation === undefined) return sendRefusal(reply, ABSENT);
    const manageToken = services.access.manageToken(reservation.reservationId);
    const body = shown(reservation, now, request.principal);
    return reply.code(200).send({ ...body, manage_token: manageToken });
  });
}

function trail(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Who did what to a reservation, when and from where",
    params: schemas.ReservationPath,
    response: { 200: schemas.TrailReply, ...refusals("unauthenticated", "forbidden", "not_found") },
  };
  app.get("/v1/reservations/:reservation_id/events", { schema }, async (request, reply) => {
    const { principal, params } = request;
    const name = await services.places.mayTo(principal, "reservation.desk", params.reservation_id);
    if (!name.accepted) return sendRefusal(reply, name.refusal);
    const entries = await readTrail(services.database.pool, name.value);
    const events = entries.map((entry) => ({
      type: entry.type,
      at: entry.at.toISOString(),
      actor: entry.actor,
      via: entry.via,
      request_id: entry.request_id,
      data: entry.data,
    }));
    return reply.code(200).send({ events });
  });
}

function visiblePlaces(principal: Principal): Decision<ReservationQuery["places"]> {
  const coverage = coverageOf(principal, "reservation.read");
  if (coverage === "everywhere") return accept(undefined);
  if (coverage.length > 0) return accept(coverage);
  return principal.kind === "anonymous"
    ? refuse("unauthenticated", "Listing reservations needs a sign-in.")
    : refuse("forbidden", "Listing reservations is for staff and partners.");
}

// The time is asked before the reservation is read. By a later one a hold would be shown as expired that was confirmed in between.
function shown(reservation: Reservation, now: Date, principal: Principal): schemas.ReservationShown {
  return visibleTo(principal, presentReservation(reservation, now)) as unknown as schemas.ReservationShown;
}

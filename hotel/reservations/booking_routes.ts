import type { Static } from "typebox";
import { actorOf } from "../access/principal.ts";
import type { App } from "../http/app.ts";
import { CreationHeaders } from "../http/call_schemas.ts";
import { refusals, sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { newConfirmationCode, newReservationId } from "../vocabulary/identity.ts";
import type { Answer } from "./admission/command.ts";
import { guestOf, wantedStays } from "./booking_input.ts";
import { bookCommand, type WantedStay } from "./decisions/book.ts";
import { keyOf, sendAnswer, sourceOf, submit, type AnyRequest } from "./reception.ts";
import { BookingBody, ImportBody, ReservationRef } from "./schemas.ts";
import type { Refused } from "./alternatives.ts";

const tags = ["reservations"];
const REFUSALS = [
  "invalid_request",
  "idempotency_key_conflict",
  "not_found",
  "no_availability",
  "no_single_room",
  "idempotency_key_reused",
  "outside_horizon",
  "too_many_guests",
  "overloaded",
] as const;

/** Making reservations: by anybody, and taking in what was sold elsewhere. */
export function bookingRoutes(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Book or hold rooms",
    description: "All or nothing. Needs no account: the answer carries `manage_token` for the booking's later calls.",
    headers: CreationHeaders,
    body: BookingBody,
    response: { 201: ReservationRef, ...refusals(...REFUSALS) },
  };
  app.post("/v1/reservations", { schema }, async (request, reply) => {
    const { hold, ...booking } = request.body;
    return book(services, request, reply, booking, { hold: hold === true, force: false });
  });
  importRoute(app, services);
}

function importRoute(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Take in a booking that was made elsewhere",
    description: "With `force` it is never refused for lack of rooms: it was sold already. The nights are flagged.",
    headers: CreationHeaders,
    body: ImportBody,
    response: { 201: ReservationRef, ...refusals(...REFUSALS, "unauthenticated", "forbidden") },
  };
  app.post("/v1/reservations/imports", { schema }, async (request, reply) => {
    const { force, ...booking } = request.body;
    const action = force === true ? "reservation.force" : "reservation.write";
    const allowed = await services.places.mayAt(request.principal, action, booking.hotel_id);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    return book(services, request, reply, booking, { hold: false, force: force === true, source: "import" });
  });
}

interface BookingManner {
  readonly hold: boolean;
  readonly force: boolean;
  readonly source?: "import";
}

async function book<Reply extends AnyReply>(
  services: Services,
  request: AnyRequest,
  reply: Reply,
  body: Omit<Static<typeof BookingBody>, "hold">,
  manner: BookingManner,
): Promise<Reply> {
  const stays = wantedStays(body);
  if (!stays.accepted) return sendRefusal(reply, stays.refusal);
  const key = keyOf(request);
  if (!key.accepted) return sendRefusal(reply, key.refusal);
  const hotelId = body.hotel_id;
  const { holdMinutes, horizonDays } = services.config;
  const command = bookCommand({
    hotelId,
    reservationId: newReservationId(hotelId, Date.now()),
    confirmationCode: newConfirmationCode(),
    stays: stays.value,
    userId: body.user_id ?? null,
    guest: guestOf(hotelId, body.guest),
    source: manner.source ?? sourceOf(request.principal),
    holdMinutes: manner.hold ? holdMinutes : undefined,
    horizonDays,
    force: manner.force,
    actor: actorOf(request.principal, request.id),
    key: key.value,
  });
  const answer = await submit(services, request, command);
  if (!answer.accepted) return sendHelp(services, reply, answer, hotelId, stays.value);
  const reservationId = String(answer.reply.body["reservation_id"]);
  return sendAnswer(request, reply, answer, { manage_token: services.access.manageToken(reservationId) });
}

async function sendHelp<Reply extends AnyReply>(
  services: Services,
  reply: Reply,
  answer: Extract<Answer, { accepted: false }>,
  hotelId: number,
  stays: readonly WantedStay[],
): Promise<Reply> {
  return sendRefusal(reply, await services.refusalHelp.complete(answer.refusal, hotelId, wantedTogether(stays)));
}

/** Stays of the same type and dates are looked for together: three rooms want three alternatives at once. */
function wantedTogether(stays: readonly WantedStay[]): Refused[] {
  const groups = Map.groupBy(stays, ({ roomTypeId, dates }) => `${roomTypeId} ${dates.arrival} ${dates.departure}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const guests = Math.max(...group.map((stay) => stay.guests));
    return [{ roomTypeId: first.roomTypeId, dates: first.dates, guests, rooms: group.length }];
  });
}

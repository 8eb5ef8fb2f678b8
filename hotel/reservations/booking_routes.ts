import type { Static } from "typebox";
import { actorOf } from "../access/principal.ts";
import type { App } from "../http/app.ts";
import { CreationHeaders } from "../http/call_schemas.ts";
import { refusals, sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { newConfirmationCode, newReservationId } from "../vocabulary/identity.ts";
import type { Answer } from "./admission/command.ts";
import { guestOf, namesStays, wantedStays } from "./booking_input.ts";
import { buyerOf, doorOf } from "../rates/buyer.ts";
import { bookCommand, type WantedStay } from "./decisions/book.ts";
import { isQuotedFor, quotedWishes, type Quote } from "./quotes/quote.ts";
import { openQuote } from "./quotes/quote_token.ts";
import { keyOf, sendAnswer, submit, type AnyRequest } from "./reception.ts";
import { BookingBody, ImportBody, ReservationRef } from "./schemas.ts";
import { wantedTogether } from "./wanted_together.ts";

const tags = ["reservations"];
const REFUSALS = [
  "invalid_request",
  "idempotency_key_conflict",
  "not_found",
  "no_availability",
  "no_single_room",
  "restricted",
  "rate_not_available",
  "quote_expired",
  "quote_invalid",
  "quote_mismatch",
  "forbidden",
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
    response: { 201: ReservationRef, ...refusals(...REFUSALS, "unauthenticated") },
  };
  app.post("/v1/reservations", { schema }, async (request, reply) => {
    const { hold, quote_id: quoteId, ignore_restrictions: ignore, ...booking } = request.body;
    const ignoreRestrictions = ignore === true;
    if (ignoreRestrictions) {
      const allowed = await services.places.mayAt(request.principal, "reservation.desk", booking.hotel_id);
      if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    }
    const quote = quoteOf(services, booking.hotel_id, quoteId);
    if (!quote.accepted) return sendRefusal(reply, quote.refusal);
    const manner = { hold: hold === true, force: false, ignoreRestrictions, quote: quote.value };
    return book(services, request, reply, booking, manner);
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
    response: { 201: ReservationRef, ...refusals(...REFUSALS, "unauthenticated") },
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
  readonly ignoreRestrictions?: boolean;
  readonly quote?: Quote | undefined;
  readonly source?: "import";
}

async function book<Reply extends AnyReply>(
  services: Services,
  request: AnyRequest,
  reply: Reply,
  body: Omit<Static<typeof BookingBody>, "hold" | "quote_id" | "ignore_restrictions">,
  manner: BookingManner,
): Promise<Reply> {
  const stays = staysToBook(body, manner.quote);
  if (!stays.accepted) return sendRefusal(reply, stays.refusal);
  const buyer = manner.quote === undefined ? buyerOf(request.principal, body) : accept(manner.quote.buyer);
  if (!buyer.accepted) return sendRefusal(reply, buyer.refusal);
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
    source: manner.source ?? doorOf(request.principal),
    buyer: buyer.value,
    ...(manner.quote === undefined ? {} : { quote: manner.quote }),
    ignoreRestrictions: manner.ignoreRestrictions === true,
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

/** The quote that a booking brings; undefined when it brings none. */
function quoteOf({ access }: Services, hotelId: number, quoteId: string | undefined): Decision<Quote | undefined> {
  if (quoteId === undefined) return accept(undefined);
  const quote = openQuote(access.quoteSecret, quoteId);
  if (quote === undefined || quote.hotelId !== hotelId) {
    return refuse("quote_invalid", "This is no quote of this hotel, or it was changed.");
  }
  return accept(quote);
}

function staysToBook(body: Parameters<typeof wantedStays>[0], quote: Quote | undefined): Decision<WantedStay[]> {
  if (quote === undefined) return wantedStays(body);
  if (!namesStays(body)) return accept(quotedWishes(quote, body.allow_split === true));
  const stays = wantedStays(body);
  if (!stays.accepted || isQuotedFor(quote, stays.value)) return stays;
  return refuse("quote_mismatch", "The quote is for other stays.");
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

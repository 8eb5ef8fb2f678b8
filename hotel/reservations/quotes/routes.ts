import type { Static } from "typebox";
import type { App } from "../../http/app.ts";
import { refusals, sendRefusal } from "../../http/problem.ts";
import type { ExplainedNight } from "../../rates/price_stay.ts";
import type { Services } from "../../services.ts";
import { toDecimal } from "../../vocabulary/money.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { accept, type Decision, type Refusal } from "../../vocabulary/refusal.ts";
import { wantedStays } from "../booking_input.ts";
import { buyerOf } from "../../rates/buyer.ts";
import { presentRate } from "../rate_presentation.ts";
import type { AnyRequest } from "../reception.ts";
import { wantedTogether } from "../wanted_together.ts";
import { makeQuote, type QuoteMade } from "./make_quote.ts";
import type { QuotedStay } from "./quote.ts";
import { sealQuote } from "./quote_token.ts";
import { QuoteBody, QuoteReply } from "./schemas.ts";

/** `POST /v1/quotes`: what stays cost, as a promise that the booking keeps. */
export function quoteRoutes(app: App, services: Services): void {
  const { database, config, access } = services;
  const schema = {
    tags: ["reservations"],
    summary: "Ask for the price of stays",
    description:
      "The answer is signed: a booking that brings `quote_id` pays these prices until `expires_at`, whatever the hotel " +
      "changes meanwhile. It holds no room. With `explain` staff see how each night came to its price.",
    body: QuoteBody,
    response: {
      200: QuoteReply,
      ...refusals(
        "invalid_request",
        "unauthenticated",
        "forbidden",
        "not_found",
        "no_availability",
        "restricted",
        "rate_not_available",
        "outside_horizon",
        "too_many_guests",
      ),
    },
  };
  app.post("/v1/quotes", { schema }, async (request, reply) => {
    const { body } = request;
    const stays = wantedStays(body);
    if (!stays.accepted) return sendRefusal(reply, stays.refusal);
    const buyer = buyerOf(request.principal, body);
    if (!buyer.accepted) return sendRefusal(reply, buyer.refusal);
    const allowed = await mayLookDeeper(services, request, body);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const made = await makeQuote(database, {
      hotelId: body.hotel_id,
      stays: stays.value,
      buyer: buyer.value,
      ignoreRestrictions: body.ignore_restrictions === true,
      horizonDays: config.horizonDays,
      minutes: config.quoteMinutes,
      explain: body.explain === true,
    });
    if (!made.accepted) {
      const together = wantedTogether(stays.value);
      return sendRefusal(reply, await services.refusalHelp.complete(made.refusal, body.hotel_id, together));
    }
    reply.header("cache-control", "no-store");
    return presentQuote(made.value, sealQuote(access.quoteSecret, made.value.quote));
  });
}

async function mayLookDeeper(
  { places }: Services,
  { principal }: AnyRequest,
  body: Static<typeof QuoteBody>,
): Promise<Decision<unknown>> {
  if (body.explain === true) {
    const allowed = await places.mayAt(principal, "hotel.read", body.hotel_id);
    if (!allowed.accepted) return saidOf("explain", allowed.refusal);
  }
  if (body.ignore_restrictions !== true) return accept(true);
  const allowed = await places.mayAt(principal, "reservation.desk", body.hotel_id);
  return allowed.accepted ? allowed : saidOf("ignore_restrictions", allowed.refusal);
}

/** The same refusal, saying what it is about: without the field everybody may ask. */
function saidOf(field: string, refusal: Refusal): Decision<never> {
  return { accepted: false, refusal: { ...refusal, message: `\`${field}\` is not for everybody. ${refusal.message}` } };
}

function presentQuote({ quote, timeZone, explained }: QuoteMade, quoteId: string): Static<typeof QuoteReply> {
  const { currency, stays } = quote;
  return {
    quote_id: quoteId,
    hotel_id: quote.hotelId,
    expires_at: quote.expiresAt.toISOString(),
    total_price: toDecimal(
      stays.reduce((total, stay) => total + stay.totalMinor, 0),
      currency,
    ),
    currency,
    stays: stays.map((stay, index) => ({
      stay_no: index + 1,
      ...presentStay(stay, currency, timeZone),
      ...(explained === undefined ? {} : { explained: presentSteps(explained[index] ?? [], currency) }),
    })),
  } as Static<typeof QuoteReply>;
}

function presentStay({ wish, nightly, rate, totalMinor }: QuotedStay, currency: string, timeZone: string): object {
  return {
    room_type_id: wish.roomTypeId,
    start_date: formatNight(wish.dates.arrival),
    end_date: formatNight(wish.dates.departure),
    nightly: nightly.map(({ night, priceMinor }) => ({
      date: formatNight(night),
      price: toDecimal(priceMinor, currency),
    })),
    ...presentRate(rate, { totalMinor, currency, timeZone }),
  };
}

function presentSteps(nights: readonly ExplainedNight[], currency: string): object[] {
  return nights.map(({ night, steps }) => ({
    date: formatNight(night),
    steps: steps.map(({ step, words, priceMinor }) => ({ step, words, price: toDecimal(priceMinor, currency) })),
  }));
}

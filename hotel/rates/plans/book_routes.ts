import { Type } from "typebox";
import type { App } from "../../http/app.ts";
import { answer, sendChange } from "../../http/changing_call.ts";
import { entityTag } from "../../http/if_match.ts";
import { refusals, sendRefusal } from "../../http/problem.ts";
import { readChange } from "../../properties/changing_call.ts";
import * as parts from "../../properties/route_schemas.ts";
import type { Services } from "../../services.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { rateBookChanges, RateBookView } from "./book_schemas.ts";
import { changeRateBook } from "./change_rate_book.ts";
import { seenBook } from "./seen_rates.ts";

const tags = ["rates"];

const ChangeBody = Type.Object(
  { ...rateBookChanges, idempotency_key: parts.IdempotencyKey },
  { additionalProperties: false, minProperties: 1 },
);

/** `/v1/hotels/{hotel_id}/rate-book`: what a hotel has decided for all its plans. */
export function bookRoutes(app: App, services: Services, lock: LockRoomTypes): void {
  showBook(app, services);
  editBook(app, services, lock);
}

function showBook(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "What a hotel has decided for all its rate plans",
    description: "Ages of children, taxes, extras; restrictions for those who may read the hotel's rates.",
    params: parts.HotelPath,
    response: { 200: RateBookView, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/rate-book", { schema }, async (request, reply) => {
    const seen = await seenBook(database, request.principal, request.params.hotel_id);
    if (!seen.accepted) return sendRefusal(reply, seen.refusal);
    reply.header("etag", entityTag(seen.value.version));
    return seen.value;
  });
}

function editBook(app: App, { database }: Services, lock: LockRoomTypes): void {
  const schema = {
    tags,
    summary: "Change what a hotel has decided for all its rate plans",
    description:
      "Whole fields: a list that is sent takes the place of the one before. What is booked keeps its price and taxes.",
    params: parts.HotelPath,
    headers: parts.ChangeHeaders,
    body: ChangeBody,
    response: {
      200: RateBookView,
      ...refusals("invalid_request", "unauthenticated", "forbidden", "in_use", ...parts.CHANGE_REFUSALS),
    },
  };
  app.patch("/v1/hotels/:hotel_id/rate-book", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const read = await readChange(database, request, hotelId, "rates.write");
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const { idempotency_key: _key, ...changes } = request.body;
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeRateBook(tx, { hotelId, ...read.value, changes }, lock), 200, (changed) => changed),
    );
  });
}

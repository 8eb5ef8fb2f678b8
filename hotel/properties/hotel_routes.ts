import { Type } from "typebox";
import type { Static } from "typebox";
import { actorOf } from "../access/principal.ts";
import type { Database } from "../database/database.ts";
import type { App } from "../http/app.ts";
import { answer, sendChange } from "../http/changing_call.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { sendTagged } from "../http/tagged.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import { changeHotel, type RestsOnHotel } from "./change_hotel.ts";
import { readChange } from "./changing_call.ts";
import { createHotel } from "./create_hotel.ts";
import { findHotel, listHotels } from "./find_hotels.ts";
import { organisationFor } from "./permission.ts";
import * as parts from "./route_schemas.ts";
import { closed, Hotel, HotelChanges, Id, NewHotel, Status } from "./schemas.ts";

const tags = ["hotels"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;

const CreationBody = closed({
  ...NewHotel.properties,
  organisation_id: Type.Optional(
    Type.Integer({ ...Id, description: "Whose hotel it is; unless told, the only organisation one may write to." }),
  ),
  idempotency_key: parts.IdempotencyKey,
});

const ChangeBody = Type.Object(
  { ...HotelChanges.properties, idempotency_key: parts.IdempotencyKey },
  { additionalProperties: false, minProperties: 1 },
);

const HotelListQuery = closed({
  organisation_id: Type.Optional(Id),
  city: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "In any case, with or without accents." }),
  ),
  status: Type.Optional(Status),
  ...parts.pageQuery,
});

/** `/v1/hotels`: seen by everybody, entered and changed by managers. */
export function hotelRoutes(app: App, services: Services, rests: RestsOnHotel): void {
  enterHotel(app, services);
  listAllHotels(app, services);
  showHotel(app, services);
  editHotel(app, services, rests);
  retireHotel(app, services, rests);
}

function enterHotel(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Enter a hotel",
    description: "Without rooms yet: its room types bring them.",
    headers: parts.CreationHeaders,
    body: CreationBody,
    response: { 201: Hotel, ...refusals("invalid_request", ...NOT_ALLOWED, "idempotency_key_reused") },
  };
  app.post("/v1/hotels", { schema }, async (request, reply) => {
    const { organisation_id: wanted, idempotency_key: _key, ...fields } = request.body;
    const organisation = await organisationFor(database.pool, request.principal, wanted);
    if (!organisation.accepted) return sendRefusal(reply, organisation.refusal);
    const by = actorOf(request.principal, request.id);
    const hotel = { ...fields, organisation_id: organisation.value };
    return sendChange({ database, request, reply, hotelId: 0 }, async (tx) =>
      answer(await createHotel(tx, hotel, by), 201, (created) => created),
    );
  });
}

function listAllHotels(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Hotels in the order of their ids",
    querystring: HotelListQuery,
    response: { 200: parts.HotelPage, ...refusals("invalid_request") },
  };
  app.get("/v1/hotels", { schema }, (request) => pageOfHotels(database, request.query));
}

async function pageOfHotels(
  database: Database,
  query: Static<typeof HotelListQuery>,
): Promise<Static<typeof parts.HotelPage>> {
  const { organisation_id: organisationId, city, status, cursor, limit = parts.DEFAULT_LIMIT } = query;
  const after = parts.afterCursor(cursor);
  const page = await listHotels(database.pool, { organisationId, city, status, after, limit });
  return { hotels: [...page.rows], next_cursor: parts.cursorOf(page.next) };
}

function showHotel(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One hotel",
    description: parts.TAGGED,
    params: parts.HotelPath,
    response: { 200: Hotel, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id", { schema }, async (request, reply) => {
    const hotel = await findHotel(database.pool, request.params.hotel_id);
    if (hotel === undefined) return sendRefusal(reply, absent(request.params.hotel_id).refusal);
    return sendTagged(reply, hotel, entityTag(hotel.version));
  });
}

function editHotel(app: App, { database }: Services, rests: RestsOnHotel): void {
  const schema = {
    tags,
    summary: "Change a hotel",
    description: "Time zone and currency can change until the first booking.",
    params: parts.HotelPath,
    headers: parts.ChangeHeaders,
    body: ChangeBody,
    response: { 200: Hotel, ...refusals("invalid_request", ...NOT_ALLOWED, "in_use", ...parts.CHANGE_REFUSALS) },
  };
  app.patch("/v1/hotels/:hotel_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const read = await readChange(database, request, hotelId);
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const { idempotency_key: _key, ...changes } = request.body;
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeHotel(tx, { hotelId, ...read.value, changes }, rests), 200, (hotel) => hotel),
    );
  });
}

function retireHotel(app: App, { database }: Services, rests: RestsOnHotel): void {
  const schema = {
    tags,
    summary: "Retire a hotel",
    description: "It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.",
    params: parts.HotelPath,
    headers: parts.ChangeHeaders,
    response: { 200: Hotel, ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS) },
  };
  app.delete("/v1/hotels/:hotel_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const read = await readChange(database, request, hotelId);
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const changes = { status: "retired" as const };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeHotel(tx, { hotelId, ...read.value, changes }, rests), 200, (hotel) => hotel),
    );
  });
}

function absent(hotelId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no hotel ${hotelId}.`);
}

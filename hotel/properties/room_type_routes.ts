import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { answer, sendChange } from "../http/changing_call.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { sendTagged, tagOf } from "../http/tagged.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import { changeRoomType, type AllowanceOfNights } from "./change_room_type.ts";
import { readChange } from "./changing_call.ts";
import { findHotel } from "./find_hotels.ts";
import { findRoomType, listRoomTypes } from "./find_room_types.ts";
import { mayInHotel } from "./permission.ts";
import { showRoomType, showRoomTypeToGuests } from "./room_type_row.ts";
import * as parts from "./route_schemas.ts";
import { closed, RoomType, RoomTypeChanges } from "./schemas.ts";

const tags = ["room types"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;

const ChangeBody = Type.Object(
  { ...RoomTypeChanges.properties, idempotency_key: parts.IdempotencyKey },
  { additionalProperties: false, minProperties: 1 },
);

/**
 * `/v1/hotels/{hotel_id}/room-types`: seen by everybody, changed by managers. Entered through `inventory/`, because
 * a room type comes with its rooms.
 */
export function roomTypeRoutes(app: App, services: Services, allowance: AllowanceOfNights): void {
  listRoomTypesOfHotel(app, services);
  showOneRoomType(app, services);
  editRoomType(app, services, allowance);
  retireRoomType(app, services, allowance);
}

function listRoomTypesOfHotel(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The room types of a hotel in the order of their ids",
    description: parts.TAGGED,
    params: parts.HotelPath,
    querystring: closed(parts.pageQuery),
    response: { 200: parts.RoomTypePage, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/room-types", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    if ((await findHotel(database.pool, hotelId)) === undefined) {
      return sendRefusal(reply, refuse("not_found", `There is no hotel ${hotelId}.`).refusal);
    }
    const { cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const page = await listRoomTypes(database.pool, hotelId, { after: parts.afterCursor(cursor), limit });
    const seesAll = await mayInHotel(database.pool, request.principal, "hotel.read", hotelId);
    const show = seesAll.accepted ? showRoomType : showRoomTypeToGuests;
    const body = { room_types: page.rows.map(show), next_cursor: parts.cursorOf(page.next) };
    return sendTagged(reply, body, tagOf(body));
  });
}

function showOneRoomType(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One room type",
    description: parts.TAGGED,
    params: parts.RoomTypePath,
    response: { 200: RoomType, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/room-types/:room_type_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const row = await findRoomType(database.pool, hotelId, roomTypeId);
    if (row === undefined) {
      const message = `There is no room type ${roomTypeId} in hotel ${hotelId}.`;
      return sendRefusal(reply, refuse("not_found", message).refusal);
    }
    const seesAll = await mayInHotel(database.pool, request.principal, "hotel.read", hotelId);
    if (seesAll.accepted) return sendTagged(reply, showRoomType(row), entityTag(row.version));
    // Guests see less of the same version: it must not be taken for the whole.
    const shown = showRoomTypeToGuests(row);
    return sendTagged(reply, shown, tagOf(shown));
  });
}

function editRoomType(app: App, { database }: Services, allowance: AllowanceOfNights): void {
  const schema = {
    tags,
    summary: "Change a room type",
    description: "What is booked keeps its price. A smaller overbooking ratio never cancels what is sold.",
    params: parts.RoomTypePath,
    headers: parts.ChangeHeaders,
    body: ChangeBody,
    response: {
      200: RoomType,
      ...refusals("invalid_request", ...NOT_ALLOWED, "already_exists", ...parts.CHANGE_REFUSALS),
    },
  };
  app.patch("/v1/hotels/:hotel_id/room-types/:room_type_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const read = await readChange(database, request, hotelId);
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const { idempotency_key: _key, ...changes } = request.body;
    const change = { hotelId, roomTypeId, ...read.value, changes };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeRoomType(tx, change, allowance), 200, showRoomType),
    );
  });
}

function retireRoomType(app: App, { database }: Services, allowance: AllowanceOfNights): void {
  const schema = {
    tags,
    summary: "Retire a room type",
    description: "It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.",
    params: parts.RoomTypePath,
    headers: parts.ChangeHeaders,
    response: { 200: RoomType, ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS) },
  };
  app.delete("/v1/hotels/:hotel_id/room-types/:room_type_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const read = await readChange(database, request, hotelId);
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const change = { hotelId, roomTypeId, ...read.value, changes: { status: "retired" as const } };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeRoomType(tx, change, allowance), 200, showRoomType),
    );
  });
}

import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { mayInHotel } from "../properties/permission.ts";
import * as parts from "../properties/route_schemas.ts";
import { closed, Id } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import { mayChangeInventory, readInventoryChange, sendAdmitted } from "./admission_call.ts";
import { readNightsAsked, readNightsChange } from "./dates.ts";
import { listOutOfOrder } from "./lists.ts";
import { changeOutOfOrder, createOutOfOrder, endOutOfOrder } from "./out_of_order.ts";
import { findOutOfOrder } from "./out_of_order_rows.ts";
import { findRoom } from "./retire_rooms.ts";
import * as schemas from "./schemas.ts";

const tags = ["out of order"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const Path = schemas.hotelPath("out_of_order_id");
const Page = Type.Object({ out_of_order: Type.Array(schemas.OutOfOrder), next_cursor: schemas.NextCursor });
const WHY_NOT = ["already_exists", "in_use", "wrong_state"] as const;

/** `/v1/hotels/{hotel_id}/out-of-order`: periods in which a room cannot be slept in. */
export function outOfOrderRoutes(app: App, services: Services): void {
  takeOutOfOrder(app, services);
  listPeriods(app, services);
  showPeriod(app, services);
  editPeriod(app, services);
  endPeriod(app, services);
}

function takeOutOfOrder(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Take a room out of order",
    description: "Stays in it are given another room where that is possible; otherwise the refusal names them.",
    params: parts.HotelPath,
    headers: parts.CreationHeaders,
    body: closed({
      room_id: Id,
      ...schemas.rangeFields,
      reason: Type.Optional(schemas.outOfOrderFields.reason),
      force: Type.Optional(schemas.Force),
      idempotency_key: parts.IdempotencyKey,
    }),
    response: {
      201: schemas.OutOfOrder,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", ...WHY_NOT, "idempotency_key_reused"),
    },
  };
  app.post("/v1/hotels/:hotel_id/out-of-order", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const { room_id: roomId, start_date, end_date, reason = "", force = false } = request.body;
    const allowed = await mayChangeInventory(database, request, hotelId, force);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const nights = readNightsAsked(start_date, end_date);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const room = await findRoom(database.pool, hotelId, roomId);
    if (room === undefined) return sendRefusal(reply, refuse("not_found", `There is no room ${roomId}.`).refusal);
    const roomTypeId = room.room_type_id;
    const scope = { hotelId, roomTypeIds: [roomTypeId], withSeats: true };
    return sendAdmitted({ services, request, reply, kind: "take_out_of_order", scope, status: 201 }, (books) =>
      createOutOfOrder(books, { roomTypeId, roomId, nights: nights.value, reason, force }),
    );
  });
}

function listPeriods(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Out-of-order periods in the order of their ids, ended ones too",
    params: parts.HotelPath,
    querystring: closed({ room_type_id: Type.Optional(Id), ...parts.pageQuery }),
    response: { 200: Page, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/out-of-order", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { room_type_id: roomTypeId, cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const page = await listOutOfOrder(database.pool, { hotelId, roomTypeId, after: parts.afterCursor(cursor), limit });
    return { out_of_order: [...page.rows], next_cursor: parts.cursorOf(page.next) };
  });
}

function showPeriod(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One out-of-order period",
    params: Path,
    response: { 200: schemas.OutOfOrder, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/out-of-order/:out_of_order_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, out_of_order_id: id } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const row = await findOutOfOrder(database.pool, hotelId, id);
    if (row === undefined) return sendRefusal(reply, absent(id).refusal);
    reply.header("etag", entityTag(row.version));
    return row;
  });
}

function editPeriod(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Move, shorten or prolong an out-of-order period",
    description: "Nights that have passed stay as they were.",
    params: Path,
    headers: parts.ChangeHeaders,
    body: Type.Object(
      {
        ...Type.Partial(Type.Object(schemas.outOfOrderFields)).properties,
        force: Type.Optional(schemas.Force),
        idempotency_key: parts.IdempotencyKey,
      },
      { additionalProperties: false, minProperties: 1 },
    ),
    response: {
      200: schemas.OutOfOrder,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, ...WHY_NOT),
    },
  };
  app.patch("/v1/hotels/:hotel_id/out-of-order/:out_of_order_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, out_of_order_id: outOfOrderId } = request.params;
    const { reason, force = false } = request.body;
    const version = await readInventoryChange(database, request, hotelId, force);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const row = await findOutOfOrder(database.pool, hotelId, outOfOrderId);
    if (row === undefined) return sendRefusal(reply, absent(outOfOrderId).refusal);
    const nights = readNightsChange(request.body);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const scope = { hotelId, roomTypeIds: [row.room_type_id], withSeats: true };
    const change = { outOfOrderId, version: version.value, nights: nights.value, reason, force };
    return sendAdmitted({ services, request, reply, kind: "change_out_of_order", scope, status: 200 }, (books) =>
      changeOutOfOrder(books, change),
    );
  });
}

function endPeriod(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "End an out-of-order period",
    description: "The room can be given again: from the business date on when the period has begun.",
    params: Path,
    headers: parts.ChangeHeaders,
    response: {
      200: schemas.OutOfOrder,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, "wrong_state"),
    },
  };
  app.delete("/v1/hotels/:hotel_id/out-of-order/:out_of_order_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, out_of_order_id: outOfOrderId } = request.params;
    const version = await readInventoryChange(database, request, hotelId);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const row = await findOutOfOrder(database.pool, hotelId, outOfOrderId);
    if (row === undefined) return sendRefusal(reply, absent(outOfOrderId).refusal);
    const scope = { hotelId, roomTypeIds: [row.room_type_id], withSeats: true };
    return sendAdmitted({ services, request, reply, kind: "end_out_of_order", scope, status: 200 }, async (books) => {
      const ended = await endOutOfOrder(books, { outOfOrderId, version: version.value });
      return ended.accepted ? accept(ended.value) : ended;
    });
  });
}

function absent(id: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no out-of-order period ${id}.`);
}

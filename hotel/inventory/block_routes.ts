import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { mayInHotel } from "../properties/permission.ts";
import * as parts from "../properties/route_schemas.ts";
import { closed, Id } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import { mayChangeInventory, readInventoryChange, sendAdmitted } from "./admission_call.ts";
import { findBlock } from "./block_rows.ts";
import { changeBlock, createBlock, releaseBlock } from "./blocks.ts";
import { readNightsAsked, readNightsChange } from "./dates.ts";
import { listBlocks } from "./lists.ts";
import * as schemas from "./schemas.ts";

const tags = ["blocks"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const Path = schemas.hotelPath("block_id");
const Page = Type.Object({ blocks: Type.Array(schemas.Block), next_cursor: schemas.NextCursor });

/** `/v1/hotels/{hotel_id}/blocks`: rooms set aside for groups. */
export function blockRoutes(app: App, services: Services): void {
  setAside(app, services);
  listBlocksOfHotel(app, services);
  showBlock(app, services);
  editBlock(app, services);
  giveBack(app, services);
}

function setAside(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Set rooms aside for a group",
    description: "They use their nights like a sale. A block that does not fit is refused with the nights and why.",
    params: parts.HotelPath,
    headers: parts.CreationHeaders,
    body: closed({ room_type_id: Id, ...schemas.blockFields, idempotency_key: parts.IdempotencyKey }),
    response: {
      201: schemas.Block,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "no_availability", "idempotency_key_reused"),
    },
  };
  app.post("/v1/hotels/:hotel_id/blocks", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const { room_type_id: roomTypeId, name, rooms, start_date, end_date } = request.body;
    const allowed = await mayChangeInventory(database, request, hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const nights = readNightsAsked(start_date, end_date);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId] };
    return sendAdmitted({ services, request, reply, kind: "create_block", scope, status: 201 }, (books) =>
      createBlock(books, { roomTypeId, name, rooms, nights: nights.value }),
    );
  });
}

function listBlocksOfHotel(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Blocks in the order of their ids, released ones too",
    params: parts.HotelPath,
    querystring: closed({ room_type_id: Type.Optional(Id), ...parts.pageQuery }),
    response: { 200: Page, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/blocks", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { room_type_id: roomTypeId, cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const page = await listBlocks(database.pool, { hotelId, roomTypeId, after: parts.afterCursor(cursor), limit });
    return { blocks: [...page.rows], next_cursor: parts.cursorOf(page.next) };
  });
}

function showBlock(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One block",
    params: Path,
    response: { 200: schemas.Block, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/blocks/:block_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, block_id: blockId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const row = await findBlock(database.pool, hotelId, blockId);
    if (row === undefined) return sendRefusal(reply, absent(blockId).refusal);
    reply.header("etag", entityTag(row.version));
    return row;
  });
}

function editBlock(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Change name, nights or rooms of a block",
    description: "In one step on the net difference: a full house can still shift a block onto its own nights.",
    params: Path,
    headers: parts.ChangeHeaders,
    body: Type.Object(
      { ...Type.Partial(Type.Object(schemas.blockFields)).properties, idempotency_key: parts.IdempotencyKey },
      { additionalProperties: false, minProperties: 1 },
    ),
    response: {
      200: schemas.Block,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, "no_availability", "wrong_state"),
    },
  };
  app.patch("/v1/hotels/:hotel_id/blocks/:block_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, block_id: blockId } = request.params;
    const version = await readInventoryChange(database, request, hotelId);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const row = await findBlock(database.pool, hotelId, blockId);
    if (row === undefined) return sendRefusal(reply, absent(blockId).refusal);
    const { name, rooms } = request.body;
    const nights = readNightsChange(request.body);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const scope = { hotelId, roomTypeIds: [row.room_type_id] };
    const change = { blockId, version: version.value, name, rooms, nights: nights.value };
    return sendAdmitted({ services, request, reply, kind: "change_block", scope, status: 200 }, (books) =>
      changeBlock(books, change),
    );
  });
}

function giveBack(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Release a block",
    description: "Its rooms are on sale again from the business date on.",
    params: Path,
    headers: parts.ChangeHeaders,
    response: {
      200: schemas.Block,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, "wrong_state"),
    },
  };
  app.delete("/v1/hotels/:hotel_id/blocks/:block_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, block_id: blockId } = request.params;
    const version = await readInventoryChange(database, request, hotelId);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const row = await findBlock(database.pool, hotelId, blockId);
    if (row === undefined) return sendRefusal(reply, absent(blockId).refusal);
    const scope = { hotelId, roomTypeIds: [row.room_type_id] };
    return sendAdmitted({ services, request, reply, kind: "release_block", scope, status: 200 }, (books) =>
      releaseBlock(books, { blockId, version: version.value }),
    );
  });
}

function absent(blockId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no block ${blockId}.`);
}

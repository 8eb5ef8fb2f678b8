import { actorOf } from "../../access/principal.ts";
import type { App } from "../../http/app.ts";
import { answer, sendChange } from "../../http/changing_call.ts";
import { entityTag, readIfMatch } from "../../http/if_match.ts";
import { refusals, sendRefusal } from "../../http/problem.ts";
import { mayInHotel } from "../../properties/permission.ts";
import * as parts from "../../properties/route_schemas.ts";
import type { Services } from "../../services.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { editRateNights } from "./edit_rate_nights.ts";
import { readCellQuery } from "./cell_query.ts";
import { seeCells } from "./list_cells.ts";
import { showCell, showCellCursor, showChange } from "./presentation.ts";
import { previewEdit } from "./preview_edit.ts";
import * as schemas from "./schemas.ts";

const tags = ["rates"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const DEFAULT_LIMIT = 100;
const PATH = "/v1/hotels/:hotel_id/rate-nights";

/** `/v1/hotels/{hotel_id}/rate-nights`: prices and restrictions of single nights, seen by staff, changed by managers. */
export function rateNightRoutes(lock: LockRoomTypes): (app: App, services: Services) => void {
  return (app, services) => {
    listRateNights(app, services);
    previewRateNights(app, services);
    changeRateNights(app, services, lock);
  };
}

function listRateNights(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "What is set for single nights: prices and restrictions",
    params: parts.HotelPath,
    querystring: schemas.CellQuery,
    response: { 200: schemas.CellPage, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get(PATH, { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const { limit = DEFAULT_LIMIT } = request.query;
    const allowed = await mayInHotel(database.pool, request.principal, "rates.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const asked = readCellQuery(request.query);
    if (!asked.accepted) return sendRefusal(reply, asked.refusal);
    const seen = await seeCells(database, { hotelId, ...asked.value, limit });
    if (seen === undefined) throw new Error(`hotel ${hotelId} is gone`);
    const { version, currency, cells, next } = seen;
    reply.header("etag", entityTag(version));
    return {
      version,
      rate_nights: cells.map((cell) => showCell(cell, currency)),
      next_cursor: next === undefined ? null : showCellCursor(next),
    };
  });
}

function previewRateNights(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "What a change of nights would do",
    description:
      "The same body as the change itself. Nothing is written. Send `version` as `If-Match` of the change, and exactly this is written.",
    params: parts.HotelPath,
    querystring: schemas.PreviewQuery,
    body: schemas.EditBody,
    response: {
      200: schemas.PreviewReply,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "version_conflict", "outside_horizon"),
    },
  };
  app.post(`${PATH}/previews`, { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "rates.write", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { cursor, limit = DEFAULT_LIMIT } = request.query;
    const [version, offset = 0] = cursor?.split("-").map(Number) ?? [];
    const preview = await previewEdit(database, hotelId, request.body, { offset, limit, version });
    if (!preview.accepted) return sendRefusal(reply, preview.refusal);
    const { cells, changedCells, channel, currency, ...seen } = preview.value;
    const end = offset + seen.changes.length;
    reply.header("etag", entityTag(seen.version));
    return {
      hotel_id: hotelId,
      version: seen.version,
      cells,
      changed_cells: changedCells,
      changes: seen.changes.map((change) => showChange(change, channel, currency)),
      next_cursor: end < changedCells ? `${seen.version}-${end}` : null,
    };
  });
}

function changeRateNights(app: App, { database }: Services, lock: LockRoomTypes): void {
  const schema = {
    tags,
    summary: "Set, clear or change prices and restrictions of many nights",
    description:
      "Every night of the range on these weekdays, for these room types, plans and this channel, in one step: at most 200,000 of them. " +
      "`If-Match` carries the `version` of a preview or of the list. What is booked keeps its price.",
    params: parts.HotelPath,
    headers: parts.ChangeHeaders,
    body: schemas.EditBody,
    response: {
      200: schemas.EditReply,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, "outside_horizon"),
    },
  };
  app.post(PATH, { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "rates.write", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const version = readIfMatch(request.headers["if-match"]);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const by = actorOf(request.principal, request.id);
    const edit = { hotelId, version: version.value, body: request.body, by };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await editRateNights(tx, edit, lock), 200, (done) => ({
        hotel_id: hotelId,
        version: done.version,
        cells: done.cells,
        changed_cells: done.changedCells,
      })),
    );
  });
}

import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { invalidFields } from "../properties/field_error.ts";
import { mayInHotel } from "../properties/permission.ts";
import * as parts from "../properties/route_schemas.ts";
import { closed, Id } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { mayChangeInventory, sendAdmitted } from "./admission_call.ts";
import type { Allowance } from "./allowance.ts";
import type { OverbookingPeriodRow } from "./allowance_rows.ts";
import { readNightsAsked } from "./dates.ts";
import { listOverbookingPeriods } from "./lists.ts";
import { createOverbookingPeriod, removeOverbookingPeriod } from "./overbooking.ts";
import * as schemas from "./schemas.ts";

const tags = ["overbooking"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const PATH = "/v1/hotels/:hotel_id/room-types/:room_type_id/overbooking-periods";
const PeriodPath = closed({ hotel_id: Id, room_type_id: Id, overbooking_period_id: Id });
const Page = Type.Object({
  overbooking_periods: Type.Array(schemas.OverbookingPeriod),
  next_cursor: schemas.NextCursor,
});

/** How many rooms may be sold beyond those that exist, by range of nights. The type's own ratio is a field of the type. */
export function overbookingRoutes(app: App, services: Services): void {
  setAllowance(app, services);
  listPeriods(app, services);
  removePeriod(app, services);
}

function setAllowance(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Set the overbooking allowance of a range of nights",
    description:
      "Instead of the type's own ratio; the newest range that covers a night counts. Send `overbooking_ratio` or `extra_rooms`.",
    params: parts.RoomTypePath,
    headers: parts.CreationHeaders,
    body: closed({
      ...schemas.periodFields,
      force: Type.Optional(schemas.Force),
      idempotency_key: parts.IdempotencyKey,
    }),
    response: {
      201: schemas.OverbookingPeriod,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "in_use", "idempotency_key_reused"),
    },
  };
  app.post(PATH, { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const { start_date, end_date, overbooking_ratio: ratio, extra_rooms: extraRooms, force = false } = request.body;
    const allowed = await mayChangeInventory(database, request, hotelId, force);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const nights = readNightsAsked(start_date, end_date);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const allowance = readAllowance(ratio, extraRooms);
    if (!allowance.accepted) return sendRefusal(reply, allowance.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId] };
    const period = { roomTypeId, nights: nights.value, allowance: allowance.value, force };
    return sendAdmitted({ services, request, reply, kind: "set_allowance", scope, status: 201 }, async (books) => {
      const created = await createOverbookingPeriod(books, period);
      return created.accepted ? accept(showPeriod(created.value)) : created;
    });
  });
}

function listPeriods(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The overbooking periods of a room type in the order of their ids",
    params: parts.RoomTypePath,
    querystring: closed(parts.pageQuery),
    response: { 200: Page, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get(PATH, { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const query = { hotelId, roomTypeId, after: parts.afterCursor(cursor), limit };
    const page = await listOverbookingPeriods(database.pool, query);
    return { overbooking_periods: page.rows.map(showPeriod), next_cursor: parts.cursorOf(page.next) };
  });
}

function removePeriod(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Remove an overbooking period",
    description: "Its nights go back to what they have without it.",
    params: PeriodPath,
    querystring: closed({ force: Type.Optional(schemas.Force) }),
    headers: parts.CreationHeaders,
    response: {
      200: schemas.OverbookingPeriod,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "in_use", "idempotency_key_reused"),
    },
  };
  app.delete(`${PATH}/:overbooking_period_id`, { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId, overbooking_period_id: periodId } = request.params;
    const { force = false } = request.query;
    const allowed = await mayChangeInventory(database, request, hotelId, force);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId] };
    return sendAdmitted({ services, request, reply, kind: "remove_allowance", scope, status: 200 }, async (books) => {
      const removed = await removeOverbookingPeriod(books, { roomTypeId, periodId, force });
      return removed.accepted ? accept(showPeriod(removed.value)) : removed;
    });
  });
}

function readAllowance(ratio: number | undefined, extraRooms: number | undefined): Decision<Allowance> {
  const field = "/overbooking_ratio";
  if ((ratio === undefined) === (extraRooms === undefined)) {
    return invalidFields([{ field, rule: "one_of", message: "Send either overbooking_ratio or extra_rooms." }]);
  }
  if (ratio === undefined) return accept({ extraRooms: extraRooms ?? 0 });
  const basisPoints = Math.round(ratio * 10_000);
  if (basisPoints / 10_000 === ratio) return accept({ basisPoints });
  return invalidFields([{ field, rule: "ratio", message: "overbooking_ratio has at most four decimals." }]);
}

function showPeriod({ basis_points: basisPoints, ...period }: OverbookingPeriodRow): Omit<
  OverbookingPeriodRow,
  "basis_points"
> & {
  readonly overbooking_ratio: number | null;
} {
  return { ...period, overbooking_ratio: basisPoints === null ? null : basisPoints / 10_000 };
}

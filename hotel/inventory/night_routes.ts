import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { invalidFields } from "../properties/field_error.ts";
import { mayInHotel } from "../properties/permission.ts";
import * as parts from "../properties/route_schemas.ts";
import { closed } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { formatNight, lengthOfStay } from "../vocabulary/night.ts";
import { accept } from "../vocabulary/refusal.ts";
import { mayChangeInventory, sendAdmitted } from "./admission_call.ts";
import { readNightsAsked } from "./dates.ts";
import { readInventory } from "./nightly_inventory.ts";
import { readOverbookingLane } from "./overbooking_lane.ts";
import { setSaleStatus } from "./sale_status.ts";
import * as schemas from "./schemas.ts";
import { todayAt } from "./today.ts";

const tags = ["nights"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const MOST_NIGHTS_OF_A_HOTEL = 62;
const MOST_NIGHTS_OF_A_TYPE = 550;
const LANE_DAYS = 90;
const MOST_LANE_DAYS = 1_100;

/** The nights of a hotel: what is left of them, taking them off sale, and where more is promised than there is. */
export function nightRoutes(app: App, services: Services): void {
  showInventory(app, services);
  changeSaleStatus(app, services);
  showOverbookingLane(app, services);
}

function showInventory(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The nights of a hotel by room type",
    params: parts.HotelPath,
    querystring: schemas.InventoryQuery,
    response: { 200: schemas.InventoryReply, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/inventory", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const { from, to, room_type_id: roomTypeId } = request.query;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const nights = readNightsAsked(from, to, ["from", "to"]);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const most = roomTypeId === undefined ? MOST_NIGHTS_OF_A_HOTEL : MOST_NIGHTS_OF_A_TYPE;
    if (lengthOfStay(nights.value) > most) {
      return sendRefusal(
        reply,
        invalidFields([{ field: "to", rule: "range", message: `At most ${most} nights.` }]).refusal,
      );
    }
    const withHolders = request.principal.kind === "staff";
    const roomTypes = await readInventory(database.pool, { hotelId, nights: nights.value, roomTypeId, withHolders });
    const today = await todayAt(database.pool, hotelId);
    return {
      hotel_id: hotelId,
      business_date: formatNight(today ?? nights.value.arrival),
      room_types: roomTypes.map(({ room_type_id, nights: shown }) => ({
        room_type_id,
        nights: shown.map(({ holds, ...night }) => (holds === undefined ? night : { ...night, holds: [...holds] })),
      })),
    };
  });
}

function changeSaleStatus(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Take nights of a room type off sale, or put them back",
    params: parts.RoomTypePath,
    headers: parts.CreationHeaders,
    body: schemas.SaleStatusBody,
    response: {
      200: schemas.SaleStatusReply,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "outside_horizon", "idempotency_key_reused"),
    },
  };
  app.put("/v1/hotels/:hotel_id/room-types/:room_type_id/sale-status", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const { start_date, end_date, closed: isClosed } = request.body;
    const allowed = await mayChangeInventory(database, request, hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const nights = readNightsAsked(start_date, end_date);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId] };
    return sendAdmitted({ services, request, reply, kind: "set_sale_status", scope, status: 200 }, async (books) => {
      const changed = await setSaleStatus(books, { roomTypeId, nights: nights.value, closed: isClosed });
      if (!changed.accepted) return changed;
      return accept({
        room_type_id: roomTypeId,
        start_date,
        end_date,
        closed: isClosed,
        changed_nights: changed.value,
      });
    });
  });
}

function showOverbookingLane(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The overbooking lane: nights on which more is promised than there is",
    description: "Nights that were forced above their limit, and stays that have no room yet. 90 nights unless told.",
    params: parts.HotelPath,
    querystring: closed({
      from: Type.Optional(
        Type.String({ ...schemas.DateText, description: "First night; the business date unless told." }),
      ),
      to: Type.Optional(Type.String({ ...schemas.DateText, description: "The day after the last night." })),
    }),
    response: { 200: schemas.OverbookingLane, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/overbooking-lane", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const today = (await todayAt(database.pool, hotelId)) ?? 0;
    const from = request.query.from ?? formatNight(today);
    const nights = readNightsAsked(from, request.query.to ?? formatNight(today + LANE_DAYS), ["from", "to"]);
    if (!nights.accepted) return sendRefusal(reply, nights.refusal);
    if (lengthOfStay(nights.value) > MOST_LANE_DAYS) {
      const message = `At most ${MOST_LANE_DAYS} nights.`;
      return sendRefusal(reply, invalidFields([{ field: "to", rule: "range", message }]).refusal);
    }
    const lane = await readOverbookingLane(database.pool, hotelId, nights.value);
    return {
      business_date: formatNight(today),
      nights: lane.nights.map((night) => ({ ...night, stays_without_room: [...night.stays_without_room] })),
      truncated: lane.truncated,
    };
  });
}

import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { answer, sendChange } from "../http/changing_call.ts";
import { entityTag } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { invalidFields } from "../properties/field_error.ts";
import { mayInHotel } from "../properties/permission.ts";
import { showRoomType } from "../properties/room_type_row.ts";
import * as parts from "../properties/route_schemas.ts";
import { closed, Id, newRoomTypeFields } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { actorOf } from "../access/principal.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { mayChangeInventory, readInventoryChange, sendAdmitted } from "./admission_call.ts";
import { addRooms, type NewRooms } from "./add_rooms.ts";
import { readDate } from "./dates.ts";
import { listRooms } from "./lists.ts";
import { openNewRoomType, type RoomTypeOnSale } from "./open_new_room_type.ts";
import { showFullNights } from "./refusals.ts";
import { cutCapacity, findRoom, retireRoom, type CutResult } from "./retire_rooms.ts";
import type { RoomRow } from "./room_term_rows.ts";
import * as schemas from "./schemas.ts";

const tags = ["rooms"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;
const RoomPath = schemas.hotelPath("room_id");
const RoomPage = Type.Object({ rooms: Type.Array(schemas.Room), next_cursor: schemas.NextCursor });

/** Physical rooms: entered with a room type or added to it, listed, given up. */
export function roomRoutes(app: App, services: Services): void {
  enterRoomType(app, services);
  enterRooms(app, services);
  listRoomsOfHotel(app, services);
  showRoom(app, services);
  giveUpRoom(app, services);
  giveUpRooms(app, services);
}

function enterRoomType(app: App, { config, database }: Services): void {
  const schema = {
    tags: ["room types"],
    summary: "Open a room type with its rooms",
    description:
      "Its nights are on sale at once, from the business date up to the horizon. Send `rooms` or `room_numbers`.",
    params: parts.HotelPath,
    headers: parts.CreationHeaders,
    body: closed({ ...newRoomTypeFields, ...schemas.newRoomsFields, idempotency_key: parts.IdempotencyKey }),
    response: {
      201: schemas.RoomTypeWithRooms,
      ...refusals(
        "invalid_request",
        ...NOT_ALLOWED,
        "not_found",
        "already_exists",
        "wrong_state",
        "idempotency_key_reused",
      ),
    },
  };
  app.post("/v1/hotels/:hotel_id/room-types", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const { rooms: count, room_numbers: numbers, idempotency_key: _key, ...roomType } = request.body;
    const allowed = await mayInHotel(database.pool, request.principal, "hotel.write", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const rooms = readNewRooms(count, numbers);
    if (!rooms.accepted) return sendRefusal(reply, rooms.refusal);
    const { horizonDays } = config;
    const asked = { hotelId, roomType, rooms: rooms.value, horizonDays, by: actorOf(request.principal, request.id) };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await openNewRoomType(tx, asked), 201, showRoomTypeOnSale),
    );
  });
}

function enterRooms(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Add rooms to a room type",
    description: "They can be given from the business date on. Send `rooms` or `room_numbers`.",
    params: parts.RoomTypePath,
    headers: parts.CreationHeaders,
    body: closed({ ...schemas.newRoomsFields, idempotency_key: parts.IdempotencyKey }),
    response: {
      201: Type.Object({ rooms: Type.Array(schemas.Room) }),
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "already_exists", "idempotency_key_reused"),
    },
  };
  app.post("/v1/hotels/:hotel_id/room-types/:room_type_id/rooms", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const allowed = await mayChangeInventory(database, request, hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const rooms = readNewRooms(request.body.rooms, request.body.room_numbers);
    if (!rooms.accepted) return sendRefusal(reply, rooms.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId], lockHotel: true };
    return sendAdmitted({ services, request, reply, kind: "add_rooms", scope, status: 201 }, async (books) => {
      const added = await addRooms(books, roomTypeId, rooms.value);
      return added.accepted ? accept({ rooms: added.value.map(showRoomRow) }) : added;
    });
  });
}

function listRoomsOfHotel(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The rooms of a hotel in the order of their ids, retired ones too",
    params: parts.HotelPath,
    querystring: closed({ room_type_id: Type.Optional(Id), ...parts.pageQuery }),
    response: { 200: RoomPage, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/rooms", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { room_type_id: roomTypeId, cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const page = await listRooms(database.pool, { hotelId, roomTypeId, after: parts.afterCursor(cursor), limit });
    return { rooms: page.rows.map(showRoomRow), next_cursor: parts.cursorOf(page.next) };
  });
}

function showRoom(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One room",
    params: RoomPath,
    response: { 200: schemas.Room, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/rooms/:room_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_id: roomId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "inventory.read", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const room = await findRoom(database.pool, hotelId, roomId);
    if (room === undefined) return sendRefusal(reply, absentRoom(roomId).refusal);
    reply.header("etag", entityTag(room.version));
    return showRoomRow(room);
  });
}

function giveUpRoom(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Retire a room from a night on",
    description: "Stays in it are given another room where that is possible; otherwise the refusal names them.",
    params: RoomPath,
    querystring: closed({
      from: Type.Optional(
        Type.String({ ...schemas.DateText, description: "The first night without it; the business date unless told." }),
      ),
      force: Type.Optional(schemas.Force),
    }),
    headers: parts.ChangeHeaders,
    response: {
      200: schemas.RetiredRoom,
      ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS, "in_use", "wrong_state"),
    },
  };
  app.delete("/v1/hotels/:hotel_id/rooms/:room_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_id: roomId } = request.params;
    const { from, force = false } = request.query;
    const version = await readInventoryChange(database, request, hotelId, force);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const first = from === undefined ? accept(undefined) : readDate("from", from);
    if (!first.accepted) return sendRefusal(reply, first.refusal);
    const room = await findRoom(database.pool, hotelId, roomId);
    if (room === undefined) return sendRefusal(reply, absentRoom(roomId).refusal);
    const roomTypeId = room.room_type_id;
    const scope = { hotelId, roomTypeIds: [roomTypeId], withSeats: true };
    return sendAdmitted({ services, request, reply, kind: "retire_room", scope, status: 200 }, async (books) => {
      const retirement = { roomTypeId, roomId, version: version.value, from: first.value ?? books.today, force };
      const retired = await retireRoom(books, retirement);
      return retired.accepted ? accept(showRetired(retired.value)) : retired;
    });
  });
}

function giveUpRooms(app: App, services: Services): void {
  const { database } = services;
  const schema = {
    tags,
    summary: "Cut the capacity of a room type",
    description:
      "Retires several rooms, below what is sold if need be: stays that find no other room lose theirs, nights are forced. " +
      "Send `rooms` or `room_ids`. For managers.",
    params: parts.RoomTypePath,
    headers: parts.CreationHeaders,
    body: closed({ ...schemas.CutFields, idempotency_key: parts.IdempotencyKey }),
    response: {
      201: schemas.Cut,
      ...refusals("invalid_request", ...NOT_ALLOWED, "not_found", "idempotency_key_reused"),
    },
  };
  app.post("/v1/hotels/:hotel_id/room-types/:room_type_id/capacity-cuts", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, room_type_id: roomTypeId } = request.params;
    const allowed = await mayChangeInventory(database, request, hotelId, true);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { from, rooms, room_ids: roomIds } = request.body;
    const which = rooms ?? roomIds;
    if (which === undefined || (rooms !== undefined && roomIds !== undefined)) {
      return sendRefusal(reply, oneOf("rooms", "room_ids").refusal);
    }
    const first = from === undefined ? accept(undefined) : readDate("/from", from);
    if (!first.accepted) return sendRefusal(reply, first.refusal);
    const scope = { hotelId, roomTypeIds: [roomTypeId], withSeats: true };
    return sendAdmitted({ services, request, reply, kind: "cut_capacity", scope, status: 201 }, async (books) => {
      const cut = await cutCapacity(books, { roomTypeId, rooms: which, from: first.value ?? books.today });
      return cut.accepted
        ? accept({ rooms: cut.value.rooms.map(showRoomRow), forced_nights: showFullNights(cut.value.forced) })
        : cut;
    });
  });
}

function readNewRooms(count: number | undefined, numbers: readonly string[] | undefined): Decision<NewRooms> {
  if (count !== undefined && numbers === undefined) return accept({ count });
  return numbers !== undefined && count === undefined ? accept({ numbers }) : oneOf("rooms", "room_numbers");
}

function oneOf(one: string, other: string): ReturnType<typeof invalidFields> {
  return invalidFields([{ field: `/${one}`, rule: "one_of", message: `Send either ${one} or ${other}.` }]);
}

function absentRoom(roomId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no room ${roomId}.`);
}

function showRoomTypeOnSale({
  roomType,
  rooms,
}: RoomTypeOnSale): ReturnType<typeof showRoomType> & { rooms: object[] } {
  return { ...showRoomType(roomType), rooms: [...rooms] };
}

function showRoomRow({ ordinal: _ordinal, ...room }: RoomRow): Omit<RoomRow, "ordinal"> {
  return room;
}

function showRetired({ rooms: [room], forced }: CutResult): object {
  if (room === undefined) throw new Error("a room was retired and not returned");
  return { ...showRoomRow(room), forced_nights: showFullNights(forced) };
}

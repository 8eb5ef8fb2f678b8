import type { TObject } from "typebox";
import type { App } from "../http/app.ts";
import { ChangeHeaders } from "../http/call_schemas.ts";
import { refusals } from "../http/problem.ts";
import type { RefusalCode } from "../vocabulary/refusal_codes.ts";
import type { Services } from "../services.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { dateOf } from "./booking_input.ts";
import { checkIn, markNoShow, reinstate } from "./decisions/arrival.ts";
import { checkOut, extendUntil } from "./decisions/departure.ts";
import { deskCommand, type DeskAction } from "./decisions/desk.ts";
import { moveTo, pinned } from "./decisions/rooms.ts";
import { change } from "./managing_routes.ts";
import * as schemas from "./schemas.ts";

const tags = ["front desk"];
const REFUSALS = [
  "invalid_request",
  "idempotency_key_conflict",
  "unauthenticated",
  "forbidden",
  "not_found",
  "wrong_state",
  "version_conflict",
  "idempotency_key_reused",
  "overloaded",
] as const;
const ROOM_REFUSALS = [
  "no_availability",
  "no_single_room",
  "room_not_free",
  "outside_horizon",
  "too_many_guests",
] as const;

/** What the front desk does with a reservation. Each is a noun of its own below the reservation. */
export function deskRoutes(app: App, services: Services): void {
  const simple = (path: string, summary: string, action: DeskAction): void =>
    simpleRoute(app, services, path, summary, action);
  simple("check-in", "Guests arrive: from now on their room is theirs", checkIn);
  simple("check-out", "Guests leave; nights they do not use go back on sale", checkOut);
  simple("no-show", "Guests did not come; nights from the business date on go back on sale", markNoShow);
  simple("reinstatement", "Take a cancelled, expired or no-show reservation up again, if there is room", reinstate);
  simple("pin", "The guest was told the room: nobody moves it any more", pinned(true));
  simple("unpin", "Re-seating may choose another room again", pinned(false));
  extension(app, services);
  room(app, services);
}

function simpleRoute(app: App, services: Services, path: string, summary: string, action: DeskAction): void {
  const schema = schemaOf(summary, schemas.DeskBody, ROOM_REFUSALS);
  app.post(
    `/v1/reservations/:reservation_id/${path}`,
    { schema, preValidation: emptyBodyIsNone },
    async (request, reply) =>
      change({ services, request, reply, action: "reservation.desk" }, request.params.reservation_id, (asked, key) =>
        accept(
          deskCommand(action, { ...asked, stayNos: request.body.stay_nos ?? [] }, key === undefined ? {} : { key }),
        ),
      ),
  );
}

function extension(app: App, services: Services): void {
  const schema = schemaOf("Guests in the house stay longer", schemas.ExtensionBody, ROOM_REFUSALS);
  app.post("/v1/reservations/:reservation_id/extension", { schema }, async (request, reply) =>
    change({ services, request, reply, action: "reservation.desk" }, request.params.reservation_id, (asked, key) => {
      const { end_date, allow_split = false, stay_nos: stayNos = [] } = request.body;
      const departure = dateOf(end_date, "/end_date");
      if (!departure.accepted) return departure;
      const action = extendUntil(departure.value, allow_split, services.config.horizonDays);
      const reach = { roomTypeIds: [], to: departure.value };
      return accept(deskCommand(action, { ...asked, stayNos }, key === undefined ? { reach } : { reach, key }));
    }),
  );
}

function room(app: App, services: Services): void {
  const schema = schemaOf("Another room: a move, or an upgrade to another type", schemas.RoomBody, ROOM_REFUSALS);
  app.post("/v1/reservations/:reservation_id/room", { schema }, async (request, reply) =>
    change(
      { services, request, reply, action: "reservation.desk" },
      request.params.reservation_id,
      async (asked, key) => {
        const { room_id: roomId, pin = false, stay_nos: stayNos = [] } = request.body;
        const type = await typeOfRoom(services, asked.hotelId, request.body);
        if (!type.accepted) return type;
        const reach = { roomTypeIds: [type.value] };
        const action = moveTo({ roomTypeId: type.value, roomId, pin });
        return accept(deskCommand(action, { ...asked, stayNos }, key === undefined ? { reach } : { reach, key }));
      },
    ),
  );
}

interface RoomChoice {
  readonly room_id?: number;
  readonly room_type_id?: number;
}

// A room never changes its type, so this may be read before the lock.
async function typeOfRoom(services: Services, hotelId: number, choice: RoomChoice): Promise<Decision<number>> {
  const { room_id: roomId, room_type_id: typeId } = choice;
  if ((roomId === undefined) === (typeId === undefined)) {
    const message = "Send either room_id or room_type_id.";
    return refuse("invalid_request", message, { errors: [{ field: "/room_id", rule: "either", message }] });
  }
  if (typeId !== undefined) return accept(typeId);
  const { rows } = await services.database.pool.query<{ room_type_id: number }>(
    "SELECT room_type_id FROM room WHERE hotel_id = $1 AND room_id = $2",
    [hotelId, roomId],
  );
  const [found] = rows;
  return found === undefined ? refuse("not_found", `The hotel has no room ${roomId}.`) : accept(found.room_type_id);
}

function schemaOf<Body extends TObject>(summary: string, body: Body, codes: readonly RefusalCode[]) {
  return {
    tags,
    summary,
    params: schemas.ReservationPath,
    headers: ChangeHeaders,
    body,
    response: { 200: schemas.ReservationRef, ...refusals(...REFUSALS, ...codes) },
  };
}

// A desk action without a body means every room for which it is possible.
function emptyBodyIsNone(request: { body: unknown }, _reply: unknown, done: () => void): void {
  request.body ??= {};
  done();
}

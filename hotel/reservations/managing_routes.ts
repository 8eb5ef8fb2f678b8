import type { App } from "../http/app.ts";
import { ChangeHeaders } from "../http/call_schemas.ts";
import { refusals, sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Services } from "../services.ts";
import type { Command } from "./admission/command.ts";
import { stayChanges } from "./booking_input.ts";
import { cancelCommand, declineCommand } from "./decisions/cancel.ts";
import { confirmCommand } from "./decisions/confirm.ts";
import { modifyCommand } from "./decisions/modify.ts";
import type { ChangeRequest } from "./decisions/change.ts";
import type { KeyClaim } from "./admission/command.ts";
import { changeOf, isStaff, keyOf, sendAnswer, submit, type AnyRequest } from "./reception.ts";
import type { Action } from "../access/permissions.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import * as schemas from "./schemas.ts";

const tags = ["reservations"];
const REFUSALS = [
  "invalid_request",
  "idempotency_key_conflict",
  "unauthenticated",
  "not_found",
  "wrong_state",
  "version_conflict",
  "idempotency_key_reused",
  "overloaded",
] as const;
const ROOM_REFUSALS = ["no_availability", "no_single_room", "outside_horizon", "too_many_guests"] as const;

/** What the holder of a booking can do with it: confirm, change and cancel. */
export function managingRoutes(app: App, services: Services): void {
  confirmation(app, services);
  declining(app, services);
  modification(app, services);
  cancellation(app, services);
}

function confirmation(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Confirm a hold",
    description: "A hold that has run out tries to take its rooms again in the same step. A repeat changes nothing.",
    params: schemas.ReservationPath,
    headers: ChangeHeaders,
    response: { 200: schemas.ReservationRef, ...refusals(...REFUSALS, ...ROOM_REFUSALS, "hold_expired") },
  };
  app.post("/v1/reservations/:reservation_id/confirmation", { schema }, async (request, reply) =>
    change({ services, request, reply, action: "reservation.write" }, request.params.reservation_id, (name, key) =>
      accept(confirmCommand(name, key)),
    ),
  );
}

function declining(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Decline a hold",
    description: "Its rooms go back on sale and nothing is charged.",
    params: schemas.ReservationPath,
    headers: ChangeHeaders,
    response: { 200: schemas.ReservationRef, ...refusals(...REFUSALS, "forbidden") },
  };
  app.post("/v1/reservations/:reservation_id/decline", { schema }, async (request, reply) =>
    change({ services, request, reply, action: "reservation.desk" }, request.params.reservation_id, (name, key) =>
      accept(declineCommand(name, key)),
    ),
  );
}

function modification(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Change dates, room type or guests",
    description: "One step on the net difference: a refusal leaves the booking as it was. Staff send If-Match.",
    params: schemas.ReservationPath,
    headers: ChangeHeaders,
    body: schemas.ModificationBody,
    response: {
      200: schemas.ReservationRef,
      ...refusals(...REFUSALS, ...ROOM_REFUSALS, "restricted", "rate_not_available", "forbidden", "version_required"),
    },
  };
  app.patch("/v1/reservations/:reservation_id", { schema }, async (request, reply) => {
    const requireVersion = isStaff(request.principal);
    const ignoreRestrictions = request.body.ignore_restrictions === true;
    const action = ignoreRestrictions ? ("reservation.desk" as const) : ("reservation.write" as const);
    const scene = { services, request, reply, action, requireVersion };
    return change(scene, request.params.reservation_id, (name, key) => {
      const stays = stayChanges(request.body);
      if (!stays.accepted) return stays;
      const { horizonDays } = services.config;
      return accept(modifyCommand({ ...name, stays: stays.value, horizonDays, ignoreRestrictions }, key));
    });
  });
}

function cancellation(app: App, services: Services): void {
  const schema = {
    tags,
    summary: "Cancel, or release a hold",
    description: "A repeat gives the same answer.",
    params: schemas.ReservationPath,
    headers: ChangeHeaders,
    querystring: schemas.CancellationQuery,
    response: { 200: schemas.CancellationReply, ...refusals(...REFUSALS, "forbidden") },
  };
  app.delete("/v1/reservations/:reservation_id", { schema }, async (request, reply) => {
    const waiveFee = request.query.waive_fee === true;
    const action = waiveFee ? ("reservation.desk" as const) : ("reservation.write" as const);
    return change({ services, request, reply, action }, request.params.reservation_id, (name, key) =>
      accept(cancelCommand({ ...name, waiveFee }, key)),
    );
  });
}

/** A request to change one reservation and what it needs. */
export interface ChangeScene<Reply extends AnyReply> {
  readonly services: Services;
  readonly request: AnyRequest;
  readonly reply: Reply;
  readonly action: Action;
  readonly requireVersion?: boolean;
}

/** Asks whether the principal may, reads key and version, makes the command, submits it and sends the answer. */
export async function change<Reply extends AnyReply>(
  scene: ChangeScene<Reply>,
  reservationId: string,
  commandOf: (change: ChangeRequest, key: KeyClaim | undefined) => Decision<Command> | Promise<Decision<Command>>,
): Promise<Reply> {
  const { services, request, reply } = scene;
  const command = await prepare(scene, reservationId, commandOf);
  if (!command.accepted) return sendRefusal(reply, command.refusal);
  return sendAnswer(request, reply, await submit(services, request, command.value));
}

async function prepare<Reply extends AnyReply>(
  { services, request, action, requireVersion = false }: ChangeScene<Reply>,
  reservationId: string,
  commandOf: (change: ChangeRequest, key: KeyClaim | undefined) => Decision<Command> | Promise<Decision<Command>>,
): Promise<Decision<Command>> {
  const name = await services.places.mayTo(request.principal, action, reservationId);
  if (!name.accepted) return name;
  const key = keyOf(request);
  if (!key.accepted) return key;
  const asked = changeOf(request, name.value, requireVersion);
  return asked.accepted ? commandOf(asked.value, key.value) : asked;
}

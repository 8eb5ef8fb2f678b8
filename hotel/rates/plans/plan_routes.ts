import { Type } from "typebox";
import { actorOf } from "../../access/principal.ts";
import type { App } from "../../http/app.ts";
import { answer, sendChange } from "../../http/changing_call.ts";
import { entityTag } from "../../http/if_match.ts";
import { refusals, sendRefusal } from "../../http/problem.ts";
import { readChange } from "../../properties/changing_call.ts";
import { pageOf } from "../../properties/find_hotels.ts";
import { mayInHotel } from "../../properties/permission.ts";
import * as parts from "../../properties/route_schemas.ts";
import { closed, Id, Status } from "../../properties/schemas.ts";
import type { Services } from "../../services.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { changeRatePlan, noSuchRatePlan } from "./change_rate_plan.ts";
import { createRatePlan } from "./create_rate_plan.ts";
import { NewRatePlan, ratePlanChanges, RatePlanView } from "./schemas.ts";
import { seenPlan, seenPlans } from "./seen_rates.ts";

const tags = ["rates"];
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;

const RatePlanPath = closed({ hotel_id: Id, rate_plan_id: Id });
const RatePlanPage = Type.Object({
  rate_plans: Type.Array(RatePlanView),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});
const PlanQuery = closed({ status: Type.Optional(Status), ...parts.pageQuery });
const CreationBody = closed({ ...NewRatePlan.properties, idempotency_key: parts.IdempotencyKey });
const ChangeBody = Type.Object(
  { ...ratePlanChanges, idempotency_key: parts.IdempotencyKey },
  { additionalProperties: false, minProperties: 1 },
);

/** `/v1/hotels/{hotel_id}/rate-plans`: the public ones seen by everybody, all by the staff, changed by managers. */
export function planRoutes(app: App, services: Services, lock: LockRoomTypes): void {
  enterPlan(app, services, lock);
  listPlans(app, services);
  showPlan(app, services);
  editPlan(app, services, lock);
  retirePlan(app, services, lock);
}

function enterPlan(app: App, { database }: Services, lock: LockRoomTypes): void {
  const schema = {
    tags,
    summary: "Enter a rate plan",
    description: "On sale at once to those it is for. See docs/rates_plans.md for how a price comes about.",
    params: parts.HotelPath,
    headers: parts.CreationHeaders,
    body: CreationBody,
    response: {
      201: RatePlanView,
      ...refusals(
        "invalid_request",
        ...NOT_ALLOWED,
        "not_found",
        "wrong_state",
        "in_use",
        "already_exists",
        "idempotency_key_reused",
      ),
    },
  };
  app.post("/v1/hotels/:hotel_id/rate-plans", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const allowed = await mayInHotel(database.pool, request.principal, "rates.write", hotelId);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const { idempotency_key: _key, ...plan } = request.body;
    const by = actorOf(request.principal, request.id);
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await createRatePlan(tx, { hotelId, plan, by }, lock), 201, (created) => created),
    );
  });
}

function listPlans(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The rate plans of a hotel in the order of their ids",
    description: "Guests see those that everybody may book, and of them what they need to know.",
    params: parts.HotelPath,
    querystring: PlanQuery,
    response: { 200: RatePlanPage, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/rate-plans", { schema }, async (request, reply) => {
    const { status, cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const seen = await seenPlans(database, request.principal, request.params.hotel_id);
    if (!seen.accepted) return sendRefusal(reply, seen.refusal);
    const after = parts.afterCursor(cursor) ?? 0;
    const rest = seen.value.filter((plan) => plan.rate_plan_id > after && (status ?? plan.status) === plan.status);
    const page = pageOf(rest, limit, (plan) => plan.rate_plan_id);
    return { rate_plans: [...page.rows], next_cursor: parts.cursorOf(page.next) };
  });
}

function showPlan(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One rate plan",
    params: RatePlanPath,
    response: { 200: RatePlanView, ...refusals("invalid_request", "not_found") },
  };
  app.get("/v1/hotels/:hotel_id/rate-plans/:rate_plan_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, rate_plan_id: ratePlanId } = request.params;
    const plan = await seenPlan(database, request.principal, hotelId, ratePlanId);
    if (plan === undefined) return sendRefusal(reply, noSuchRatePlan(hotelId, ratePlanId).refusal);
    reply.header("etag", entityTag(plan.version));
    return plan;
  });
}

function editPlan(app: App, { database }: Services, lock: LockRoomTypes): void {
  const schema = {
    tags,
    summary: "Change a rate plan",
    description:
      "Whole fields: a list that is sent takes the place of the one before. What is booked keeps its price and terms.",
    params: RatePlanPath,
    headers: parts.ChangeHeaders,
    body: ChangeBody,
    response: {
      200: RatePlanView,
      ...refusals("invalid_request", ...NOT_ALLOWED, "in_use", ...parts.CHANGE_REFUSALS),
    },
  };
  app.patch("/v1/hotels/:hotel_id/rate-plans/:rate_plan_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, rate_plan_id: ratePlanId } = request.params;
    const read = await readChange(database, request, hotelId, "rates.write");
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const { idempotency_key: _key, ...changes } = request.body;
    const change = { hotelId, ratePlanId, ...read.value, changes };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeRatePlan(tx, change, lock), 200, (changed) => changed),
    );
  });
}

function retirePlan(app: App, { database }: Services, lock: LockRoomTypes): void {
  const schema = {
    tags,
    summary: "Retire a rate plan",
    description: "It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.",
    params: RatePlanPath,
    headers: parts.ChangeHeaders,
    response: {
      200: RatePlanView,
      ...refusals("invalid_request", ...NOT_ALLOWED, "in_use", ...parts.CHANGE_REFUSALS),
    },
  };
  app.delete("/v1/hotels/:hotel_id/rate-plans/:rate_plan_id", { schema }, async (request, reply) => {
    const { hotel_id: hotelId, rate_plan_id: ratePlanId } = request.params;
    const read = await readChange(database, request, hotelId, "rates.write");
    if (!read.accepted) return sendRefusal(reply, read.refusal);
    const change = { hotelId, ratePlanId, ...read.value, changes: { status: "retired" as const } };
    return sendChange({ database, request, reply, hotelId }, async (tx) =>
      answer(await changeRatePlan(tx, change, lock), 200, (changed) => changed),
    );
  });
}

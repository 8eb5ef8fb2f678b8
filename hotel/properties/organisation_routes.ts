import { coverageOf, INSTALLATION, may } from "../access/permissions.ts";
import type { App } from "../http/app.ts";
import { answer, sendChange } from "../http/changing_call.ts";
import { entityTag, readIfMatch } from "../http/if_match.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import { createOrganisation, findOrganisation, listOrganisations, renameOrganisation } from "./organisations.ts";
import * as parts from "./route_schemas.ts";
import { closed, NewOrganisation, Organisation } from "./schemas.ts";

const tags = ["organisations"];
const Body = closed({ ...NewOrganisation.properties, idempotency_key: parts.IdempotencyKey });
const NOT_ALLOWED = ["unauthenticated", "forbidden"] as const;

/** `/v1/organisations`: who owns hotels. Seen by their staff, entered by administrators of the installation. */
export function organisationRoutes(app: App, services: Services): void {
  enterOrganisation(app, services);
  listOwnOrganisations(app, services);
  showOrganisation(app, services);
  changeOrganisation(app, services);
}

function enterOrganisation(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Enter an organisation",
    headers: parts.CreationHeaders,
    body: Body,
    response: { 201: Organisation, ...refusals("invalid_request", ...NOT_ALLOWED, "idempotency_key_reused") },
  };
  app.post("/v1/organisations", { schema }, async (request, reply) => {
    const allowed = may(request.principal, "organisation.write", INSTALLATION);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    return sendChange({ database, request, reply, hotelId: 0 }, async (tx) =>
      accept({ status: 201, body: await createOrganisation(tx, { name: request.body.name }) }),
    );
  });
}

function listOwnOrganisations(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "The organisations one works for",
    querystring: closed(parts.pageQuery),
    response: { 200: parts.OrganisationPage, ...refusals("invalid_request", ...NOT_ALLOWED) },
  };
  app.get("/v1/organisations", { schema }, async (request, reply) => {
    const coverage = coverageOf(request.principal, "hotel.read");
    const allowed = may(request.principal, "hotel.read", INSTALLATION);
    if (coverage.length === 0 && !allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const among = coverage === "everywhere" ? undefined : coverage.map(({ organisationId }) => organisationId);
    const { cursor, limit = parts.DEFAULT_LIMIT } = request.query;
    const page = await listOrganisations(database.pool, { among, after: parts.afterCursor(cursor), limit });
    return { organisations: [...page.rows], next_cursor: parts.cursorOf(page.next) };
  });
}

function showOrganisation(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "One organisation that one works for",
    params: parts.OrganisationPath,
    response: { 200: Organisation, ...refusals("invalid_request", ...NOT_ALLOWED, "not_found") },
  };
  app.get("/v1/organisations/:organisation_id", { schema }, async (request, reply) => {
    const { organisation_id: organisationId } = request.params;
    const coverage = coverageOf(request.principal, "hotel.read");
    const isOwn = coverage === "everywhere" || coverage.some((place) => place.organisationId === organisationId);
    const allowed = isOwn ? accept(true) : may(request.principal, "hotel.read", { organisationId, hotelId: null });
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const organisation = await findOrganisation(database.pool, organisationId);
    if (organisation === undefined) return sendRefusal(reply, absent(organisationId).refusal);
    reply.header("etag", entityTag(organisation.version));
    return organisation;
  });
}

function changeOrganisation(app: App, { database }: Services): void {
  const schema = {
    tags,
    summary: "Rename an organisation",
    params: parts.OrganisationPath,
    headers: parts.ChangeHeaders,
    body: Body,
    response: { 200: Organisation, ...refusals("invalid_request", ...NOT_ALLOWED, ...parts.CHANGE_REFUSALS) },
  };
  app.patch("/v1/organisations/:organisation_id", { schema }, async (request, reply) => {
    const { organisation_id: organisationId } = request.params;
    const allowed = may(request.principal, "organisation.write", { organisationId, hotelId: null });
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const version = readIfMatch(request.headers["if-match"]);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const change = { organisationId, version: version.value, name: request.body.name };
    return sendChange({ database, request, reply, hotelId: 0 }, async (tx) =>
      answer(await renameOrganisation(tx, change), 200, (organisation) => organisation),
    );
  });
}

function absent(organisationId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no organisation ${organisationId}.`);
}

import { Type } from "typebox";
import type { Static } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import type { Access } from "./access.ts";
import { createApiKey, findApiKeys, revokeApiKey } from "./api_keys.ts";
import type { ApiKeyRecord } from "./api_keys.ts";
import { coverageOf, INSTALLATION, may } from "./permissions.ts";
import { resolvePlace } from "./role_wishes.ts";
import { ApiKey, ApiKeyPage, CreatedApiKey, Cursor, Id, NewApiKey } from "./schemas.ts";

const TAGS = ["access"];
const Path = Type.Object({ api_key_id: Id });
const ListQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }) },
  { additionalProperties: false },
);

/** `/v1/api-keys`: create, list, revoke. */
export function addApiKeyRoutes(app: App, { access }: Services): void {
  addCreate(app, access);
  addList(app, access);
  addRevoke(app, access);
}

function addCreate(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "Create an API key",
    description:
      "For a program of a partner, in one organisation or one hotel of it. The secret is shown in this answer only.",
    body: NewApiKey,
    response: { 201: CreatedApiKey, ...refusals("invalid_request", "unauthenticated", "forbidden") },
  };
  app.post("/v1/api-keys", { schema }, async (request, reply) => {
    const { name, scopes, organisation_id: organisationId } = request.body;
    const place = await resolvePlace(request.body, "", access.findOrganisation);
    if (!place.accepted) return sendRefusal(reply, place.refusal);
    const draft = { organisationId, hotelId: place.value.hotelId, name, scopes };
    const created = await createApiKey(access.database, request.principal, draft);
    if (!created.accepted) return sendRefusal(reply, created.refusal);
    // An id of a rolled-back attempt is given out again never, but it may have been asked for and remembered as unknown.
    access.authenticator.apiKeyChanged(created.value.record.apiKeyId);
    return reply.code(201).send({ ...shown(created.value.record), secret: created.value.secret });
  });
}

function addList(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "List API keys",
    description: "Those of the places where one is administrator, revoked ones as well.",
    querystring: ListQuery,
    response: { 200: ApiKeyPage, ...refusals("invalid_request", "unauthenticated", "forbidden") },
  };
  app.get("/v1/api-keys", { schema }, async (request, reply) => {
    const { principal, query } = request;
    const allowed = may(principal, "api_key.read", INSTALLATION);
    if (!allowed.accepted && coverageOf(principal, "api_key.read").length === 0)
      return sendRefusal(reply, allowed.refusal);
    const page = await findApiKeys(access.database.pool, principal, Number(query.cursor ?? 0), query.limit);
    return { api_keys: page.rows.map(shown), next_cursor: page.next === null ? null : String(page.next) };
  });
}

function addRevoke(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "Revoke an API key",
    description: "It stops working at once; a repeat answers the same.",
    params: Path,
    response: { 200: ApiKey, ...refusals("invalid_request", "unauthenticated", "not_found") },
  };
  app.delete("/v1/api-keys/:api_key_id", { schema }, async (request, reply) => {
    const { principal, params } = request;
    if (principal.kind === "anonymous")
      return sendRefusal(reply, refuse("unauthenticated", "Sign in to revoke a key.").refusal);
    const revoked = await revokeApiKey(access.database, principal, params.api_key_id);
    if (!revoked.accepted) return sendRefusal(reply, revoked.refusal);
    access.authenticator.apiKeyChanged(params.api_key_id);
    return shown(revoked.value);
  });
}

function shown(record: ApiKeyRecord): Static<typeof ApiKey> {
  return {
    api_key_id: record.apiKeyId,
    organisation_id: record.organisationId,
    hotel_id: record.hotelId,
    name: record.name,
    scopes: [...record.scopes],
    created_at: record.createdAt.toISOString(),
    revoked_at: record.revokedAt?.toISOString() ?? null,
  };
}

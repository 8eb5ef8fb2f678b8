import { Type } from "typebox";
import type { Static } from "typebox";
import type { App } from "../http/app.ts";
import { CreationHeaders } from "../http/call_schemas.ts";
import { answer, changeOnce, sendAnswered } from "../http/changing_call.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Access } from "./access.ts";
import { createApiKey, findApiKeys, revokeApiKey } from "./api_keys.ts";
import type { ApiKeyRecord } from "./api_keys.ts";
import { refusingUnknownPlace } from "./create_user.ts";
import { coverageOf, INSTALLATION, may } from "./permissions.ts";
import { resolvePlace } from "./role_wishes.ts";
import { ApiKey, ApiKeyPage, CreatedApiKey, Cursor, Id, NewApiKey } from "./schemas.ts";

const TAGS = ["access"];
const KEY_REFUSALS = ["idempotency_key_conflict", "idempotency_key_reused"] as const;
const SHOWN_ONCE = "The secret was shown once, in the first answer. If it is lost, revoke this key and create another.";
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
    headers: CreationHeaders,
    body: NewApiKey,
    response: { 201: CreatedApiKey, ...refusals("invalid_request", ...KEY_REFUSALS, "unauthenticated", "forbidden") },
  };
  app.post("/v1/api-keys", { schema }, async (request, reply) => {
    const { name, scopes, organisation_id: organisationId } = request.body;
    const place = await resolvePlace(request.body, "", access.findOrganisation);
    if (!place.accepted) return sendRefusal(reply, place.refusal);
    const draft = { organisationId, hotelId: place.value.hotelId, name, scopes };
    const allowed = may(request.principal, "api_key.write", draft);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const call = { database: access.database, request, hotelId: 0, seal: access.sealFingerprint };
    const created = await refusingUnknownPlace(() =>
      changeOnce(call, async (tx) => {
        const { record, secret } = await createApiKey(tx, draft);
        const body = shown(record);
        return accept({
          status: 201,
          body: { ...body, secret: null, message: SHOWN_ONCE },
          firstBody: { ...body, secret },
        });
      }),
    );
    // Its id may have been asked for before it was committed, and remembered as unknown.
    if (created.accepted) access.authenticator.apiKeyChanged(created.value.body.api_key_id);
    return sendAnswered(reply, created);
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
    headers: CreationHeaders,
    response: { 200: ApiKey, ...refusals("invalid_request", ...KEY_REFUSALS, "unauthenticated", "not_found") },
  };
  app.delete("/v1/api-keys/:api_key_id", { schema }, async (request, reply) => {
    const { principal, params } = request;
    if (principal.kind === "anonymous")
      return sendRefusal(reply, refuse("unauthenticated", "Sign in to revoke a key.").refusal);
    const call = { database: access.database, request, hotelId: 0 };
    const revoked = await changeOnce(call, async (tx) =>
      answer(await revokeApiKey(tx, principal, params.api_key_id), 200, shown),
    );
    access.authenticator.apiKeyChanged(params.api_key_id);
    return sendAnswered(reply, revoked);
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

import { Type } from "typebox";
import type { Static } from "typebox";
import type { App } from "../http/app.ts";
import { readIfMatch } from "../http/if_match.ts";
import type { Answered, OnceAnswer } from "../http/answer_once.ts";
import { ChangeHeaders, CreationHeaders } from "../http/call_schemas.ts";
import { changePrepared, sendAnswered, type ChangingCall, type PrincipalRequest } from "../http/changing_call.ts";
import { refusals, sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { Access } from "./access.ts";
import { findAccount } from "./accounts.ts";
import type { Account } from "./accounts.ts";
import { refusePassword } from "./change_password.ts";
import { changeUser } from "./change_user.ts";
import { createUser, refusingUnknownPlace } from "./create_user.ts";
import { findUsers } from "./find_users.ts";
import { passwordFault } from "./passwords.ts";
import { coverageOf, INSTALLATION, may } from "./permissions.ts";
import type { Principal } from "./principal.ts";
import { resolveRoles } from "./role_wishes.ts";
import { Cursor, Id, NewUser, User, UserChanges, UserPage } from "./schemas.ts";
import type { AccountChange } from "./user_rules.ts";
import { mayGrantAll, maySeeAccount, visibleRoles } from "./user_rules.ts";

const TAGS = ["access"];
const KEY_REFUSALS = ["idempotency_key_conflict", "idempotency_key_reused"] as const;
const Path = Type.Object({ user_id: Id });
const ListQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }) },
  { additionalProperties: false },
);

/** `/v1/users`: create, list, read, change. */
export function addUserRoutes(app: App, services: Services): void {
  addCreate(app, services.access);
  addList(app, services.access);
  addRead(app, services.access);
  addChange(app, services.access);
}

function addCreate(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "Create a user",
    description: "Roles can be given only where one is administrator oneself.",
    headers: CreationHeaders,
    body: NewUser,
    response: {
      201: User,
      ...refusals("invalid_request", ...KEY_REFUSALS, "unauthenticated", "forbidden", "already_exists", "overloaded"),
    },
  };
  app.post("/v1/users", { schema }, async (request, reply) => {
    const { principal, body } = request;
    const roles = await resolveRoles(body.roles, access.findOrganisation);
    if (!roles.accepted) return sendRefusal(reply, roles.refusal);
    const allowed = mayGrantAll(principal, roles.value);
    if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
    const created = await refusingUnknownPlace(() =>
      changePrepared(callOf(access, request), async () => {
        const passwordHash = await hashNew(access, body.password, body.email);
        if (!passwordHash.accepted) return passwordHash;
        const { email, name = "" } = body;
        const draft = { email, name, passwordHash: passwordHash.value, roles: roles.value };
        return accept(async (tx) => userAnswer(principal, await createUser(tx, draft), 201));
      }),
    );
    return sendAnswered(reply, await withPerson(access, created));
  });
}

function addList(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "List users",
    description: "Those with a role where one may read users.",
    querystring: ListQuery,
    response: { 200: UserPage, ...refusals("invalid_request", "unauthenticated", "forbidden") },
  };
  app.get("/v1/users", { schema }, async (request, reply) => {
    const { principal, query } = request;
    const coverage = coverageOf(principal, "user.read");
    if (coverage.length === 0) return refuseNowhere(reply, principal);
    const page = await findUsers(access.database.pool, coverage, Number(query.cursor ?? 0), query.limit);
    const next = page.next === null ? null : String(page.next);
    return { users: page.rows.map((account) => shown(principal, account)), next_cursor: next };
  });
}

function addRead(app: App, access: Access): void {
  const response = { 200: User, ...refusals("invalid_request", "unauthenticated", "not_found") };
  app.get(
    "/v1/users/me",
    { schema: { tags: TAGS, summary: "Read one's own account", response } },
    async (request, reply) => {
      const { principal } = request;
      if (principal.kind !== "staff")
        return sendRefusal(reply, refuse("unauthenticated", "Only staff have an account.").refusal);
      return sendUser(reply, principal, await findAccount(access.database.pool, principal.accountId));
    },
  );
  app.get(
    "/v1/users/:user_id",
    { schema: { tags: TAGS, summary: "Read a user", params: Path, response } },
    async (request, reply) => {
      const account = await findAccount(access.database.pool, request.params.user_id);
      return sendUser(reply, request.principal, account);
    },
  );
}

function addChange(app: App, access: Access): void {
  const schema = {
    tags: TAGS,
    summary: "Change a user",
    description:
      "Roles are replaced by those sent; roles in places that one does not govern stay. A new password and the status `disabled` " +
      "end the sessions of the user. Takes `If-Match`.",
    params: Path,
    headers: ChangeHeaders,
    body: UserChanges,
    response: {
      200: User,
      ...refusals(
        "invalid_request",
        ...KEY_REFUSALS,
        "unauthenticated",
        "forbidden",
        "not_found",
        "in_use",
        "version_conflict",
        "version_required",
        "overloaded",
      ),
    },
  };
  app.patch("/v1/users/:user_id", { schema }, async (request, reply) => {
    const { principal, body, params } = request;
    const version = readIfMatch(request.headers["if-match"]);
    if (!version.accepted) return sendRefusal(reply, version.refusal);
    const { user_id: accountId } = params;
    const account = await findAccount(access.database.pool, accountId);
    if (account === undefined || !maySeeAccount(principal, account))
      return sendRefusal(reply, notVisible(principal).refusal);
    const changed = await refusingUnknownPlace(() =>
      changePrepared(callOf(access, request), async () => {
        const change = await readChange(access, account, body);
        if (!change.accepted) return change;
        const command = { principal, accountId, version: version.value, change: change.value };
        return accept(async (tx) => userAnswer(principal, await changeUser(tx, command), 200));
      }),
    );
    access.authenticator.accountChanged(accountId);
    return sendAnswered(reply, await withPerson(access, changed));
  });
}

/** Hashing takes long and happens before the transaction; whoever may not see the account does not get that far. */
async function readChange(
  access: Access,
  account: Account,
  { password, roles, idempotency_key: _key, ...rest }: UserChanges,
): Promise<Decision<AccountChange>> {
  const grants = roles === undefined ? undefined : await resolveRoles(roles, access.findOrganisation);
  if (grants && !grants.accepted) return grants;
  const hashed = password === undefined ? undefined : await hashNew(access, password, account.email);
  if (hashed && !hashed.accepted) return hashed;
  return accept({
    ...rest,
    ...(grants && { roles: grants.value }),
    ...(hashed && { passwordHash: hashed.value }),
  });
}

async function hashNew(access: Access, password: string, email: string): Promise<Decision<string>> {
  const fault = passwordFault(password, email);
  return fault === undefined ? access.passwords.hash(password) : refusePassword(fault, "/password");
}

/** The body may hold a password, so its fingerprint is sealed. */
function callOf(access: Access, request: PrincipalRequest): ChangingCall {
  return { database: access.database, request, hotelId: 0, seal: access.sealFingerprint };
}

type KeptUser = Omit<Static<typeof User>, "email" | "name">;

/** What is kept for repeats carries the id and not the person. */
function userAnswer(principal: Principal, decision: Decision<Account>, status: number): Decision<OnceAnswer<KeptUser>> {
  if (!decision.accepted) return decision;
  const firstBody = shown(principal, decision.value);
  const { email: _email, name: _name, ...body } = firstBody;
  return accept({ status, body, firstBody });
}

/** A repeat gets the person from the account as it is now. */
async function withPerson(
  { database }: Access,
  decision: Decision<Answered<KeptUser>>,
): Promise<Decision<Answered<KeptUser>>> {
  if (!decision.accepted || !decision.value.replayed) return decision;
  const { body } = decision.value;
  const account = await findAccount(database.pool, body.user_id);
  return account === undefined
    ? refuse("not_found", "There is no such user, or you may not see them.")
    : accept({ ...decision.value, firstBody: { ...body, email: account.email, name: account.name } });
}

function sendUser<Reply extends AnyReply>(reply: Reply, principal: Principal, account: Account | undefined): Reply {
  if (account === undefined || !maySeeAccount(principal, account))
    return sendRefusal(reply, notVisible(principal).refusal);
  reply.header("etag", `"${account.version}"`);
  reply.send(shown(principal, account));
  return reply;
}

function notVisible(principal: Principal): ReturnType<typeof refuse> {
  if (principal.kind === "anonymous") return refuse("unauthenticated", "Sign in to see users.");
  return refuse("not_found", "There is no such user, or you may not see them.");
}

function refuseNowhere<Reply extends AnyReply>(reply: Reply, principal: Principal): Reply {
  const decision = may(principal, "user.read", INSTALLATION);
  if (decision.accepted) throw new Error("somebody who may read all users may read them nowhere");
  return sendRefusal(reply, decision.refusal);
}

function shown(principal: Principal, account: Account): Static<typeof User> {
  const isOwn = principal.kind === "staff" && principal.accountId === account.accountId;
  const roles = isOwn ? account.roles : visibleRoles(principal, account.roles);
  return {
    user_id: account.accountId,
    email: account.email,
    name: account.name,
    status: account.status,
    roles: roles.map(({ organisationId, hotelId, role }) => ({
      organisation_id: organisationId,
      hotel_id: hotelId,
      role,
    })),
    version: account.version,
    created_at: account.createdAt.toISOString(),
  };
}

import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, TEST_PASSWORD, testHttpServer } from "../testing/http_server.ts";
import { accessRoutes } from "./routes.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database, { routes: [accessRoutes] });

type Method = "POST" | "PATCH" | "PUT" | "DELETE";
type Json = Record<string, unknown>;

/** A changing call that can be made again and again, each time with a resource of its own. */
interface Case {
  readonly name: string;
  /** Makes what the call works on, and tells the call, another body for it, and whose it is. */
  readonly prepare: () => Promise<{ url: string; body?: Json; otherBody?: Json; token: string; version?: number }>;
  readonly method: Method;
  readonly status: number;
}

let administrator = "";
let organisationId = 0;
let people = 0;

beforeAll(async () => {
  administrator = (await staffToken(services, { role: "administrator" })).token;
  const { rows } = await database.pool.query<{ id: number }>(
    "INSERT INTO organisation (name) VALUES ('One') RETURNING organisation_id AS id",
  );
  organisationId = rows[0]?.id ?? 0;
});

function newUser(): Json {
  people += 1;
  return {
    email: `p${people}@example.com`,
    name: "Pia",
    password: "correct horse battery",
    roles: [{ role: "manager" }],
  };
}

function newKey(): Json {
  return { organisation_id: organisationId, name: "Partner", scopes: ["reservation.read"] };
}

const cases: readonly Case[] = [
  {
    name: "creating a user",
    method: "POST",
    status: 201,
    prepare: async () => {
      const body = newUser();
      return {
        url: "/v1/users",
        token: administrator,
        body,
        otherBody: { ...body, password: "another horse battery" },
      };
    },
  },
  {
    name: "disabling a user",
    method: "PATCH",
    status: 200,
    prepare: async () => {
      const { accountId } = await staffToken(services, { role: "front_desk", organisationId });
      const url = `/v1/users/${accountId}`;
      return { url, token: administrator, body: { status: "disabled" }, otherBody: { status: "active" }, version: 1 };
    },
  },
  {
    name: "a new password for a user",
    method: "PATCH",
    status: 200,
    prepare: async () => {
      const { accountId } = await staffToken(services, { role: "front_desk", organisationId });
      const [body, otherBody] = [{ password: "a fresh horse battery" }, { password: "a stale horse battery" }];
      return { url: `/v1/users/${accountId}`, token: administrator, body, otherBody, version: 1 };
    },
  },
  {
    name: "creating an API key",
    method: "POST",
    status: 201,
    prepare: async () => ({
      url: "/v1/api-keys",
      token: administrator,
      body: newKey(),
      otherBody: { ...newKey(), name: "Another" },
    }),
  },
  {
    name: "revoking an API key",
    method: "DELETE",
    status: 200,
    prepare: async () => {
      const created = await call("POST", { url: "/v1/api-keys", token: administrator, body: newKey() });
      return { url: `/v1/api-keys/${String(created.body["api_key_id"])}`, token: administrator };
    },
  },
];

async function call(
  method: Method,
  { url, body, token, version }: Awaited<ReturnType<Case["prepare"]>>,
  key?: string,
): Promise<{ status: number; body: Json; replayed: boolean; etag: unknown }> {
  const headers = {
    ...bearer(token),
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
  };
  const reply = await app.inject({ method, url, headers, ...(body && { payload: body }) });
  return {
    status: reply.statusCode,
    body: reply.body === "" ? {} : reply.json<Json>(),
    replayed: reply.headers["idempotent-replayed"] === "true",
    etag: reply.headers.etag,
  };
}

/** A secret is shown once: what a repeat shows instead. */
function withoutSecret(body: Json): Json {
  if (!("secret" in body)) return body;
  return { ...body, secret: null, message: expect.stringContaining("shown once") };
}

test.each(cases)("$name: a repeat gets the first answer and changes nothing", async ({ method, status, prepare }) => {
  const request = await prepare();
  const key = crypto.randomUUID();
  const one = await call(method, request, key);
  const before = await everything();
  const two = await call(method, request, key);
  expect([one.status, two.status]).toEqual([status, status]);
  expect([one.replayed, two.replayed]).toEqual([false, true]);
  expect(two.body).toEqual(withoutSecret(one.body));
  expect(two.etag).toBe(one.etag);
  expect(await everything()).toEqual(before);
});

test.each(cases)("$name: ten at once have one effect", async ({ method, status, prepare }) => {
  const request = await prepare();
  const before = await everything();
  const key = crypto.randomUUID();
  const replies = await Promise.all(Array.from({ length: 10 }, () => call(method, request, key)));
  expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => status));
  expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const first = replies.find(({ replayed }) => !replayed);
  for (const { body } of replies.filter(({ replayed }) => replayed)) {
    expect(body).toEqual(withoutSecret(first?.body ?? {}));
  }
  const after = await everything();
  const changes = after.length + after.reduce((sum, row) => sum + row.version, 0);
  const had = before.length + before.reduce((sum, row) => sum + row.version, 0);
  // A new row counts itself and its first version, a change one version, a revocation one as well.
  expect(changes - had).toBe(method === "POST" ? 2 : 1);
});

test.each(cases.filter(({ method }) => method !== "DELETE"))(
  "$name: the same key with another body is refused",
  async ({ method, prepare }) => {
    const { otherBody, ...request } = await prepare();
    const key = crypto.randomUUID();
    await call(method, request, key);
    const before = await everything();
    expect(await call(method, { ...request, body: otherBody ?? {} }, key)).toMatchObject({
      status: 422,
      body: { error: "idempotency_key_reused" },
    });
    expect(await everything()).toEqual(before);
  },
);

test.each(cases.filter(({ method }) => method !== "DELETE"))(
  "$name: another key in the body than in the header is refused, the same is not",
  async ({ method, status, prepare }) => {
    const request = await prepare();
    const withKey = (key: string): typeof request => ({ ...request, body: { ...request.body, idempotency_key: key } });
    const key = crypto.randomUUID();
    expect(await call(method, withKey("one"), "two")).toMatchObject({
      status: 400,
      body: { error: "idempotency_key_conflict" },
    });
    expect(await call(method, withKey(key), key)).toMatchObject({ status, replayed: false });
    expect(await call(method, withKey(key))).toMatchObject({ status, replayed: true });
  },
);

test("one's own password: ten at once change it once, a repeat after signing in again is a repeat", async () => {
  const { token, email, accountId } = await staffToken(services, { role: "front_desk", organisationId });
  const body = { current_password: TEST_PASSWORD, new_password: "another one, long enough" };
  const request = { url: "/v1/users/me/password", token, body };
  const key = crypto.randomUUID();
  const replies = await Promise.all(Array.from({ length: 10 }, () => call("PUT", request, key)));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 204));
  expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await versionOf(accountId)).toBe(2);

  const signIn = await app.inject({
    method: "POST",
    url: "/v1/auth/token",
    payload: { email, password: body.new_password },
  });
  const fresh = { ...request, token: String(signIn.json<Json>()["access_token"]) };
  expect(await call("PUT", fresh, key)).toMatchObject({ status: 204, replayed: true });
  const other = { ...fresh, body: { ...body, new_password: "something else, long enough" } };
  expect(await call("PUT", other, key)).toMatchObject({ status: 422, body: { error: "idempotency_key_reused" } });
  const both = { ...fresh, body: { ...body, idempotency_key: "one" } };
  expect(await call("PUT", both, "two")).toMatchObject({ status: 400, body: { error: "idempotency_key_conflict" } });
  // Control: without the key the second one finds another password.
  expect(await call("PUT", fresh)).toMatchObject({ status: 401, body: { error: "wrong_credentials" } });
  expect(await versionOf(accountId)).toBe(2);
});

test("control: without a key each of ten is done", async () => {
  const before = await everything();
  const request = { url: "/v1/api-keys", token: administrator, body: newKey() };
  const replies = await Promise.all(Array.from({ length: 10 }, () => call("POST", request)));
  expect(new Set(replies.map(({ body }) => body["secret"])).size).toBe(10);
  expect(await everything()).toHaveLength(before.length + 10);
});

test("what is kept for repeats holds no secret, no password and no person", async () => {
  const secrets = ["correct horse", "battery", "long enough", "@example.com", "Pia", "lrk_"];
  const { rows } = await database.pool.query<{ row: string }>(
    "SELECT idempotency_key::text AS row FROM idempotency_key",
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { row } of rows) for (const secret of secrets) expect(row).not.toContain(secret);
});

test("a refused call is not remembered: with the same key it can succeed later", async () => {
  const taken = newUser();
  await call("POST", { url: "/v1/users", token: administrator, body: taken });
  const key = crypto.randomUUID();
  const request = { url: "/v1/users", token: administrator, body: taken };
  expect(await call("POST", request, key)).toMatchObject({ status: 409, body: { error: "already_exists" } });
  await database.pool.query("UPDATE account SET email = 'moved@example.com' WHERE email = $1", [taken["email"]]);
  expect(await call("POST", request, key)).toMatchObject({ status: 201, replayed: false });
});

/** Every account and API key, with a number that rises with each change. */
async function everything(): Promise<{ name: string; version: number }[]> {
  const { rows } = await database.pool.query<{ name: string; version: number }>(`
    SELECT 'account ' || account_id AS name, version FROM account
     UNION ALL
    SELECT 'key ' || api_key_id, CASE WHEN revoked_at IS NULL THEN 1 ELSE 2 END FROM api_key
     ORDER BY name`);
  return rows;
}

async function versionOf(accountId: number): Promise<number> {
  const { rows } = await database.pool.query<{ version: number }>("SELECT version FROM account WHERE account_id = $1", [
    accountId,
  ]);
  return rows[0]?.version ?? 0;
}

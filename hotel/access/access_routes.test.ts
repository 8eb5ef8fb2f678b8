import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, partnerKey, staffToken, TEST_PASSWORD, testHttpServer } from "../testing/http_server.ts";
import { ensureFirstAdministrator } from "./first_administrator.ts";
import { accessRoutes } from "./routes.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database, { routes: [accessRoutes] });

let organisationId = 0;
let otherOrganisationId = 0;
let hotelId = 0;

beforeAll(async () => {
  const { rows } = await database.pool.query<{ id: number }>(
    "INSERT INTO organisation (name) VALUES ('One'), ('Other') RETURNING organisation_id AS id",
  );
  [organisationId = 0, otherOrganisationId = 0] = rows.map(({ id }) => id);
  const hotel = await database.pool.query<{ id: number }>(
    `INSERT INTO hotel (organisation_id, name, city, country, time_zone, currency)
     VALUES ($1, 'Hotel', 'Lisbon', 'PT', 'Europe/Lisbon', 'EUR') RETURNING hotel_id AS id`,
    [organisationId],
  );
  hotelId = hotel.rows[0]?.id ?? 0;
});

type Json = Record<string, unknown>;

async function call(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  url: string,
  token?: string,
  payload?: Json,
  headers = {},
) {
  const credentials = token === undefined ? {} : bearer(token);
  const reply = await app.inject({ method, url, headers: { ...credentials, ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body === "" ? {} : reply.json<Json>() };
}

function signIn(email: string, password: string): ReturnType<typeof call> {
  return call("POST", "/v1/auth/token", undefined, { email, password });
}

describe("sign-in", () => {
  test("gives a token that opens the own account, in any spelling of the e-mail", async () => {
    const { email, accountId } = await staffToken(services, { role: "front_desk", organisationId });
    const { status, body, headers } = await signIn(` ${email.toUpperCase()}`, TEST_PASSWORD);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 28_800 });
    expect(headers["cache-control"]).toBe("no-store");
    const me = await call("GET", "/v1/users/me", String(body["access_token"]));
    expect(me.body).toMatchObject({
      user_id: accountId,
      email,
      roles: [{ organisation_id: organisationId, hotel_id: null }],
    });
    expect(JSON.stringify(me.body)).not.toContain("scrypt");
  });

  test("says the same for an unknown e-mail, a wrong password and a disabled account", async () => {
    const { email, accountId } = await staffToken(services, { role: "front_desk", organisationId });
    const unknown = await signIn("nobody@example.com", TEST_PASSWORD);
    const wrong = await signIn(email, "not the password");
    await database.pool.query("UPDATE account SET status = 'disabled' WHERE account_id = $1", [accountId]);
    const disabled = await signIn(email, TEST_PASSWORD);
    for (const { status, body } of [unknown, wrong, disabled]) {
      expect(status).toBe(401);
      expect({ ...body, instance: "" }).toEqual({ ...unknown.body, instance: "" });
    }
  });

  test("stops after five failures, also when they come at once, and lets others in", async () => {
    const { email } = await staffToken(services, { role: "front_desk", organisationId });
    const other = await staffToken(services, { role: "front_desk", organisationId });
    const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn(email, "a wild guess")));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(7);
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(100);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(429);
    expect((await signIn(other.email, TEST_PASSWORD)).status).toBe(200);
  });

  test("successes do not use up the attempts", async () => {
    const { email } = await staffToken(services, { role: "front_desk", organisationId });
    for (let round = 0; round < 8; round += 1) expect((await signIn(email, TEST_PASSWORD)).status).toBe(200);
  });

  test("an old token in the header does not stop a new sign-in", async () => {
    const { email } = await staffToken(services, { role: "front_desk", organisationId });
    const { status } = await call("POST", "/v1/auth/token", "dead", { email, password: TEST_PASSWORD });
    expect(status).toBe(200);
  });
});

describe("a token dies", () => {
  test("when the account is disabled", async () => {
    const chief = await staffToken(services, { role: "administrator" });
    const { token, accountId } = await staffToken(services, { role: "front_desk", organisationId });
    expect((await call("GET", "/v1/users/me", token)).status).toBe(200);
    const change = await call(
      "PATCH",
      `/v1/users/${accountId}`,
      chief.token,
      { status: "disabled" },
      { "if-match": '"1"' },
    );
    expect(change.status).toBe(200);
    expect(await call("GET", "/v1/users/me", token)).toMatchObject({ status: 401, body: { error: "unauthenticated" } });
    const back = await call("PATCH", `/v1/users/${accountId}`, chief.token, { status: "active" }, { "if-match": "2" });
    expect(back.status).toBe(200);
    expect((await call("GET", "/v1/users/me", token)).status).toBe(401);
  });

  test("when the password changes", async () => {
    const { token, email } = await staffToken(services, { role: "front_desk", organisationId });
    const change = { current_password: TEST_PASSWORD, new_password: "another one, long enough" };
    expect((await call("PUT", "/v1/users/me/password", token, { ...change, current_password: "wrong" })).status).toBe(
      401,
    );
    expect(
      (await call("PUT", "/v1/users/me/password", token, { ...change, new_password: `${email}!!!!` })).status,
    ).toBe(400);
    expect((await call("PUT", "/v1/users/me/password", token, change)).status).toBe(204);
    expect((await call("GET", "/v1/users/me", token)).status).toBe(401);
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(401);
    expect((await signIn(email, change.new_password)).status).toBe(200);
  });

  test("but a new role holds at once with the old token", async () => {
    const chief = await staffToken(services, { role: "administrator" });
    const { token, accountId } = await staffToken(services, { role: "front_desk", organisationId });
    expect((await call("GET", "/v1/users", token)).status).toBe(403);
    const roles = [{ organisation_id: organisationId, role: "manager" }];
    await call("PATCH", `/v1/users/${accountId}`, chief.token, { roles }, { "if-match": "1" });
    expect((await call("GET", "/v1/users", token)).status).toBe(200);
  });
});

describe("users", () => {
  const draft = (email: string, roles: Json[]): Json => ({
    email,
    password: "long enough, is it not",
    name: "New",
    roles,
  });

  test("are created, read, changed and listed by an administrator of the organisation", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const created = await call(
      "POST",
      "/v1/users",
      token,
      draft("New@Example.com", [{ hotel_id: hotelId, role: "front_desk" }]),
    );
    expect(created).toMatchObject({ status: 201, body: { email: "new@example.com", version: 1, status: "active" } });
    expect(created.body["roles"]).toEqual([{ organisation_id: organisationId, hotel_id: hotelId, role: "front_desk" }]);
    const url = `/v1/users/${String(created.body["user_id"])}`;
    const read = await call("GET", url, token);
    expect(read.headers["etag"]).toBe('"1"');
    const changed = await call("PATCH", url, token, { name: "Newer" }, { "if-match": '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { name: "Newer", version: 2 } });
    const list = await call("GET", "/v1/users?limit=100", token);
    expect(JSON.stringify(list.body)).toContain("new@example.com");
    expect(list.body["next_cursor"]).toBeNull();
  });

  test("pages do not overlap and end", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await call("GET", `/v1/users?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`, token);
      seen.push(...(page.body["users"] as Json[]).map((user) => user["user_id"]));
      cursor = page.body["next_cursor"] as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(4);
  });

  test("the same e-mail is taken, also by two who create it at once", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const body = draft("twice@example.com", [{ organisation_id: organisationId, role: "manager" }]);
    const both = await Promise.all([call("POST", "/v1/users", token, body), call("POST", "/v1/users", token, body)]);
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
  });

  test("nobody appoints beyond the own reach, or takes over somebody of elsewhere", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const refused = [
      [{ role: "administrator" }],
      [{ organisation_id: otherOrganisationId, role: "front_desk" }],
      [{ organisation_id: organisationId, role: "front_desk" }, { role: "front_desk" }],
    ];
    for (const roles of refused) {
      expect(await call("POST", "/v1/users", token, draft("no@example.com", roles))).toMatchObject({ status: 403 });
    }
    const manager = await staffToken(services, { role: "manager", organisationId });
    const byManager = draft("no@example.com", [{ organisation_id: organisationId, role: "front_desk" }]);
    expect((await call("POST", "/v1/users", manager.token, byManager)).status).toBe(403);
    const chief = await staffToken(services, { role: "administrator" }, { role: "manager", organisationId });
    const takeover = await call(
      "PATCH",
      `/v1/users/${chief.accountId}`,
      token,
      { password: "mine now, thank you" },
      { "if-match": "1" },
    );
    expect(takeover.status).toBe(403);
    expect((await signIn(chief.email, TEST_PASSWORD)).status).toBe(200);
  });

  test("of elsewhere are not found, and roles elsewhere are not shown", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const stranger = await staffToken(services, { role: "front_desk", organisationId: otherOrganisationId });
    const shared = await staffToken(
      services,
      { role: "front_desk", organisationId: otherOrganisationId },
      { role: "front_desk", organisationId },
    );
    expect((await call("GET", `/v1/users/${stranger.accountId}`, token)).status).toBe(404);
    expect(
      (await call("PATCH", `/v1/users/${stranger.accountId}`, token, { name: "x" }, { "if-match": "1" })).status,
    ).toBe(404);
    expect((await call("GET", "/v1/users/999999", token)).status).toBe(404);
    const seen = await call("GET", `/v1/users/${shared.accountId}`, token);
    expect(seen.body["roles"]).toEqual([{ organisation_id: organisationId, hotel_id: null, role: "front_desk" }]);
  });

  test("an edit needs the version it has read: of two editors one has to look again", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const { accountId } = await staffToken(services, { role: "front_desk", organisationId });
    const url = `/v1/users/${accountId}`;
    expect((await call("PATCH", url, token, { name: "x" })).status).toBe(428);
    expect((await call("PATCH", url, token, { name: "x" }, { "if-match": "*" })).status).toBe(400);
    const edits = await Promise.all(
      ["a", "b"].map((name) => call("PATCH", url, token, { name }, { "if-match": '"1"' })),
    );
    expect(edits.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
    expect(edits.find(({ status }) => status === 412)?.body).toMatchObject({ error: "version_conflict", version: 2 });
  });

  test("anonymous callers and partners get nowhere", async () => {
    const { secret } = await partnerKey(services, organisationId, ["hotel.write", "reservation.force"]);
    const body = draft("no@example.com", [{ organisation_id: organisationId, role: "front_desk" }]);
    expect((await call("POST", "/v1/users", undefined, body)).status).toBe(401);
    expect((await call("GET", "/v1/users")).status).toBe(401);
    expect((await call("POST", "/v1/users", secret, body)).status).toBe(403);
    expect((await call("GET", "/v1/users", secret)).status).toBe(403);
    expect((await call("GET", "/v1/users/me", secret)).status).toBe(401);
  });

  test("a hotel or an organisation that does not exist is named", async () => {
    const { token } = await staffToken(services, { role: "administrator" });
    for (const place of [
      { hotel_id: 999_999 },
      { organisation_id: 999_999 },
      { organisation_id: otherOrganisationId, hotel_id: hotelId },
    ]) {
      const reply = await call("POST", "/v1/users", token, draft("lost@example.com", [{ ...place, role: "manager" }]));
      expect(reply).toMatchObject({ status: 400, body: { error: "invalid_request" } });
    }
  });
});

describe("API keys", () => {
  test("work with the secret shown once, until they are revoked", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const wanted = {
      organisation_id: organisationId,
      hotel_id: hotelId,
      name: "Channel",
      scopes: ["reservation.read"],
    };
    const created = await call("POST", "/v1/api-keys", token, wanted);
    expect(created.status).toBe(201);
    const secret = String(created.body["secret"]);
    const id = Number(created.body["api_key_id"]);
    expect(secret).toMatch(new RegExp(`^lrk_${id}_[\\w-]{43}$`));
    expect(await services.access.authenticator.authenticate(secret)).toEqual({
      kind: "partner",
      apiKeyId: id,
      organisationId,
      hotelId,
      scopes: ["reservation.read"],
    });
    const list = await call("GET", "/v1/api-keys?limit=100", token);
    expect(JSON.stringify(list.body)).toContain('"Channel"');
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const { rows } = await database.pool.query("SELECT * FROM api_key WHERE api_key_id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(10));
    const revoked = await call("DELETE", `/v1/api-keys/${id}`, token);
    expect(revoked.body["revoked_at"]).toEqual(expect.any(String));
    expect((await call("DELETE", `/v1/api-keys/${id}`, token)).body).toEqual(revoked.body);
    expect(await services.access.authenticator.authenticate(secret)).toBeUndefined();
    expect(await call("GET", "/v1/users", secret)).toMatchObject({ status: 401 });
  });

  test("one changed character, another id, an old form: refused", async () => {
    const { secret, apiKeyId } = await partnerKey(services, organisationId, ["hotel.read"]);
    const other = await partnerKey(services, organisationId, ["hotel.read"]);
    const wrong = [
      `${secret.slice(0, -2)}${secret.endsWith("AA") ? "BB" : "AA"}`,
      secret.replace(`lrk_${apiKeyId}_`, `lrk_${other.apiKeyId}_`),
      secret.replace(`lrk_${apiKeyId}_`, "lrk_99999999999_"),
      `${secret}A`,
      "lrk_1_",
    ];
    for (const credential of wrong)
      expect(await services.access.authenticator.authenticate(credential)).toBeUndefined();
    expect(await services.access.authenticator.authenticate(secret)).toMatchObject({ kind: "partner" });
  });

  test("are made and seen by administrators of the place only", async () => {
    const { token } = await staffToken(services, { role: "administrator", organisationId });
    const elsewhere = { organisation_id: otherOrganisationId, name: "X", scopes: ["hotel.read"] };
    expect((await call("POST", "/v1/api-keys", token, elsewhere)).status).toBe(403);
    const manager = await staffToken(services, { role: "manager", organisationId });
    expect(
      (await call("POST", "/v1/api-keys", manager.token, { ...elsewhere, organisation_id: organisationId })).status,
    ).toBe(403);
    expect((await call("GET", "/v1/api-keys", manager.token)).status).toBe(403);
    const foreign = await partnerKey(services, otherOrganisationId, ["hotel.read"]);
    expect((await call("DELETE", `/v1/api-keys/${foreign.apiKeyId}`, token)).status).toBe(404);
    expect((await call("DELETE", `/v1/api-keys/${foreign.apiKeyId}`)).status).toBe(401);
    expect(await services.access.authenticator.authenticate(foreign.secret)).toMatchObject({ kind: "partner" });
    expect((await call("POST", "/v1/api-keys", token, { ...elsewhere, scopes: ["user.write"] })).status).toBe(400);
  });
});

describe("the first administrator", () => {
  test("exists once, however many processes start, and is never changed by settings", async () => {
    await database.pool.query("UPDATE account SET status = 'disabled'");
    const wish = { email: "chief@example.com", password: undefined };
    const started = await Promise.all(Array.from({ length: 4 }, () => ensureFirstAdministrator(services.access, wish)));
    const [created, ...others] = started.filter((outcome) => outcome !== undefined);
    expect(others).toEqual([]);
    const password = created?.password ?? "";
    expect((await signIn("chief@example.com", password)).status).toBe(200);
    const again = await ensureFirstAdministrator(services.access, { ...wish, password: "something else entirely" });
    expect(again).toBeUndefined();
    expect((await signIn("chief@example.com", password)).status).toBe(200);
  });

  test("cannot be the last one to go: of two who remove each other at once, one stays", async () => {
    await database.pool.query("UPDATE account SET status = 'disabled'");
    const one = await staffToken(services, { role: "administrator" });
    const other = await staffToken(services, { role: "administrator" });
    const remove = (token: string, accountId: number): ReturnType<typeof call> =>
      call("PATCH", `/v1/users/${accountId}`, token, { roles: [] }, { "if-match": "1" });
    const both = await Promise.all([remove(one.token, other.accountId), remove(other.token, one.accountId)]);
    const [done, refused] = both.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(done).toBe(200);
    // The last one may not go (409); or the call comes from somebody who is no administrator any more, and sees nobody.
    expect([401, 404, 409]).toContain(refused);
    const last = both[0]?.status === 200 ? one : other;
    expect((await remove(last.token, last.accountId)).body).toMatchObject({ error: "in_use" });
  });

  test("a password that breaks the rule names its setting", async () => {
    await database.pool.query("UPDATE account SET status = 'disabled'");
    const wish = { email: "weak@example.com", password: "aaaaaaaaaaaaaaa" };
    await expect(ensureFirstAdministrator(services.access, wish)).rejects.toThrow(/^ADMIN_PASSWORD/);
  });
});

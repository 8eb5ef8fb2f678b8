import pg from "pg";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { CommitUnknown } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, partnerKey, staffToken, TEST_PASSWORD, testHttpServer } from "../testing/http_server.ts";
import { accessRoutes } from "../access/routes.ts";
import { healthRoutes } from "./health.ts";
import { metricsRoutes } from "./metrics_routes.ts";

const database = await testDatabase();

describe("failures", () => {
  const leak = Object.assign(new pg.DatabaseError("duplicate key value (email)=(anna@example.com)", 10, "error"), {
    code: "23505",
    detail: "Key (email)=(anna@example.com) already exists.",
    table: "guest",
  });
  const down = Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:5432"), { code: "ECONNREFUSED" });
  const shuttingDown = Object.assign(new pg.DatabaseError("terminating connection", 10, "error"), { code: "57P01" });
  const errors: Record<string, Error> = {
    bug: new TypeError("cannot read room 101 of undefined"),
    leak,
    down,
    shuttingDown,
    full: Object.assign(new pg.DatabaseError("could not extend file: No space left", 10, "error"), { code: "53100" }),
    cutOff: new Error("Client has encountered a connection error and is not queryable"),
    unknown: new CommitUnknown(shuttingDown),
    odd: Object.assign(new Error("teapot"), { statusCode: 418 }),
  };
  const { app, logLines } = testHttpServer(database, {
    routes: [
      (app) => {
        app.get("/fail/:how", { schema: { params: Type.Object({ how: Type.String() }) } }, (request) => {
          throw errors[request.params.how] ?? new Error("?");
        });
        const Numbered = Type.Object({ n: Type.Integer() });
        const wrong = { n: "not a number" } as unknown as { n: number };
        app.get("/mistake", { schema: { response: { 200: Numbered } } }, () => wrong);
      },
    ],
  });

  test.each([
    ["bug", 500, "internal_error", undefined],
    ["leak", 500, "internal_error", undefined],
    ["unknown", 500, "internal_error", undefined],
    ["odd", 500, "internal_error", undefined],
    ["down", 503, "overloaded", "1"],
    ["shuttingDown", 503, "overloaded", "1"],
    ["full", 503, "overloaded", "1"],
    ["cutOff", 503, "overloaded", "1"],
  ])("%s: %i, and the body reveals nothing but the request id", async (how, status, error, retryAfter) => {
    const reply = await app.inject({ url: `/fail/${how}`, headers: { "x-request-id": `find-me-${how}` } });
    expect(reply.statusCode).toBe(status);
    expect(reply.json()).toMatchObject({ error, status, instance: `urn:request:find-me-${how}` });
    expect(reply.body).not.toMatch(/anna|room 101|ECONN|10\.1|terminating|teapot|\.ts|guest/);
    expect(reply.headers["retry-after"]).toBe(retryAfter);
    const logged = logLines.filter((line) => line.includes(`find-me-${how}`));
    expect(logged.length).toBeGreaterThanOrEqual(2);
    expect(logged.join()).toContain('"stack"');
  });

  test("of the database tell the log codes and names, never the values of a row", () => {
    const logged = logLines.filter((line) => line.includes("find-me-leak")).join();
    expect(logged).toContain('"code":"23505"');
    expect(logged).toContain('"table":"guest"');
    expect(logged).not.toContain("anna");
  });

  test("a reply that breaks its own schema is a 500, not a wrong answer", async () => {
    const reply = await app.inject("/mistake");
    expect([reply.statusCode, reply.json<{ error: string }>().error]).toEqual([500, "internal_error"]);
  });
});

describe("the log", () => {
  test("has the request id and route, and no secrets, e-mail addresses, query strings or bodies", async () => {
    const { app, services, logLines } = testHttpServer(database, {
      slowRequestMs: -1,
      routes: [
        accessRoutes,
        (app) => {
          const querystring = Type.Object(
            { email: Type.String(), code: Type.String() },
            { additionalProperties: false },
          );
          app.get("/v1/find", { schema: { querystring } }, (request) => {
            request.log.warn(
              { req: request.raw, headers: request.headers, body: request.body, query: request.query },
              "careless",
            );
            request.log.info(
              { guest: { name: "Anna" }, email: "anna@example.com", password: "hunter2-hunter2" },
              "careless",
            );
            return { ok: true };
          });
        },
      ],
    });
    const { email, token } = await staffToken(services, { role: "administrator" });
    const signIn = { method: "POST", url: "/v1/auth/token" } as const;
    const reply = await app.inject({ ...signIn, payload: { email, password: TEST_PASSWORD } });
    const accessToken = reply.json<{ access_token: string }>().access_token;
    await app.inject({ ...signIn, payload: { email, password: "a wrong password" } });
    await app.inject({ url: `/v1/find?email=anna%40example.com&code=ABCD2345`, headers: bearer(token) });
    await app.inject({ url: `/v1/find?email=anna@example.com&code=ABCD2345&x=1`, headers: bearer(accessToken) });
    await app.inject({ url: "/nowhere/anna@example.com", headers: { "x-request-id": "anna-was-here" } });
    await app.inject({ url: "/v1/users/me", headers: bearer(`${token}x`) });
    const log = logLines.join("");
    for (const secret of [
      TEST_PASSWORD,
      "a wrong password",
      token,
      accessToken,
      email,
      "anna@",
      "anna%40",
      "ABCD2345",
      "hunter2",
      "Anna",
    ]) {
      expect(log).not.toContain(secret);
    }
    expect(log).toContain('"request_id":"anna-was-here"');
    expect(log).toContain('"route":"/v1/auth/token"');
    expect(log).toContain("careless");
    const lines = logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter(({ msg }) => msg === "request");
    expect(requests).toHaveLength(6);
    for (const line of requests)
      expect(line).toMatchObject({ request_id: expect.any(String), status: expect.any(Number) });
  });

  test("is silent about requests that went well", async () => {
    const { app, logLines } = testHttpServer(database, { routes: [healthRoutes] });
    await app.inject("/health/live");
    expect(logLines.filter((line) => !line.includes('"level":"debug"'))).toEqual([]);
  });
});

describe("schemas", () => {
  test("that would swallow unknown fields stop the server from starting", async () => {
    const open = Type.Object({ guest: Type.Object({ name: Type.String() }) }, { additionalProperties: false });
    const { app } = testHttpServer(database, {
      routes: [(app) => void app.post("/v1/open", { schema: { body: open } }, () => ({}))],
    });
    await expect(async () => app.ready()).rejects.toThrow(
      "POST /v1/open: body.guest must say additionalProperties: false",
    );
  });
});

describe("health and metrics", () => {
  test("live, ready, draining", async () => {
    const { app, services } = testHttpServer(database, { routes: [healthRoutes] });
    expect((await app.inject("/health/live")).json()).toEqual({ status: "live" });
    expect((await app.inject("/health/ready")).json()).toMatchObject({ reason: "search_index" });
    await services.search.feed.start();
    expect((await app.inject("/health/ready")).json()).toEqual({ status: "ready" });
    services.draining.active = true;
    const draining = await app.inject("/health/ready");
    expect([draining.statusCode, draining.json<{ reason: string }>().reason]).toEqual([503, "draining"]);
    expect((await app.inject("/health/live")).statusCode).toBe(200);
  });

  test("a database that is behind the program is not ready", async () => {
    const behind = await testDatabase();
    const { app } = testHttpServer(behind, { routes: [healthRoutes] });
    await behind.pool.query("DELETE FROM migration WHERE name = (SELECT max(name) FROM migration)");
    const reply = await app.inject("/health/ready");
    expect([reply.statusCode, reply.json<{ reason: string }>().reason]).toEqual([503, "migrations"]);
  });

  test("metrics are counted by route pattern and shown to neighbours and chief staff only", async () => {
    const { app, services } = testHttpServer(database, { routes: [healthRoutes, metricsRoutes, accessRoutes] });
    await app.inject("/v1/users/4711");
    await app.inject("/v1/users/4712");
    services.metrics.attempts.inc({ kind: "reserve" });
    services.metrics.beforeScrape.push(() => services.metrics.queueLength.set(7));
    const { body, headers } = await app.inject("/metrics");
    expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
    expect(body).toContain(
      'lastroom_http_request_seconds_count{method="GET",route="/v1/users/:user_id",status="401"} 2',
    );
    expect(body).toContain('lastroom_admission_attempts_total{kind="reserve"} 1');
    expect(body).toContain("lastroom_admission_queue_length 7");
    expect(body).not.toContain("4711");
    const { rows } = await database.pool.query<{ id: number }>(
      "INSERT INTO organisation (name) VALUES ('One') RETURNING organisation_id AS id",
    );
    const organisationId = rows[0]?.id ?? 0;
    const outside = { url: "/metrics", remoteAddress: "203.0.113.9" };
    const status = async (headers: Record<string, string> = {}): Promise<number> =>
      (await app.inject({ ...outside, headers })).statusCode;
    expect(await status()).toBe(401);
    expect(await status(bearer((await staffToken(services, { role: "manager", organisationId })).token))).toBe(403);
    expect(await status(bearer((await partnerKey(services, organisationId, ["hotel.write"])).secret))).toBe(403);
    expect(await status(bearer((await staffToken(services, { role: "manager" })).token))).toBe(200);
    const proxied = await app.inject({ url: "/metrics", headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(proxied.statusCode).toBe(401);
  });
});

describe("the API's description", () => {
  const { app } = testHttpServer(database, { routes: [accessRoutes, healthRoutes] });

  test("is OpenAPI 3.1, names problems and credentials, and does not change from one start to the next", async () => {
    const reply = await app.inject("/openapi.json");
    const description = reply.json<Record<string, Record<string, unknown>>>();
    expect(description["openapi"]).toBe("3.1.0");
    expect(description["components"]).toMatchObject({
      schemas: { Problem: { type: "object" } },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    });
    expect(description["paths"]).toMatchObject({
      "/v1/users": {
        post: {
          responses: {
            "201": { content: { "application/json": {} } },
            "403": { content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
          },
        },
      },
    });
    const again = testHttpServer(database, { routes: [accessRoutes, healthRoutes] });
    expect((await again.app.inject("/openapi.json")).body).toBe(reply.body);
    await again.app.close();
  });

  test("has a page that loads nothing from elsewhere", async () => {
    expect((await app.inject("/docs")).headers["location"]).toBe("/docs/");
    const page = await app.inject("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(sources).toEqual(["js/scalar.js"]);
    expect(page.body).not.toMatch(/https?:\/\//);
    const script = await app.inject("/docs/js/scalar.js");
    expect([script.statusCode, script.body.length > 1_000_000]).toEqual([200, true]);
  });

  test("replies of the API are not kept, framed or sniffed", async () => {
    expect((await app.inject("/health/live")).headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    });
  });
});

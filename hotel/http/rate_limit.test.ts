import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, partnerKey, staffToken, testHttpServer } from "../testing/http_server.ts";
import { healthRoutes } from "./health.ts";
import { addressKey } from "./rate_limit.ts";

const database = await testDatabase();
const rateLimit = { requestsPerMinute: 6, attemptsPerMinute: 2 };

function limitedServer(trustProxy: false | number = false): ReturnType<typeof testHttpServer> {
  return testHttpServer(database, {
    rateLimit,
    trustProxy,
    routes: [
      healthRoutes,
      (app) => {
        const schema = { response: { 200: Type.Object({ ok: Type.Boolean() }) } };
        app.get("/hello", { schema }, () => ({ ok: true }));
        app.get("/find", { schema, config: { rateClass: "find_booking" } }, () => ({ ok: true }));
      },
    ],
  });
}

describe("headers and refusals", () => {
  test("every reply tells the policy and what is left, and the seventh call is refused", async () => {
    const { app } = limitedServer();
    const replies = [];
    for (let call = 0; call < 7; call += 1) replies.push(await app.inject("/hello"));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(replies[0]?.headers).toMatchObject({
      "ratelimit-policy": '"address";q=6;w=60',
      ratelimit: '"address";r=5;t=10',
    });
    const last = replies[6];
    expect(last?.headers).toMatchObject({
      "retry-after": "10",
      "content-type": expect.stringContaining("problem+json"),
    });
    expect(last?.headers["ratelimit"]).toMatch(/^"address";r=0;t=(59|60)$/);
    expect(last?.json()).toMatchObject({ error: "too_many_requests", status: 429, retry_after: 10 });
  });

  test("guessing a booking has a stricter limit of its own", async () => {
    const { app } = limitedServer();
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await app.inject("/find")).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await app.inject("/hello")).statusCode).toBe(200);
  });

  test("probes are never limited", async () => {
    const { app } = limitedServer();
    for (let call = 0; call < 10; call += 1) {
      const reply = await app.inject("/health/live");
      expect(reply.statusCode).toBe(200);
      expect(reply.headers["ratelimit"]).toBeUndefined();
    }
  });

  test("unknown addresses count as well", async () => {
    const { app } = limitedServer();
    for (let call = 0; call < 6; call += 1) expect((await app.inject(`/nothing/${call}`)).statusCode).toBe(404);
    expect((await app.inject("/nothing")).statusCode).toBe(429);
  });
});

describe("who is counted", () => {
  test("staff and partners by themselves, and not at the cost of their neighbours", async () => {
    const { app, services } = limitedServer();
    const { token } = await staffToken(services, { role: "administrator" });
    const { rows } = await database.pool.query<{ id: number }>(
      "INSERT INTO organisation (name) VALUES ('One') RETURNING organisation_id AS id",
    );
    const { secret } = await partnerKey(services, rows[0]?.id ?? 0, ["hotel.read"]);
    for (const credential of [token, secret]) {
      const statuses = [];
      for (let call = 0; call < 7; call += 1) {
        statuses.push((await app.inject({ url: "/hello", headers: bearer(credential) })).statusCode);
      }
      expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    }
    const anonymous = await app.inject("/hello");
    expect(anonymous.headers["ratelimit"]).toBe('"address";r=5;t=10');
  });

  test("wrong credentials count against the address, and are not even looked at when it is used up", async () => {
    const { app, services } = limitedServer();
    const statuses = [];
    for (let call = 0; call < 7; call += 1) {
      statuses.push((await app.inject({ url: "/hello", headers: bearer(`guess-${call}`) })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
    const { token } = await staffToken(services, { role: "administrator" });
    expect((await app.inject({ url: "/hello", headers: bearer(token) })).statusCode).toBe(429);
  });

  test("X-Forwarded-For means nothing unless a proxy is trusted", async () => {
    const forged = async (app: ReturnType<typeof testHttpServer>["app"], call: number) =>
      (await app.inject({ url: "/hello", headers: { "x-forwarded-for": `203.0.113.${call}` } })).statusCode;
    const direct = limitedServer();
    const behindProxy = limitedServer(1);
    for (let call = 0; call < 6; call += 1) expect(await forged(direct.app, call)).toBe(200);
    expect(await forged(direct.app, 6)).toBe(429);
    for (let call = 0; call < 12; call += 1) expect(await forged(behindProxy.app, call)).toBe(200);
  });

  test("a client cannot choose its address by prepending to the header", async () => {
    const { app } = limitedServer(1);
    const statuses = [];
    for (let call = 0; call < 7; call += 1) {
      const headers = { "x-forwarded-for": `198.51.100.${call}, 203.0.113.9` };
      statuses.push((await app.inject({ url: "/hello", headers })).statusCode);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("%s is counted as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import type { InjectOptions } from "fastify";
import { Type } from "typebox";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, testHttpServer } from "../testing/http_server.ts";
import { refusalMeanings } from "../vocabulary/refusal_codes.ts";
import type { RefusalCode } from "../vocabulary/refusal_codes.ts";

const database = await testDatabase();
let handled = 0;

const Guest = Type.Object({ name: Type.String({ minLength: 1, maxLength: 10 }) }, { additionalProperties: false });
const Body = Type.Object(
  {
    hotel_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    guest: Type.Optional(Guest),
    hold: Type.Optional(Type.Boolean()),
    kind: Type.Optional(Type.Union([Type.Literal("a"), Type.Literal("b")])),
    stays: Type.Optional(Type.Array(Guest, { maxItems: 3 })),
    rooms: Type.Optional(Type.Union([Type.Literal("all"), Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 3 })])),
  },
  { additionalProperties: false },
);
const Query = Type.Object(
  { city: Type.String({ minLength: 1 }), guests: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) },
  { additionalProperties: false },
);

const { app } = testHttpServer(database, {
  routes: [
    (app) => {
      const response = { 200: Type.Object({ ok: Type.Boolean() }) };
      const handler = (): { ok: boolean } => {
        handled += 1;
        return { ok: true };
      };
      app.post("/v1/things", { schema: { body: Body, response } }, handler);
      app.get("/v1/things", { schema: { querystring: Query, response } }, handler);
      app.get(
        "/v1/things/:id",
        { schema: { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }), response } },
        handler,
      );
      app.delete("/v1/things/:id", { schema: { params: Type.Object({ id: Type.Integer() }), response } }, handler);
    },
  ],
});

function json(payload: string | Buffer, contentType = "application/json"): InjectOptions {
  return { method: "POST", url: "/v1/things", headers: { "content-type": contentType }, payload };
}

function body(value: unknown): InjectOptions {
  return json(JSON.stringify(value));
}

type Case = [name: string, request: InjectOptions | string, code: RefusalCode, field?: string, rule?: string];

const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;

const cases: Case[] = [
  ["no body", { method: "POST", url: "/v1/things" }, "invalid_request"],
  ["an empty body", json(""), "invalid_request"],
  ["half a document", json('{"hotel_id":'), "invalid_request"],
  ["two documents", json("{}{}"), "invalid_request"],
  ["a comment", json("{/* */}"), "invalid_request"],
  ["NaN", json('{"hotel_id":NaN}'), "invalid_request"],
  ["a byte order mark", json("\uFEFF{}"), "invalid_request"],
  ["bytes that are not UTF-8", json(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), "invalid_request"],
  ["NUL in a string", json('{"hotel_id":1,"guest":{"name":"a\\u0000b"}}'), "invalid_request"],
  ["NUL in a member's name", json('{"hotel_id":1,"a\\u0000b":1}'), "invalid_request"],
  ["half a surrogate pair", json('{"hotel_id":1,"guest":{"name":"\\ud83d"}}'), "invalid_request"],
  ["a prototype", json('{"hotel_id":1,"__proto__":{"hold":true}}'), "invalid_request"],
  ["a constructor", json('{"hotel_id":1,"constructor":{"prototype":{"hold":true}}}'), "invalid_request"],
  ["thirty thousand brackets", json(deep), "invalid_request"],
  ["an array", body([]), "invalid_request", "/", "type"],
  ["null", body(null), "invalid_request", "/", "type"],
  ["a string", body("hotel"), "invalid_request", "/", "type"],
  ["a missing field", body({}), "invalid_request", "/hotel_id", "required"],
  ["a missing field below", body({ hotel_id: 1, guest: {} }), "invalid_request", "/guest/name", "required"],
  ["an unknown field", body({ hotel_id: 1, colour: "red" }), "invalid_request", "/colour", "unknown_field"],
  [
    "an unknown field below",
    body({ hotel_id: 1, guest: { name: "a", "x/y~z": 1 } }),
    "invalid_request",
    "/guest/x~1y~0z",
    "unknown_field",
  ],
  [
    "an unknown field in a list",
    body({ hotel_id: 1, stays: [{ name: "a" }, { name: "b", x: 1 }] }),
    "invalid_request",
    "/stays/1/x",
    "unknown_field",
  ],
  ["a number as text", body({ hotel_id: "1" }), "invalid_request", "/hotel_id", "type"],
  ["a truth as number", body({ hotel_id: 1, hold: 1 }), "invalid_request", "/hold", "type"],
  ["a fraction", body({ hotel_id: 1.5 }), "invalid_request", "/hotel_id", "type"],
  ["zero", body({ hotel_id: 0 }), "invalid_request", "/hotel_id", "minimum"],
  ["an id that no database has", body({ hotel_id: 2_147_483_648 }), "invalid_request", "/hotel_id", "maximum"],
  ["a number beyond all numbers", json('{"hotel_id":1e999}'), "invalid_request", "/hotel_id", "type"],
  ["a choice that is none", body({ hotel_id: 1, kind: "c" }), "invalid_request", "/kind", "enum"],
  [
    "too long a text",
    body({ hotel_id: 1, guest: { name: "x".repeat(11) } }),
    "invalid_request",
    "/guest/name",
    "maxLength",
  ],
  [
    "too long a list",
    body({ hotel_id: 1, stays: Array.from({ length: 4 }, () => ({ name: "a" })) }),
    "invalid_request",
    "/stays",
    "maxItems",
  ],
  ["another content type", json("{}", "text/plain"), "unsupported_media_type"],
  ["a form", json("hotel_id=1", "application/x-www-form-urlencoded"), "unsupported_media_type"],
  ["no content type", { method: "POST", url: "/v1/things", payload: "{}", headers: {} }, "unsupported_media_type"],
  ["a content type that is none", json("{}", "application"), "unsupported_media_type"],
  ["65 KB", body({ hotel_id: 1, guest: { name: "x".repeat(66_000) } }), "too_large"],
  ["a missing query parameter", "/v1/things", "invalid_request", "city", "required"],
  ["an unknown query parameter", "/v1/things?city=a&checkin=x", "invalid_request", "checkin", "unknown_field"],
  ["a query parameter twice", "/v1/things?city=a&city=b", "invalid_request", "city", "type"],
  ["a word for a number", "/v1/things?city=a&guests=two", "invalid_request", "guests", "type"],
  ["an empty number", "/v1/things?city=a&guests=", "invalid_request", "guests", "type"],
  ["a number out of range", "/v1/things?city=a&guests=51", "invalid_request", "guests", "maximum"],
  ["a word for an id", "/v1/things/abc", "invalid_request", "id", "type"],
  ["a negative id", "/v1/things/-1", "invalid_request", "id", "minimum"],
  ["NUL in the query", "/v1/things?city=%00", "invalid_request"],
  ["NUL in the path", "/v1/things/%00", "invalid_request"],
  ["half an escape in the path", "/v1/things/%", "invalid_request"],
  ["half an escape in the query", "/v1/things?city=%e", "invalid_request"],
  ["an escape that is not UTF-8", "/v1/things?city=%ff%fe", "invalid_request"],
  ["an overlong id", `/v1/things/${"9".repeat(200)}`, "not_found"],
  ["an unknown address", "/v2/things?email=a@example.com", "not_found"],
  ["an address that climbs", "/v1/../etc/passwd", "not_found"],
  ["a method not of this address", { method: "PUT", url: "/v1/things" }, "method_not_allowed"],
  ["a method not of this id", { method: "PATCH", url: "/v1/things/1" }, "method_not_allowed"],
  [
    "credentials of another scheme",
    { url: "/v1/things?city=a", headers: { authorization: "Basic YTpi" } },
    "unauthenticated",
  ],
  ["empty credentials", { url: "/v1/things?city=a", headers: { authorization: "Bearer " } }, "unauthenticated"],
  ["credentials with a space inside", { url: "/v1/things?city=a", headers: bearer("a b") }, "unauthenticated"],
  ["nonsense credentials", { url: "/v1/things?city=a", headers: bearer("abc.def.ghi") }, "unauthenticated"],
  [
    "a manage token of nobody",
    { url: "/v1/things?city=a", headers: bearer(`lrm_01890000-0000-7000-8000-000000000007_${"A".repeat(43)}`) },
    "unauthenticated",
  ],
  ["endless credentials", { url: "/v1/things?city=a", headers: bearer("x".repeat(10_000)) }, "unauthenticated"],
];

describe("bad input gets a 4xx with its reason and reaches no handler:", () => {
  test.each(cases)("%s", async (_name, request, code, field, rule) => {
    const before = handled;
    const reply = await app.inject(request);
    expect(reply.headers["content-type"]).toMatch(/^application\/problem\+json/);
    const problem = reply.json<Record<string, unknown>>();
    expect(problem).toMatchObject({
      error: code,
      status: refusalMeanings[code].status,
      title: refusalMeanings[code].title,
    });
    expect(reply.statusCode).toBe(refusalMeanings[code].status);
    expect(problem["message"]).toBe(problem["detail"]);
    expect(String(problem["instance"])).toMatch(/^urn:request:[\w-]{36}$/);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|a@example\.com/);
    const errors = (problem["errors"] ?? []) as { field: string; rule: string }[];
    const wanted = field === undefined ? [] : [{ field, rule }];
    expect(errors.map(({ field, rule }) => ({ field, rule }))).toEqual(expect.arrayContaining(wanted));
    expect(handled).toBe(before);
  });

  test("the control: what the cases are made from is served", async () => {
    for (const request of [
      body({ hotel_id: 1, guest: { name: "Zoë 🛏" }, kind: "b" }),
      "/v1/things?city=S%C3%A3o%20Paulo&guests=2",
      "/v1/things/1",
    ]) {
      expect((await app.inject(request)).statusCode).toBe(200);
    }
    const escaped = json('{"hotel_id":1,"guest":{"name":"\\\\u0000\\ud83d\\udecf"}}');
    expect((await app.inject(escaped)).statusCode).toBe(200);
    const emptyDelete: InjectOptions = {
      method: "DELETE",
      url: "/v1/things/1",
      headers: { "content-type": "application/json" },
    };
    expect((await app.inject(emptyDelete)).statusCode).toBe(200);
  });
});

test("the errors of one request are told together, each once, at most 20", async () => {
  const reply = await app.inject(body({ hotel_id: "x", hold: "x", kind: 1, guest: { name: 1, y: 1 } }));
  const { errors } = reply.json<{ errors: { field: string }[] }>();
  expect(errors.map(({ field }) => field).toSorted()).toEqual([
    "/guest/name",
    "/guest/y",
    "/hold",
    "/hotel_id",
    "/kind",
  ]);
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`unknown_${index}`, 1]));
  const flood = await app.inject(body({ hotel_id: 1, ...many }));
  expect(flood.json<{ errors: unknown[] }>().errors).toHaveLength(20);
});

test.each([
  ["too many of a list", [1, 2, 3, 4], ["/rooms maxItems"]],
  ["a wrong entry of a list", [1, 0], ["/rooms/1 minimum"]],
  ["another word", "some", ["/rooms enum"]],
  ["a number", 7, ["/rooms enum"]],
])("where a list or a word may stand, %s is told as what it is", async (_, rooms, expected) => {
  const reply = await app.inject(body({ hotel_id: 1, rooms }));
  const { errors } = reply.json<{ errors: { field: string; rule: string }[] }>();
  expect(errors.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
});

test("a wrong method names the right ones", async () => {
  const reply = await app.inject({ method: "PUT", url: "/v1/things/1" });
  expect(reply.headers["allow"]).toBe("DELETE, GET, HEAD");
});

test("a request id that is well-formed is kept, any other replaced", async () => {
  const idOf = async (given: string): Promise<unknown> =>
    (await app.inject({ url: "/v1/things/1", headers: { "x-request-id": given } })).headers["x-request-id"];
  expect(await idOf("order-4711.a_b")).toBe("order-4711.a_b");
  for (const given of ["short", "x".repeat(65), "with space", '"quoted"', "<script>alert(1)</script>"]) {
    expect(await idOf(given)).toMatch(/^[0-9a-f-]{36}$/);
  }
});

describe("what is not HTTP gets an answer and a hang-up:", () => {
  let port = 0;
  beforeAll(async () => {
    await app.listen({ port: 0, host: "127.0.0.1" });
    port = (app.server.address() as AddressInfo).port;
  });

  const long = `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`;
  test.each<[string, string, number]>([
    ["another protocol", "SSH-2.0-OpenSSH_9.0\r\n\r\n", 400],
    ["TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400],
    ["an unknown method", "FETCH / HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["no Host", "GET /v1/things/1 HTTP/1.1\r\n\r\n", 400],
    ["two lengths", "POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400],
    [
      "a length and chunks",
      "POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["a negative length", "POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400],
    [
      "broken chunks",
      "POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      400,
    ],
    ["a space in the path", "GET /v1/things 1 HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["headers of 20 KB", long, 431],
  ])("%s", async (_name, sent, status) => {
    const answer = await exchange(port, sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test("with a problem as body", async () => {
    const answer = await exchange(port, long);
    expect(answer).toContain("Content-Type: application/problem+json");
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ error: "headers_too_large", status: 431 });
  });

  test("and the server goes on", async () => {
    const reply = await fetch(`http://127.0.0.1:${port}/v1/things/1`);
    expect(reply.status).toBe(200);
  });
});

/** Sends the bytes and returns all that comes back until the server hangs up. */
function exchange(port: number, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(sent, "latin1"));
    socket.setTimeout(20_000, () => socket.destroy(new Error("no answer in 20 s")));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

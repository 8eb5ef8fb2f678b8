import { describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer, type TestRole } from "../testing/http_server.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { createRoomType } from "./create_room_type.ts";
import { propertyRoutes } from "./routes.ts";

const database = await testDatabase();
const HOTEL = { name: "Casa do Rio", city: "Lisbon", country: "PT", time_zone: "Europe/Lisbon", currency: "EUR" };

const booked = new Set<number>();
const neighbours = {
  everBooked: async (_tx: unknown, hotelId: number): Promise<boolean> => booked.has(hotelId),
  hasRates: async (): Promise<boolean> => false,
  tellCurrency: async (): Promise<void> => undefined,
  allowance: { lock: async (): Promise<void> => undefined, change: async (): Promise<void> => undefined },
};
const { app, services } = testHttpServer(database, { routes: [propertyRoutes(neighbours)] });
await app.ready();

const tokens = new Map<string, string>();
await signIn("administrator", { role: "administrator" });
const mine = await enterOrganisation("Mine");
const other = await enterOrganisation("Other");
await signIn("manager", { role: "manager", organisationId: mine });
await signIn("desk", { role: "front_desk", organisationId: mine });
await signIn("manager elsewhere", { role: "manager", organisationId: other });
const first = await call("POST", "/v1/hotels", { body: { ...HOTEL, organisation_id: mine } });
await signIn("manager of a hotel", { role: "manager", organisationId: mine, hotelId: Number(first.body["hotel_id"]) });

describe("entering a hotel", () => {
  test("answers 201 with every field, its version as ETag", async () => {
    const { status, body, headers } = await call("POST", "/v1/hotels", { as: "manager", body: HOTEL });
    expect(status).toBe(201);
    expect(headers["etag"]).toBe('"1"');
    expect(body).toMatchObject({ ...HOTEL, organisation_id: mine, star_rating: null, photos: [], version: 1 });
    expect(await call("GET", `/v1/hotels/${String(body["hotel_id"])}`, { as: "nobody" })).toMatchObject({
      status: 200,
      body,
    });
  });

  test.each([
    ["nobody", undefined, 401],
    ["desk", undefined, 403],
    ["manager of a hotel", undefined, 403],
    ["manager", (): number => other, 403],
    ["administrator", undefined, 400],
    ["administrator", (): number => 999_999, 400],
  ] as const)("by %s is refused", async (as, organisation, status) => {
    const body = organisation === undefined ? HOTEL : { ...HOTEL, organisation_id: organisation() };
    expect((await call("POST", "/v1/hotels", { as, body })).status).toBe(status);
  });

  test.each([
    [{ ...HOTEL, time_zone: "Europe/Atlantis" }, "/time_zone", "time_zone"],
    [{ ...HOTEL, starrating: 3 }, "/starrating", "unknown_field"],
    [{ ...HOTEL, star_rating: 6 }, "/star_rating", "maximum"],
    [{ ...HOTEL, star_rating: "5" }, "/star_rating", "type"],
    [{ ...HOTEL, name: " " }, "/name", "pattern"],
    [{ ...HOTEL, name: "two\nlines" }, "/name", "pattern"],
    [{ ...HOTEL, name: "" }, "/name", "minLength"],
    [{ ...HOTEL, country: "pt" }, "/country", "pattern"],
    [{ ...HOTEL, check_in_time: "25:00" }, "/check_in_time", "pattern"],
    [{ ...HOTEL, latitude: 91, longitude: 0 }, "/latitude", "maximum"],
    [{ ...HOTEL, photos: ["ftp://a.example/1.jpg"] }, "/photos/0", "https_url"],
    [{ ...HOTEL, day_roll_hour: 2.5 }, "/day_roll_hour", "type"],
    [{ ...HOTEL, city: undefined }, "/city", "required"],
  ])("names the field and the rule it breaks: %#", async (wrong, field, rule) => {
    const { status, body } = await call("POST", "/v1/hotels", { as: "manager", body: wrong });
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_request" });
    expect(body["errors"]).toContainEqual(expect.objectContaining({ field, rule }));
  });

  test("is done once for an idempotency key, also when twenty arrive together", async () => {
    const body = { ...HOTEL, name: "Only one" };
    const calls = await Promise.all(
      Array.from({ length: 20 }, () => call("POST", "/v1/hotels", { as: "manager", body, key: "once" })),
    );
    expect(new Set(calls.map((one) => one.status))).toEqual(new Set([201]));
    expect(new Set(calls.map((one) => one.body["hotel_id"])).size).toBe(1);
    expect(calls.filter((one) => one.headers["idempotent-replayed"] === "true")).toHaveLength(19);
    const { rows } = await database.pool.query("SELECT FROM hotel WHERE name = 'Only one'");
    expect(rows).toHaveLength(1);
  });

  test("control: without a key each of twenty is done", async () => {
    const body = { ...HOTEL, name: "Twenty" };
    const calls = await Promise.all(
      Array.from({ length: 20 }, () => call("POST", "/v1/hotels", { as: "manager", body })),
    );
    expect(new Set(calls.map((one) => one.body["hotel_id"])).size).toBe(20);
  });

  test("refuses a key that stands for another body, or differs between header and body", async () => {
    await call("POST", "/v1/hotels", { as: "manager", body: HOTEL, key: "used" });
    const reused = await call("POST", "/v1/hotels", { as: "manager", body: { ...HOTEL, name: "Other" }, key: "used" });
    expect(reused).toMatchObject({ status: 422, body: { error: "idempotency_key_reused" } });
    const both = await call("POST", "/v1/hotels", {
      as: "manager",
      body: { ...HOTEL, idempotency_key: "a" },
      key: "b",
    });
    expect(both).toMatchObject({ status: 400, body: { error: "idempotency_key_conflict" } });
  });

  test("does not remember a refusal", async () => {
    const wrong = { ...HOTEL, time_zone: "Europe/Atlantis" };
    expect((await call("POST", "/v1/hotels", { as: "manager", body: wrong, key: "mended" })).status).toBe(400);
    expect((await call("POST", "/v1/hotels", { as: "manager", body: HOTEL, key: "mended" })).status).toBe(201);
  });
});

describe("changing a hotel", () => {
  test("needs the version that was read", async () => {
    const url = await enter();
    const body = { name: "Casa Nova" };
    expect(await call("PATCH", url, { as: "manager", body })).toMatchObject({ status: 428 });
    expect(await call("PATCH", url, { as: "manager", body, match: "*" })).toMatchObject({ status: 400 });
    expect(await call("PATCH", url, { as: "manager", body, match: '"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: "Casa Nova", version: 2 },
    });
    expect(await call("PATCH", url, { as: "manager", body, match: '"1"' })).toMatchObject({
      status: 412,
      body: { error: "version_conflict", version: 2 },
    });
  });

  test("repeated with its key gets the first answer instead of 412", async () => {
    const url = await enter();
    const edit = { as: "manager", body: { name: "Casa Nova" }, match: '"1"', key: "edit" } as const;
    expect((await call("PATCH", url, edit)).status).toBe(200);
    expect(await call("PATCH", url, edit)).toMatchObject({
      status: 200,
      headers: { "idempotent-replayed": "true", etag: '"2"' },
      body: { version: 2 },
    });
  });

  test("refuses an empty change, an unknown field and another organisation", async () => {
    const url = await enter();
    for (const body of [{}, { nmae: "x" }, { organisation_id: other }]) {
      expect((await call("PATCH", url, { as: "manager", body, match: '"1"' })).status).toBe(400);
    }
  });

  test("keeps the time zone once it was booked", async () => {
    const url = await enter();
    booked.add(Number(url.split("/").at(-1)));
    const edit = { as: "manager", body: { time_zone: "Asia/Tokyo" }, match: '"1"' } as const;
    expect(await call("PATCH", url, edit)).toMatchObject({ status: 409, body: { error: "in_use" } });
  });

  test("is for those who may, and a hotel that does not exist is not found", async () => {
    const url = await enter();
    const edit = { body: { name: "Mine now" }, match: '"1"' };
    expect((await call("PATCH", url, { ...edit, as: "nobody" })).status).toBe(401);
    expect((await call("PATCH", url, { ...edit, as: "desk" })).status).toBe(403);
    expect((await call("PATCH", url, { ...edit, as: "manager elsewhere" })).status).toBe(403);
    expect((await call("PATCH", "/v1/hotels/999999", { ...edit, as: "manager" })).status).toBe(404);
    expect((await call("PATCH", "/v1/hotels/999999", { ...edit, as: "nobody" })).status).toBe(401);
    expect((await call("PATCH", "/v1/hotels/99999999999", { ...edit, as: "manager" })).status).toBe(400);
  });

  test("retires it", async () => {
    const url = await enter();
    expect((await call("DELETE", url, { as: "manager" })).status).toBe(428);
    expect(await call("DELETE", url, { as: "manager", match: '"1"' })).toMatchObject({
      status: 200,
      body: { status: "retired", version: 2 },
    });
  });
});

describe("lists", () => {
  test("hotels by city, page by page", async () => {
    for (let index = 0; index < 3; index += 1) await enter({ city: "Évora" });
    const first = await call("GET", "/v1/hotels?city=evora&limit=2", { as: "nobody" });
    const second = await call("GET", `/v1/hotels?city=EVORA&limit=2&cursor=${String(first.body["next_cursor"])}`, {});
    expect([first, second].map(({ body }) => (body["hotels"] as unknown[]).length)).toEqual([2, 1]);
    expect(second.body["next_cursor"]).toBeNull();
  });

  test.each(["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=-1", "cursor=99999999999", "town=Lisbon", "city="])(
    "refuse %s",
    async (query) => {
      expect((await call("GET", `/v1/hotels?${query}`, {})).status).toBe(400);
    },
  );

  test("organisations, those one works for", async () => {
    expect((await call("GET", "/v1/organisations", { as: "nobody" })).status).toBe(401);
    const { body } = await call("GET", "/v1/organisations", { as: "manager" });
    expect(body).toEqual({ organisations: [{ organisation_id: mine, name: "Mine", version: 1 }], next_cursor: null });
    expect((await call("GET", `/v1/organisations/${other}`, { as: "manager" })).status).toBe(403);
    expect((await call("GET", `/v1/organisations/${mine}`, { as: "manager of a hotel" })).status).toBe(200);
  });
});

describe("room types", () => {
  test("are seen by everybody, but not how far they may be oversold", async () => {
    const { url } = await enterType();
    expect((await call("GET", url, { as: "nobody" })).body).not.toHaveProperty("overbooking_ratio");
    expect(await call("GET", url, { as: "manager" })).toMatchObject({
      headers: { etag: '"1"' },
      body: { name: "Double", price_per_night: 120.5, currency: "EUR", overbooking_ratio: 0.1, version: 1 },
    });
    const list = url.slice(0, url.lastIndexOf("/"));
    expect((await call("GET", list, { as: "nobody" })).body["room_types"]).toHaveLength(1);
    expect((await call("GET", "/v1/hotels/999999/room-types", {})).status).toBe(404);
    expect((await call("GET", `${list}/999999`, {})).status).toBe(404);
  });

  test("are changed and retired by managers", async () => {
    const { url } = await enterType();
    const edit = { as: "manager", body: { price_per_night: 99.99 }, match: '"1"' } as const;
    expect((await call("PATCH", url, { ...edit, as: "desk" })).status).toBe(403);
    expect((await call("PATCH", url, { ...edit, body: { price_per_night: 1.001 } })).status).toBe(400);
    expect(await call("PATCH", url, edit)).toMatchObject({ status: 200, body: { price_per_night: 99.99, version: 2 } });
    expect((await call("PATCH", url, edit)).status).toBe(412);
    expect(await call("DELETE", url, { as: "manager", match: '"2"' })).toMatchObject({ body: { status: "retired" } });
  });
});

interface Call {
  readonly as?: string;
  readonly body?: object;
  readonly match?: string;
  readonly key?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

async function call(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, options: Call): Promise<Answer> {
  const { as = "administrator", body, match, key } = options;
  const headers = {
    ...(as === "nobody" ? {} : bearer(tokens.get(as) ?? "")),
    ...(match === undefined ? {} : { "if-match": match }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const response = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

async function enter(fields: object = {}): Promise<string> {
  const { body } = await call("POST", "/v1/hotels", { as: "manager", body: { ...HOTEL, ...fields } });
  return `/v1/hotels/${String(body["hotel_id"])}`;
}

async function enterType(): Promise<{ url: string }> {
  const hotel = await enter();
  const type = { name: "Double", max_occupancy: 2, price_per_night: 120.5, overbooking_ratio: 0.1 };
  const hotelId = Number(hotel.split("/").at(-1));
  const decision = await inTransaction(database, (tx) => createRoomType(tx, hotelId, type, systemActor("test")));
  if (!decision.accepted) throw new Error(decision.refusal.message);
  return { url: `${hotel}/room-types/${decision.value.room_type_id}` };
}

async function signIn(as: string, role: TestRole): Promise<void> {
  tokens.set(as, (await staffToken(services, role)).token);
}

async function enterOrganisation(name: string): Promise<number> {
  return Number((await call("POST", "/v1/organisations", { body: { name } })).body["organisation_id"]);
}

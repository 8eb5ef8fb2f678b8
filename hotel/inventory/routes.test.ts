import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, partnerKey, staffToken, testHttpServer } from "../testing/http_server.ts";
import { InventoryWorld } from "../testing/inventory_world.ts";
import { inventoryRoutes } from "./routes.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
const { app, services } = testHttpServer(database, { routes: [inventoryRoutes] });
afterAll(() => world.close());

const tokens: Record<string, string> = {};
let hotelId = 0;
let hotel = "";

beforeAll(async () => {
  await app.ready();
  const { organisationId } = world;
  tokens["manager"] = (await staffToken(services, { role: "manager", organisationId })).token;
  tokens["desk"] = (await staffToken(services, { role: "front_desk", organisationId })).token;
  tokens["partner"] = (await partnerKey(services, organisationId, ["inventory.write"])).secret;
  tokens["stranger"] = (await partnerKey(services, organisationId, ["hotel.read"])).secret;
  hotelId = await world.hotel();
  hotel = `/v1/hotels/${hotelId}`;
});

interface Options {
  readonly as?: string | null;
  readonly body?: object;
  readonly match?: number;
  readonly key?: string;
}

async function call(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", url: string, options: Options = {}) {
  const { as = "manager", body, match, key } = options;
  const headers = {
    ...(as === null ? {} : bearer(tokens[as] ?? "")),
    ...(match === undefined ? {} : { "if-match": `"${match}"` }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const reply = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json<Record<string, never>>() };
}

let names = 0;

async function openType(
  body: object = {},
): Promise<{ url: string; id: number; rooms: { room_id: number; number: string }[] }> {
  const type = { name: `Double ${(names += 1)}`, max_occupancy: 2, price_per_night: 99.5, rooms: 2, ...body };
  const reply = await call("POST", `${hotel}/room-types`, { body: type });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  const { room_type_id: id, rooms } = reply.body as unknown as {
    room_type_id: number;
    rooms: { room_id: number; number: string }[];
  };
  return { url: `${hotel}/room-types/${id}`, id, rooms };
}

async function nightsOf(id: number, from: string, to: string): Promise<Record<string, unknown>[]> {
  const { body } = await call("GET", `${hotel}/inventory?from=${from}&to=${to}&room_type_id=${id}`);
  const [type] = body["room_types"] as unknown as { nights: Record<string, unknown>[] }[];
  return type?.nights ?? [];
}

describe("opening a room type", () => {
  test("answers with its rooms, and its nights are on sale up to the horizon", async () => {
    const reply = await call("POST", `${hotel}/room-types`, {
      body: {
        name: "Suite",
        max_occupancy: 3,
        price_per_night: 210,
        room_numbers: ["S1", "S2", "S3"],
        overbooking_ratio: 0.34,
      },
    });
    expect(reply).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { name: "Suite", price_per_night: 210, currency: "EUR", overbooking_ratio: 0.34, version: 1 },
    });
    expect(reply.body["rooms"]).toMatchObject([{ number: "S1" }, { number: "S2" }, { number: "S3" }]);
    const id = Number(reply.body["room_type_id"]);
    const nights = await nightsOf(id, "2027-06-01", "2028-11-22");
    expect(nights).toHaveLength(services.config.horizonDays);
    expect(nights[0]).toEqual({
      date: "2027-06-01",
      rooms: 3,
      out_of_order: 0,
      blocked: 0,
      sold: 0,
      held: 0,
      allowance: 1,
      forced: 0,
      available: 4,
      closed: false,
      holds: [],
    });
  });

  test("with the same key once, and refused with numbers of other rooms or with both ways to name them", async () => {
    const body = { name: "Once", max_occupancy: 1, price_per_night: 1, room_numbers: ["O1"] };
    const first = await call("POST", `${hotel}/room-types`, { body, key: "open-once" });
    const second = await call("POST", `${hotel}/room-types`, { body, key: "open-once" });
    expect(second).toMatchObject({ status: 201, headers: { "idempotent-replayed": "true" }, body: first.body });
    const other = { ...body, name: "Other" };
    expect(await call("POST", `${hotel}/room-types`, { body: other })).toMatchObject({
      status: 409,
      body: { error: "already_exists" },
    });
    expect((await call("POST", `${hotel}/room-types`, { body: { ...other, rooms: 1 } })).status).toBe(400);
    expect((await call("POST", `${hotel}/room-types`, { body: { ...other, room_numbers: undefined } })).status).toBe(
      400,
    );
  });

  test.each([
    [null, 401],
    ["desk", 403],
    ["stranger", 403],
  ] as const)("is refused to %s", async (as, status) => {
    const body = { name: "No", max_occupancy: 1, price_per_night: 1, rooms: 1 };
    expect((await call("POST", `${hotel}/room-types`, { as, body })).status).toBe(status);
  });
});

describe("rooms", () => {
  test("are added, listed by page, shown, and retired with If-Match", async () => {
    const type = await openType();
    const added = await call("POST", `${type.url}/rooms`, { body: { room_numbers: [`X${type.id}`] } });
    expect(added).toMatchObject({
      status: 201,
      body: { rooms: [{ number: `X${type.id}`, retired_from: null, version: 1 }] },
    });
    const listed = await call("GET", `${hotel}/rooms?room_type_id=${type.id}&limit=2`);
    expect(listed.body["rooms"]).toHaveLength(2);
    const rest = await call(
      "GET",
      `${hotel}/rooms?room_type_id=${type.id}&limit=2&cursor=${String(listed.body["next_cursor"])}`,
    );
    expect(rest.body).toMatchObject({ rooms: [{ number: `X${type.id}` }], next_cursor: null });
    const url = `${hotel}/rooms/${type.rooms[0]?.room_id}`;
    expect(await call("GET", url, { as: "desk" })).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    expect((await call("DELETE", url)).status).toBe(428);
    expect((await call("DELETE", `${url}?from=2027-02-30`, { match: 1 })).status).toBe(400);
    expect((await call("DELETE", url, { as: "desk", match: 1 })).status).toBe(403);
    expect(await call("DELETE", `${url}?from=2027-06-10`, { match: 1 })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { retired_from: "2027-06-10", forced_nights: [] },
    });
    expect((await nightsOf(type.id, "2027-06-09", "2027-06-11")).map((night) => night["rooms"])).toEqual([3, 2]);
    expect((await call("DELETE", url, { match: 1 })).status).toBe(412);
    expect((await call("GET", `${hotel}/rooms/999999`)).status).toBe(404);
  });

  test("are cut below what is sold by those who may force, once for a key, and it shows in the lane", async () => {
    const type = await openType();
    const stay = await world.booked({ hotelId, roomTypeId: type.id, roomIds: [] }, 5, 1);
    await world.booked({ hotelId, roomTypeId: type.id, roomIds: [] }, 5, 1);
    expect((await call("POST", `${type.url}/capacity-cuts`, { as: "partner", body: { rooms: 1 } })).status).toBe(403);
    const cut = await call("POST", `${type.url}/capacity-cuts`, { body: { rooms: 1 }, key: "cut" });
    expect(cut).toMatchObject({ status: 201, body: { forced_nights: [{ date: "2027-06-06", wanted: 2 }] } });
    expect(cut.body["rooms"]).toHaveLength(1);
    const again = await call("POST", `${type.url}/capacity-cuts`, { body: { rooms: 1 }, key: "cut" });
    expect(again).toMatchObject({ headers: { "idempotent-replayed": "true" }, body: cut.body });
    const lane = await call("GET", `${hotel}/overbooking-lane`, { as: "desk" });
    expect(lane.body).toMatchObject({ business_date: "2027-06-01", truncated: false });
    const [night] = lane.body["nights"] as unknown as Record<string, unknown>[];
    expect(night).toMatchObject({ room_type_id: type.id, date: "2027-06-06", forced: 1, missing_rooms: 1 });
    expect(night?.["stays_without_room"]).toHaveLength(1);
    await world.cancel({ hotelId, roomTypeId: type.id, roomIds: [] }, stay);
  });
});

describe("out of order", () => {
  test("is entered, shown, changed, ended, each edit with If-Match", async () => {
    const type = await openType();
    const body = { room_id: type.rooms[0]?.room_id, start_date: "2027-06-10", end_date: "2027-06-12", reason: "paint" };
    const created = await call("POST", `${hotel}/out-of-order`, { body, key: "paint" });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...body, status: "active", version: 1 },
    });
    expect((await call("POST", `${hotel}/out-of-order`, { body, key: "paint" })).body).toEqual(created.body);
    expect(await call("POST", `${hotel}/out-of-order`, { body })).toMatchObject({
      status: 409,
      body: { error: "already_exists" },
    });
    const url = `${hotel}/out-of-order/${String(created.body["out_of_order_id"])}`;
    expect((await call("GET", url)).body).toEqual(created.body);
    expect((await call("PATCH", url, { body: { end_date: "2027-06-13" } })).status).toBe(428);
    expect(await call("PATCH", url, { body: { end_date: "2027-06-13" }, match: 1 })).toMatchObject({
      status: 200,
      body: { start_date: "2027-06-10", end_date: "2027-06-13", version: 2 },
    });
    expect((await nightsOf(type.id, "2027-06-09", "2027-06-14")).map((night) => night["out_of_order"])).toEqual([
      0, 1, 1, 1, 0,
    ]);
    const listed = await call("GET", `${hotel}/out-of-order?room_type_id=${type.id}`);
    expect(listed.body["out_of_order"]).toHaveLength(1);
    expect(await call("DELETE", url, { match: 2 })).toMatchObject({ status: 200, body: { status: "ended" } });
    expect((await call("DELETE", url, { match: 3 })).status).toBe(409);
    expect((await call("PATCH", url, { body: {}, match: 3 })).status).toBe(400);
  });

  test("with force needs the right to force", async () => {
    const type = await openType({ rooms: 1 });
    await world.booked({ hotelId, roomTypeId: type.id, roomIds: [] }, 9, 1);
    const body = { room_id: type.rooms[0]?.room_id, start_date: "2027-06-10", end_date: "2027-06-12" };
    expect(await call("POST", `${hotel}/out-of-order`, { as: "partner", body })).toMatchObject({
      status: 409,
      body: { error: "in_use", stays: [{ stay_no: 1 }] },
    });
    expect(
      (await call("POST", `${hotel}/out-of-order`, { as: "partner", body: { ...body, force: true } })).status,
    ).toBe(403);
    expect((await call("POST", `${hotel}/out-of-order`, { body: { ...body, force: true } })).status).toBe(201);
  });
});

describe("blocks", () => {
  test("are entered, changed, released", async () => {
    const type = await openType();
    const body = { room_type_id: type.id, name: "Wedding", start_date: "2027-06-10", end_date: "2027-06-12", rooms: 2 };
    const created = await call("POST", `${hotel}/blocks`, { body });
    expect(created).toMatchObject({ status: 201, body: { ...body, status: "definite", version: 1 } });
    expect(await call("POST", `${hotel}/blocks`, { body })).toMatchObject({
      status: 409,
      body: {
        error: "no_availability",
        nights: [{ date: "2027-06-10", reason: "blocked", available: 0, wanted: 2 }, {}],
      },
    });
    const url = `${hotel}/blocks/${String(created.body["block_id"])}`;
    expect(await call("PATCH", url, { body: { rooms: 1, name: "Small wedding" }, match: 1 })).toMatchObject({
      body: { rooms: 1, version: 2 },
    });
    expect((await call("PATCH", url, { body: { rooms: 1 }, match: 1 })).status).toBe(412);
    expect((await nightsOf(type.id, "2027-06-10", "2027-06-13")).map((night) => night["available"])).toEqual([1, 1, 2]);
    expect((await call("GET", url, { as: "desk" })).body).toMatchObject({ name: "Small wedding" });
    expect((await call("GET", `${hotel}/blocks?room_type_id=${type.id}`)).body["blocks"]).toHaveLength(1);
    expect(await call("DELETE", url, { match: 2 })).toMatchObject({ body: { status: "released", version: 3 } });
    expect((await call("POST", `${hotel}/blocks`, { body: { ...body, room_type_id: 999_999 } })).status).toBe(404);
    expect((await call("POST", `${hotel}/blocks`, { body: { ...body, end_date: "2027-06-10" } })).status).toBe(400);
    expect((await call("POST", `${hotel}/blocks`, { body: { ...body, extra: 1 } })).status).toBe(400);
  });
});

test("what was asked and what was refused is counted", async () => {
  const type = await openType({ rooms: 1 });
  const body = { room_type_id: type.id, name: "Group", start_date: "2027-06-10", end_date: "2027-06-11", rooms: 2 };
  const counted = async (line: string): Promise<number> => {
    const text = await services.metrics.registry.metrics();
    return Number(
      text
        .split("\n")
        .find((one) => one.startsWith(line))
        ?.split(" ")
        .at(-1) ?? 0,
    );
  };
  const lines = [
    'lastroom_admission_attempts_total{kind="create_block"}',
    'lastroom_admission_conflicts_total{reason="no_availability"}',
  ];
  const before = await Promise.all(lines.map(counted));
  await call("POST", `${hotel}/blocks`, { body });
  expect(await Promise.all(lines.map(counted))).toEqual(before.map((count) => count + 1));
});

describe("overbooking and sale status", () => {
  test("an allowance by dates is set, listed and removed", async () => {
    const type = await openType({ rooms: 10 });
    const url = `${type.url}/overbooking-periods`;
    const range = { start_date: "2027-06-10", end_date: "2027-06-11" };
    const created = await call("POST", url, { body: { ...range, overbooking_ratio: 0.2501 } });
    expect(created).toMatchObject({ status: 201, body: { ...range, overbooking_ratio: 0.2501, extra_rooms: null } });
    expect((await nightsOf(type.id, "2027-06-10", "2027-06-11"))[0]).toMatchObject({ allowance: 2, available: 12 });
    expect((await call("POST", url, { body: range })).status).toBe(400);
    expect((await call("POST", url, { body: { ...range, overbooking_ratio: 0.00001 } })).status).toBe(400);
    expect((await call("GET", url)).body["overbooking_periods"]).toEqual([created.body]);
    const one = `${url}/${String(created.body["overbooking_period_id"])}`;
    expect((await call("DELETE", one)).body).toEqual(created.body);
    expect((await call("DELETE", one)).status).toBe(404);
  });

  test("nights are taken off sale and put back", async () => {
    const type = await openType();
    const body = { start_date: "2027-06-10", end_date: "2027-06-12", closed: true };
    expect(await call("PUT", `${type.url}/sale-status`, { body })).toMatchObject({
      status: 200,
      body: { changed_nights: 2 },
    });
    expect((await nightsOf(type.id, "2027-06-10", "2027-06-11"))[0]).toMatchObject({ closed: true, available: 0 });
    expect(await call("PUT", `${type.url}/sale-status`, { body: { ...body, end_date: "2036-01-01" } })).toMatchObject({
      status: 422,
      body: { error: "outside_horizon", first_night: "2027-06-01" },
    });
    expect(await call("PUT", `${type.url}/sale-status`, { body: { ...body, closed: false } })).toMatchObject({
      body: { changed_nights: 2 },
    });
  });
});

describe("the inventory", () => {
  test("shows staff who holds until when, partners only how many; a hold that ran out keeps nobody out", async () => {
    const type = await openType();
    const place = { hotelId, roomTypeId: type.id, roomIds: [] };
    const held = await world.booked(place, 9, 1, { holdMinutes: 10 });
    await world.booked(place, 9, 1, { holdMinutes: 10 });
    const [night] = await nightsOf(type.id, "2027-06-10", "2027-06-11");
    expect(night).toMatchObject({ held: 2, available: 0 });
    expect(night).toMatchObject({
      holds: expect.arrayContaining([expect.objectContaining({ reservation_id: held, rooms: 1 })]),
    });
    const { body } = await call("GET", `${hotel}/inventory?from=2027-06-10&to=2027-06-11&room_type_id=${type.id}`, {
      as: "partner",
    });
    const [shown] = body["room_types"] as unknown as { nights: object[] }[];
    expect(shown?.nights[0]).not.toHaveProperty("holds");
    await database.pool.query("UPDATE hold SET expires_at = hotel_now() WHERE reservation_id = $1", [held]);
    expect((await nightsOf(type.id, "2027-06-10", "2027-06-11"))[0]).toMatchObject({ held: 1, available: 1 });
  });

  test.each([
    ["from=2027-06-10&to=2027-06-10", 400],
    ["from=2027-06-10&to=2027-09-10", 400],
    ["from=2027-06-31&to=2027-09-10", 400],
    ["from=2027-06-10", 400],
    ["from=2027-06-10&to=2027-06-11&rooms=1", 400],
  ])("refuses %s", async (query, status) => {
    expect((await call("GET", `${hotel}/inventory?${query}`)).status).toBe(status);
  });

  test("is for those who may see it", async () => {
    const url = `${hotel}/inventory?from=2027-06-10&to=2027-06-11`;
    expect((await call("GET", url, { as: null })).status).toBe(401);
    expect((await call("GET", url, { as: "stranger" })).status).toBe(403);
    expect((await call("GET", url, { as: "desk" })).status).toBe(200);
    expect((await call("GET", "/v1/hotels/999999/inventory?from=2027-06-10&to=2027-06-11")).status).toBe(404);
  });
});

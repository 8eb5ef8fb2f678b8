import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ledgerProblems } from "../../events/conformance.ts";
import { lockRoomTypes } from "../../inventory/under_admission.ts";
import { testDatabase } from "../../testing/database.ts";
import { bearer, partnerKey, staffToken, testHttpServer } from "../../testing/http_server.ts";
import { InventoryWorld } from "../../testing/inventory_world.ts";
import { WEEKDAY_NAMES } from "../book/weekday_names.ts";
import { rateNightRoutes } from "./rate_night_routes.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
const { app, services } = testHttpServer(database, { routes: [rateNightRoutes(lockRoomTypes)] });
afterAll(() => world.close());

const tokens: Record<string, string> = {};
let hotelId = 0;
let double = 0;
let suite = 0;
let url = "";

beforeAll(async () => {
  await app.ready();
  const { organisationId } = world;
  tokens["manager"] = (await staffToken(services, { role: "manager", organisationId })).token;
  tokens["desk"] = (await staffToken(services, { role: "front_desk", organisationId })).token;
  tokens["partner"] = (await partnerKey(services, organisationId, ["rates.write"])).secret;
  tokens["stranger"] = (await partnerKey(services, organisationId, ["inventory.write"])).secret;
});

beforeEach(async () => {
  hotelId = await world.hotel();
  double = (await world.type(2, { hotelId })).roomTypeId;
  suite = (await world.type(1, { hotelId })).roomTypeId;
  url = `/v1/hotels/${hotelId}/rate-nights`;
});

interface Options {
  readonly as?: string | null;
  readonly match?: number;
  readonly key?: string;
}

type Body = Record<string, unknown>;

async function call(method: "GET" | "POST", path: string, body?: Body, options: Options = {}) {
  const { as = "manager", match, key } = options;
  const headers = {
    ...(as === null ? {} : bearer(tokens[as] ?? "")),
    ...(match === undefined ? {} : { "if-match": `"${match}"` }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const reply = await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json<Body>() };
}

/** A weekend in June: Friday, Saturday. */
const weekend = (more: Body = {}): Body => ({
  start_date: "2027-06-04",
  end_date: "2027-06-06",
  room_type_ids: [double],
  rate_plan_ids: [0],
  ...more,
});
const edit = (body: Body, match: number, options: Options = {}) => call("POST", url, body, { match, ...options });
const list = (query = "") => call("GET", `${url}?start_date=2027-06-01&end_date=2027-09-01${query}`);

async function enterPlan(code: string): Promise<number> {
  await database.pool.query("INSERT INTO rate_book (hotel_id) VALUES ($1) ON CONFLICT DO NOTHING", [hotelId]);
  const { rows } = await database.pool.query<{ id: number }>(
    "INSERT INTO rate_plan (hotel_id, code, name, terms) VALUES ($1, $2, $2, '{}') RETURNING rate_plan_id AS id",
    [hotelId, code],
  );
  return rows[0]?.id ?? 0;
}

describe("a change of nights", () => {
  test("sets prices and restrictions, shows them, changes and clears them again", async () => {
    const set = { price: 120.5, min_stay_arrival: 2, closed_to_departure: false };
    expect(await edit(weekend({ set }), 0)).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { hotel_id: hotelId, version: 1, cells: 2, changed_cells: 2 },
    });
    expect(await list()).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: {
        version: 1,
        rate_nights: [
          {
            room_type_id: double,
            date: "2027-06-04",
            rate_plan_id: 0,
            channel: null,
            price: 120.5,
            min_stay_arrival: 2,
          },
          {
            room_type_id: double,
            date: "2027-06-05",
            rate_plan_id: 0,
            channel: null,
            price: 120.5,
            min_stay_arrival: 2,
          },
        ],
        next_cursor: null,
      },
    });
    expect((await edit(weekend({ weekdays: ["sat"], change: { percent: 10 } }), 1)).body).toMatchObject({
      changed_cells: 1,
    });
    expect((await edit(weekend({ change: { amount: -0.5 } }), 2)).body).toMatchObject({ version: 3, changed_cells: 2 });
    expect((await edit(weekend({ clear: ["min_stay_arrival"] }), 3)).body).toMatchObject({ changed_cells: 2 });
    expect((await list()).body["rate_nights"]).toEqual([
      { room_type_id: double, date: "2027-06-04", rate_plan_id: 0, channel: null, price: 120 },
      { room_type_id: double, date: "2027-06-05", rate_plan_id: 0, channel: null, price: 132.05 },
    ]);
    expect((await edit(weekend({ clear: ["price"] }), 4)).body).toMatchObject({ version: 5, changed_cells: 2 });
    const { rows } = await database.pool.query("SELECT night FROM rate_night WHERE hotel_id = $1", [hotelId]);
    expect(rows).toEqual([]);
  });

  test("tells of each room type that is different, and in what", async () => {
    await edit(weekend({ room_type_ids: [double], set: { closed: true } }), 0);
    const both = {
      room_type_ids: "all",
      rate_plan_ids: [0],
      set: { closed: true, price: 80 },
      start_date: "2027-06-05",
    };
    await edit(weekend({ ...both, end_date: "2027-06-07" }), 1);
    const asked = {
      rate_plan_ids: [0],
      channel: null,
      weekdays: [...WEEKDAY_NAMES],
      set: { price: 8_000, closed: true },
      clear: [],
      change: null,
    };
    const dates = { start_date: "2027-06-05", end_date: "2027-06-07", version: 2, edit: asked };
    expect((await world.events(hotelId)).slice(-2)).toEqual([
      { type: "rate_nights.changed", data: { room_type_id: double, ...dates, fields: ["price", "closed"] } },
      { type: "rate_nights.changed", data: { room_type_id: suite, ...dates, fields: ["price", "closed"] } },
    ]);
  });

  test("keeps what was asked for on record: plans, channel, days, values", async () => {
    await edit(weekend({ set: { price: 80 } }), 0);
    await edit(weekend({ change: { percent: -12.5 } }), 1);
    await edit(weekend({ change: { amount: 5.5 } }), 2);
    const rules = { set: { min_stay_arrival: 2, stay_pattern: "NYY" }, clear: ["closed"] };
    await edit(weekend({ ...rules, rate_plan_ids: "every_plan", channel: "sunny", weekdays: ["sat"] }), 3);
    const edits = (await world.events(hotelId)).flatMap(({ data }) => (data as { edit?: object }).edit ?? []);
    expect(edits).toMatchObject([
      { rate_plan_ids: [0], channel: null, set: { price: 8_000 }, clear: [], change: null },
      { set: {}, change: { basis_points: -1_250 } },
      { set: {}, change: { amount: 550 } },
      { rate_plan_ids: null, channel: "sunny", weekdays: ["sat"], ...rules, change: null },
    ]);
    expect(await ledgerProblems(database.pool)).toEqual([]);
  });

  test("says who made it, through which door, and by which request", async () => {
    await edit(weekend({ set: { price: 80 } }), 0);
    const { headers } = await edit(weekend({ set: { price: 90 } }), 1, { as: "partner" });
    const { rows } = await database.pool.query<Record<string, string>>(
      "SELECT actor, via, request_id FROM outbox WHERE hotel_id = $1 AND type = 'rate_nights.changed' ORDER BY event_id",
      [hotelId],
    );
    expect(rows).toMatchObject([
      { actor: expect.stringMatching(/^staff:\d+$/) as string, via: "desk" },
      { actor: expect.stringMatching(/^partner:\d+$/) as string, via: "partner", request_id: headers["x-request-id"] },
    ]);
  });

  test("that changes nothing leaves the version and tells nobody", async () => {
    await edit(weekend({ set: { closed: true } }), 0);
    const events = (await world.events(hotelId)).length;
    expect(await edit(weekend({ set: { closed: true } }), 1)).toMatchObject({
      status: 200,
      body: { version: 1, cells: 2, changed_cells: 0 },
    });
    expect(await world.events(hotelId)).toHaveLength(events);
  });

  test("of all plans touches each plan on sale, of every plan the one cell that counts for all", async () => {
    const flexible = await enterPlan("flexible");
    const retired = await enterPlan("old");
    await database.pool.query("UPDATE rate_plan SET status = 'retired' WHERE hotel_id = $1 AND rate_plan_id = $2", [
      hotelId,
      retired,
    ]);
    expect((await edit(weekend({ rate_plan_ids: "all", set: { price: 90 } }), 1)).body).toMatchObject({ cells: 4 });
    expect((await edit(weekend({ rate_plan_ids: "every_plan", set: { closed: true } }), 2)).body).toMatchObject({
      cells: 2,
    });
    const plansOf = async (query: string) =>
      ((await list(query)).body["rate_nights"] as { rate_plan_id: number | null }[]).map((cell) => cell.rate_plan_id);
    expect(await plansOf("&limit=3")).toEqual([null, 0, flexible]);
    expect(await plansOf("&rate_plan_id=every_plan")).toEqual([null, null]);
    expect(await plansOf(`&rate_plan_id=${flexible}&room_type_id=${double}`)).toEqual([flexible, flexible]);
  });

  test("on one channel stands beside what holds for all", async () => {
    await edit(weekend({ channel: "agency", set: { sell_limit: 2 } }), 0);
    await edit(weekend({ set: { sell_limit: 5 } }), 1);
    expect((await list("&channel=agency")).body["rate_nights"]).toMatchObject([
      { channel: "agency", sell_limit: 2 },
      { channel: "agency", sell_limit: 2 },
    ]);
    expect((await list("&channel=")).body["rate_nights"]).toMatchObject([{ channel: null }, { channel: null }]);
    expect((await list()).body["rate_nights"]).toHaveLength(4);
  });

  test("is done once for a key, and a refusal is not remembered", async () => {
    const body = weekend({ set: { price: 70 } });
    expect((await edit(body, 7, { key: "june" })).status).toBe(412);
    const first = await edit(body, 0, { key: "june" });
    const repeat = await edit(body, 0, { key: "june" });
    expect(first).toMatchObject({ status: 200, body: { version: 1 } });
    expect(repeat).toMatchObject({
      status: 200,
      body: first.body,
      headers: { "idempotent-replayed": "true", etag: '"1"' },
    });
    expect((await edit(weekend({ set: { price: 71 } }), 1, { key: "june" })).status).toBe(422);
  });

  test("needs the version that was read", async () => {
    const body = weekend({ set: { price: 70 } });
    expect(await call("POST", url, body)).toMatchObject({ status: 428, body: { error: "version_required" } });
    expect(await edit(body, 1)).toMatchObject({ status: 412, body: { error: "version_conflict", version: 0 } });
    await edit(body, 0);
    expect(await edit(weekend({ set: { price: 75 } }), 0)).toMatchObject({ status: 412, body: { version: 1 } });
    const { rows } = await database.pool.query("SELECT price_minor FROM rate_night WHERE hotel_id = $1", [hotelId]);
    expect(rows).toEqual([{ price_minor: 7_000 }, { price_minor: 7_000 }]);
  });

  test("that is refused in its last cell writes none", async () => {
    await edit(weekend({ start_date: "2027-06-05", set: { max_stay_arrival: 2 } }), 0);
    expect(await edit(weekend({ set: { min_stay_arrival: 3, price: 50 } }), 1)).toMatchObject({
      status: 400,
      body: { errors: [{ field: "/set", rule: "range" }] },
    });
    expect((await list()).body).toMatchObject({
      version: 1,
      rate_nights: [{ date: "2027-06-05", max_stay_arrival: 2 }],
    });
  });

  test("may be large: a year and a half of everything", async () => {
    const plans = await Promise.all(["a", "b", "c", "d"].map(enterPlan));
    const body = { start_date: "2027-06-01", end_date: "2029-06-01", room_type_ids: "all", rate_plan_ids: plans };
    expect((await edit({ ...body, set: { price: 99, min_stay_through: 2 } }, 1)).body).toMatchObject({
      cells: 731 * 2 * 4,
      changed_cells: 731 * 2 * 4,
    });
    expect((await edit({ ...body, change: { percent: 5.25 } }, 2)).body).toMatchObject({ changed_cells: 731 * 2 * 4 });
    const { rows } = await database.pool.query(
      "SELECT DISTINCT price_minor, min_stay_through FROM rate_night WHERE hotel_id = $1",
      [hotelId],
    );
    expect(rows).toEqual([{ price_minor: 10_420, min_stay_through: 2 }]);
  });
});

describe("a preview", () => {
  test("shows in pages what the change then does, and writes nothing", async () => {
    await edit(weekend({ set: { price: 100 } }), 0);
    const body = weekend({ end_date: "2027-06-08", change: { percent: 10 }, set: { closed_to_arrival: true } });
    const first = await call("POST", `${url}/previews?limit=3`, body);
    expect(first).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    expect(first.body).toEqual({
      hotel_id: hotelId,
      version: 1,
      cells: 4,
      changed_cells: 4,
      changes: ["2027-06-04", "2027-06-05", "2027-06-06"].map((date, index) => ({
        room_type_id: double,
        date,
        rate_plan_id: 0,
        channel: null,
        before: index < 2 ? { price: 100 } : {},
        after: { ...(index < 2 ? { price: 110 } : {}), closed_to_arrival: true },
      })),
      next_cursor: "1-3",
    });
    const second = await call("POST", `${url}/previews?limit=3&cursor=1-3`, body);
    expect(second.body).toMatchObject({ changes: [{ date: "2027-06-07" }], next_cursor: null });
    expect((await list()).body).toMatchObject({ version: 1, rate_nights: [{ price: 100 }, { price: 100 }] });

    expect((await edit(body, 1)).body).toMatchObject({ version: 2, cells: 4, changed_cells: 4 });
    const shown = [first, second].flatMap(({ body: page }) => page["changes"] as { after: Body; before: Body }[]);
    const after = shown.map(({ before: _before, after: values, ...place }) => ({ ...place, ...values }));
    expect((await list()).body["rate_nights"]).toEqual(after);
  });

  test("is not gone on with after somebody else's change", async () => {
    const body = weekend({ set: { price: 100 } });
    await edit(weekend({ set: { closed: true } }), 0);
    expect(await call("POST", `${url}/previews?cursor=0-1`, body)).toMatchObject({
      status: 412,
      body: { error: "version_conflict", version: 1 },
    });
  });

  test("takes the very body of the change, and refuses what it refuses", async () => {
    const body = weekend({ set: { price: 100 }, idempotency_key: "the-same" });
    expect((await call("POST", `${url}/previews`, body)).status).toBe(200);
    expect((await call("POST", `${url}/previews`, weekend({ room_type_ids: [1], set: { closed: true } }))).status).toBe(
      404,
    );
    expect((await call("POST", `${url}/previews`, weekend())).status).toBe(400);
  });
});

describe("who may", () => {
  test.each([
    [null, 401, 401],
    ["desk", 200, 403],
    ["stranger", 403, 403],
    ["partner", 200, 200],
    ["manager", 200, 200],
  ])("%s", async (as, reads, writes) => {
    const body = weekend({ set: { closed: true } });
    expect((await call("GET", `${url}?start_date=2027-06-01&end_date=2027-06-02`, undefined, { as })).status).toBe(
      reads,
    );
    expect((await call("POST", `${url}/previews`, body, { as })).status).toBe(writes);
    expect((await call("POST", url, body, { as, match: 0 })).status).toBe(writes);
  });

  test("nobody in a hotel that does not exist", async () => {
    const nowhere = "/v1/hotels/2147483647/rate-nights";
    expect((await call("GET", `${nowhere}?start_date=2027-06-01&end_date=2027-06-02`)).status).toBe(404);
    expect((await call("POST", nowhere, weekend({ set: { closed: true } }), { match: 0 })).status).toBe(404);
  });
});

describe("what cannot be", () => {
  const TEN_THOUSAND = Array.from({ length: 10_000 }, (_, place) => place + 1);

  test.each<[string, () => Body, number, string]>([
    ["nothing to do", () => ({}), 400, "required"],
    ["set and clear at once", () => ({ set: { closed: true }, clear: ["closed"] }), 400, "contradiction"],
    ["set and change a price", () => ({ set: { price: 1 }, change: { percent: 1 } }), 400, "contradiction"],
    ["a price of every plan", () => ({ rate_plan_ids: "every_plan", set: { price: 1 } }), 400, "price_scope"],
    ["a price on one channel", () => ({ channel: "web", change: { amount: 1 } }), 400, "price_scope"],
    ["a tenth of a cent", () => ({ set: { price: 1.001 } }), 400, "price"],
    ["too dear", () => ({ set: { price: 1e11 } }), 400, "price"],
    ["a percentage with three decimals", () => ({ change: { percent: 1.125 } }), 400, "change"],
    ["percent and amount", () => ({ change: { percent: 1, amount: 1 } }), 400, "change"],
    ["neither percent nor amount", () => ({ change: {} }), 400, "change"],
    ["a date of no calendar", () => ({ start_date: "2027-02-30", set: { closed: true } }), 400, "format"],
    ["an end before the start", () => ({ end_date: "2027-06-04", set: { closed: true } }), 400, "range"],
    ["a day of no week", () => ({ weekdays: ["mon", "day"], set: { closed: true } }), 400, "enum"],
    ["an unknown restriction", () => ({ set: { shut: true } }), 400, "unknown_field"],
    ["0 nights at least", () => ({ set: { min_stay_arrival: 0 } }), 400, "minimum"],
    ["a pattern of other letters", () => ({ set: { stay_pattern: "YES" } }), 400, "pattern"],
    ["a channel in capitals", () => ({ channel: "WEB", set: { closed: true } }), 400, "pattern"],
    ["room types as a word", () => ({ room_type_ids: "some", set: { closed: true } }), 400, "enum"],
    ["10,000 room types", () => ({ room_type_ids: TEN_THOUSAND, set: { closed: true } }), 400, "maxItems"],
    ["the same plan twice", () => ({ rate_plan_ids: [0, 0], set: { closed: true } }), 400, "uniqueItems"],
    ["least above most", () => ({ set: { min_stay_through: 5, max_stay_through: 2 } }), 400, "range"],
  ])("%s", async (_, more, status, rule) => {
    const reply = await edit(weekend(more()), 0);
    expect(reply).toMatchObject({ status, body: { error: "invalid_request" } });
    expect((reply.body["errors"] as { rule: string }[]).map((error) => error.rule)).toContain(rule);
  });

  test("nights that have passed or lie beyond the horizon", async () => {
    const yesterday = await edit(weekend({ start_date: "2027-05-31", set: { closed: true } }), 0);
    expect(yesterday).toMatchObject({
      status: 422,
      body: { error: "outside_horizon", first_night: "2027-06-01", last_night: "2030-06-04" },
    });
    expect((await edit(weekend({ end_date: "2030-06-06", set: { closed: true } }), 0)).status).toBe(422);
    expect((await edit(weekend({ end_date: "2030-06-05", set: { closed: true } }), 0)).status).toBe(200);
  });

  test("room types and plans of other hotels", async () => {
    const elsewhere = await world.type(1);
    const set = { closed: true };
    expect(await edit(weekend({ room_type_ids: [double, elsewhere.roomTypeId], set }), 0)).toMatchObject({
      status: 404,
      body: { message: `The hotel has no room type ${elsewhere.roomTypeId}.` },
    });
    expect((await edit(weekend({ rate_plan_ids: [0, 2_147_483_647], set }), 0)).status).toBe(404);
  });

  test("more cells than one call may have", async () => {
    const plans = Array.from({ length: 100 }, (_, index) => index);
    await database.pool.query("INSERT INTO rate_book (hotel_id) VALUES ($1)", [hotelId]);
    await database.pool.query(
      `INSERT INTO rate_plan (hotel_id, rate_plan_id, code, name, terms)
       SELECT $1, number, 'p' || number, 'Plan', '{}' FROM generate_series(1, 99) AS number`,
      [hotelId],
    );
    const body = { start_date: "2027-06-01", end_date: "2030-06-01", room_type_ids: "all", rate_plan_ids: plans };
    const reply = await edit({ ...body, set: { closed: true } }, 1);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ rule: "cells" }] } });
    expect(reply.body["message"]).toContain("219200");
  });

  test.each([
    "&cursor=1.2027-02-30.0.",
    "&cursor=9999999999.2027-02-03.0.",
    "&cursor=x",
    "&limit=0",
    "&rate_plan_id=9999999999",
    "&rate_plan_id=-1",
    "&channel=A",
    "&room_type_id=0",
    "&unknown=1",
  ])("a list with %s", async (query) => {
    expect((await list(query)).status).toBe(400);
  });

  test("a list without dates, of a wrong order or of no calendar", async () => {
    expect((await call("GET", url)).status).toBe(400);
    expect((await call("GET", `${url}?start_date=2027-06-02&end_date=2027-06-02`)).status).toBe(400);
    expect((await call("GET", `${url}?start_date=2027-06-31&end_date=2027-07-02`)).status).toBe(400);
  });
});

test("a list goes on where the page before ended", async () => {
  await edit(
    weekend({ room_type_ids: "all", rate_plan_ids: "every_plan", channel: "agency", set: { closed: true } }),
    0,
  );
  await edit(weekend({ room_type_ids: "all", set: { price: 10 } }), 1);
  const pages: unknown[] = [];
  let cursor: string | null = null;
  do {
    const { status, body } = await list(`&limit=3${cursor === null ? "" : `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    pages.push(...(body["rate_nights"] as unknown[]));
    cursor = body["next_cursor"] as string | null;
  } while (cursor !== null);
  expect(pages).toHaveLength(8);
  expect(pages).toEqual((await list()).body["rate_nights"]);
});

import { describe, expect, test } from "vitest";
import { allRoutes } from "../../routes.ts";
import { testDatabase } from "../../testing/database.ts";
import { bearer, partnerKey, staffToken, testHttpServer } from "../../testing/http_server.ts";
import { openHotel, typeOf, type TestHotel } from "../../testing/world.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database, { routes: allRoutes });
await app.ready();

const tokens = new Map<string, string>();
for (const role of ["administrator", "manager", "front_desk"] as const) {
  tokens.set(role, (await staffToken(services, { role })).token);
}
const FLEX = { code: "flex", name: "Flexible" };

describe("entering a rate plan", () => {
  test("answers 201 with every field, its version as ETag, and the defaults", async () => {
    const { plans } = await rates();
    const { status, body, headers } = await call("POST", plans, { body: FLEX });
    expect({ status, etag: headers["etag"] }).toEqual({ status: 201, etag: '"1"' });
    expect(body).toMatchObject({
      ...FLEX,
      basis: { kind: "base" },
      room_type_ids: null,
      meal_plan: "room_only",
      audience: { kind: "public" },
      occupancy: { included_adults: 2, extra_adult: 0, children: [] },
      cancellation: null,
      payment: { kind: "pay_at_hotel" },
      status: "active",
      version: 1,
    });
    expect((await call("GET", `${plans}/${String(body["rate_plan_id"])}`)).body).toEqual(body);
  });

  test("keeps everything that a plan can say", async () => {
    const { plans, book, hotel } = await rates();
    const type = typeOf(hotel).roomTypeId;
    await call("PATCH", book, { match: '"0"', body: { child_bands: [CHILD], extras: [COT] } });
    const plan = {
      ...FLEX,
      room_type_ids: [type],
      meal_plan: "breakfast",
      audience: { kind: "promo_code", code: "SPRING" },
      prices: [
        { from: "2027-06-01", until: "2027-08-31", price: 140.5 },
        { weekdays: ["fri", "sat"], room_type_ids: [type], percent: 15 },
        { from: "2027-12-31", amount: -5.25 },
      ],
      occupancy: {
        included_adults: 2,
        single_use: { percent: -10 },
        extra_adult: 30,
        children: [{ band: "child", price: 12.5 }],
      },
      length_discounts: [{ min_nights: 7, percent: -10 }],
      lead_discounts: [{ name: "early", min_days: 60, percent: -12.25 }],
      dynamic: {
        rules: [
          { name: "busy", when: { min_occupancy: 80 }, percent: 12 },
          { name: "pickup", weekdays: ["sun"], when: { pickup: { days: 3, min_rooms: 5 } }, amount: 10 },
        ],
        floor: 80,
        ceiling: 320,
      },
      extras: [{ code: "cot", included: true }],
      cancellation: {
        kind: "free_until",
        before_days: 2,
        late_fee: { kind: "percent", percent: 50 },
        no_show_fee: { kind: "full_stay" },
      },
      payment: { kind: "deposit", share: "percent", percent: 30, days_before: 14 },
      restrictions: [{ weekdays: ["sat"], min_stay_arrival: 2, channel: "web" }],
    };
    const { status, body } = await call("POST", plans, { body: plan });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ ...plan, audience: { kind: "promo_code", code: "spring" } });
  });

  test.each([
    [{ code: "Flex" }, "/code", "pattern"],
    [{ name: "" }, "/name", "minLength"],
    [{ surprise: 1 }, "/surprise", "unknown_field"],
    [{ meal_plan: "brunch" }, "/meal_plan", "enum"],
    [{ room_type_ids: [999_999] }, "/room_type_ids", "exists"],
    [{ audience: { kind: "promo_code" } }, "/audience/code", "required"],
    [{ audience: { kind: "public", code: "x" } }, "/audience/code", "not_with"],
    [{ basis: { kind: "derived", percent: -10 } }, "/basis/rate_plan_id", "required"],
    [{ basis: { kind: "derived", rate_plan_id: 999_999, percent: -10 } }, "/basis/rate_plan_id", "exists"],
    [{ basis: { kind: "base", percent: -10 } }, "/basis/percent", "not_with"],
    [{ prices: [{ price: 10.001 }] }, "/prices/0/price", "amount"],
    [{ prices: [{ price: -1 }] }, "/prices/0/price", "minimum"],
    [{ prices: [{ price: 10 }, { price: 10, percent: 5 }] }, "/prices/1/percent", "one_of"],
    [{ prices: [{ weekdays: ["mon"] }] }, "/prices/0/price", "one_of"],
    [{ prices: [{ percent: 5.125 }] }, "/prices/0/percent", "percent"],
    [{ prices: [{ percent: -101 }] }, "/prices/0/percent", "minimum"],
    [{ prices: [{ percent: 5, weekdays: ["monday"] }] }, "/prices/0/weekdays/0", "enum"],
    [{ prices: [{ percent: 5, from: "2027-02-30" }] }, "/prices/0/from", "date"],
    [{ prices: [{ percent: 5, from: "2027-03-02", until: "2027-03-01" }] }, "/prices/0/until", "range"],
    [{ prices: Array.from({ length: 101 }, () => ({ percent: 5 })) }, "/prices", "maxItems"],
    [{ dynamic: { rules: [], floor: 100, ceiling: 99 } }, "/dynamic/ceiling", "range"],
    [{ occupancy: { included_adults: 2, extra_adult: 0, children: [{ band: "teen", price: 1 }] } }, CHILD_0, "exists"],
    [{ extras: [{ code: "spa", included: true }] }, "/extras/0/code", "exists"],
    [{ lead_discounts: [{ name: "x", percent: -5 }] }, "/lead_discounts/0/min_days", "required"],
    [{ cancellation: { kind: "free_until", before_days: 1 } }, "/cancellation/late_fee", "required"],
    [{ cancellation: { kind: "non_refundable", fee: { kind: "percent" } } }, "/cancellation/fee/percent", "required"],
    [{ payment: { kind: "deposit", days_before: 3 } }, "/payment/share", "required"],
    [{ payment: { kind: "prepay", percent: 30 } }, "/payment/percent", "not_with"],
    [{ restrictions: [{ weekdays: ["sat"] }] }, "/restrictions/0", "required"],
    [{ restrictions: [{ min_stay_arrival: 3, max_stay_arrival: 2 }] }, "/restrictions/0/max_stay_arrival", "range"],
  ])("names the field and the rule it breaks: %j", async (fields, field, rule) => {
    const { plans } = await rates();
    const { status, body } = await call("POST", plans, { body: { ...FLEX, ...fields } });
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_request" });
    expect(body["errors"]).toContainEqual(expect.objectContaining({ field, rule }));
  });

  test("is done once for a key, and one code is entered once when ten arrive together", async () => {
    const { plans } = await rates();
    const one = await call("POST", plans, { body: FLEX, key: "once" });
    const again = await call("POST", plans, { body: FLEX, key: "once" });
    expect(again).toMatchObject({ status: 201, body: one.body, headers: { "idempotent-replayed": "true" } });
    const body = { ...FLEX, code: "ten" };
    const ten = await Promise.all(Array.from({ length: 10 }, () => call("POST", plans, { body })));
    expect(statuses(ten)).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  test("comes before the first room type, too", async () => {
    const { plans } = await rates({ rooms: [] });
    expect((await call("POST", plans, { body: FLEX })).status).toBe(201);
  });

  test("is for managers and keys that may; a retired hotel enters none", async () => {
    const { plans, hotel } = await rates();
    expect((await call("POST", plans, { as: "nobody", body: FLEX })).status).toBe(401);
    expect((await call("POST", plans, { as: "front_desk", body: FLEX })).status).toBe(403);
    const { rows } = await database.pool.query<{ id: number }>(
      "SELECT organisation_id AS id FROM hotel WHERE hotel_id = $1",
      [hotel.hotelId],
    );
    const organisationId = rows[0]?.id ?? 0;
    tokens.set("reader", (await partnerKey(services, organisationId, ["rates.read"])).secret);
    tokens.set("writer", (await partnerKey(services, organisationId, ["rates.write"])).secret);
    expect((await call("POST", plans, { as: "reader", body: FLEX })).status).toBe(403);
    expect((await call("POST", plans, { as: "writer", body: FLEX })).status).toBe(201);
    expect((await call("GET", plans, { as: "reader" })).body).toMatchObject({ rate_plans: [{ prices: [] }] });
    await database.pool.query("UPDATE hotel SET status = 'retired' WHERE hotel_id = $1", [hotel.hotelId]);
    expect(await call("POST", plans, { body: { ...FLEX, code: "b" } })).toMatchObject({
      body: { error: "wrong_state" },
    });
  });
});

describe("changing a rate plan", () => {
  test("needs the version that was read; of two at once one wins", async () => {
    const { url } = await planned();
    expect((await call("PATCH", url, { body: { name: "A" } })).status).toBe(428);
    const both = await Promise.all(["A", "B"].map((name) => call("PATCH", url, { body: { name }, match: '"1"' })));
    expect(statuses(both)).toEqual([200, 412]);
    const winner = both.find(({ status }) => status === 200);
    expect((await call("GET", url)).body).toEqual(winner?.body);
    expect(winner?.body["version"]).toBe(2);
  });

  test("replaces whole fields, raises both versions and tells which fields", async () => {
    const { url, book, hotel } = await planned();
    const before = Number((await call("GET", book)).body["version"]);
    const body = { prices: [{ weekdays: ["sat", "fri"], percent: 15 }], meal_plan: "room_only" };
    expect((await call("PATCH", url, { body, match: '"1"' })).body).toMatchObject({
      prices: [{ weekdays: ["fri", "sat"], percent: 15 }],
      version: 2,
    });
    expect((await call("GET", book)).body["version"]).toBe(before + 1);
    expect(await told(hotel)).toMatchObject([
      { type: "rate_plan.created", data: { version: 1 } },
      { type: "rate_plan.changed", data: { fields: ["prices"], version: 2 } },
    ]);
  });

  test("to what it is already changes nothing", async () => {
    const { url } = await planned();
    expect(await call("PATCH", url, { body: { name: FLEX.name }, match: '"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
    });
  });

  test("never makes a circle", async () => {
    const { url, plans, id } = await planned();
    const child = await call("POST", plans, { body: { code: "c", name: "C", basis: derived(id) } });
    expect(child.status).toBe(201);
    const circle = { basis: derived(Number(child.body["rate_plan_id"])) };
    const { body } = await call("PATCH", url, { body: circle, match: '"1"' });
    expect(body["errors"]).toMatchObject([{ field: "/basis/rate_plan_id", rule: "cycle" }]);
  });

  test("never makes a circle when both ends change at once", async () => {
    const { url, plans, id } = await planned();
    const other = await call("POST", plans, { body: { code: "c", name: "C" } });
    const otherId = Number(other.body["rate_plan_id"]);
    const both = await Promise.all([
      call("PATCH", url, { body: { basis: derived(otherId) }, match: '"1"' }),
      call("PATCH", `${plans}/${otherId}`, { body: { basis: derived(id) }, match: '"1"' }),
    ]);
    expect(statuses(both)).toEqual([200, 400]);
  });

  test("retires it unless it is in use, and takes it up again", async () => {
    const { url, plans, id, book } = await planned();
    const child = await call("POST", plans, { body: { code: "c", name: "C", basis: derived(id) } });
    const childUrl = `${plans}/${String(child.body["rate_plan_id"])}`;
    expect(await call("DELETE", url, { match: '"1"' })).toMatchObject({ status: 409, body: { error: "in_use" } });
    expect((await call("DELETE", childUrl, { match: '"1"' })).body).toMatchObject({ status: "retired", version: 2 });
    const { headers } = await call("GET", book);
    await call("PATCH", book, { match: String(headers["etag"]), body: { default_rate_plan_id: id } });
    expect(await call("DELETE", url, { match: '"1"' })).toMatchObject({ status: 409, body: { error: "in_use" } });
    const members = { audience: { kind: "members" } };
    expect(await call("PATCH", url, { match: '"1"', body: members })).toMatchObject({ status: 409 });
    const etag = String((await call("GET", book)).headers["etag"]);
    await call("PATCH", book, { match: etag, body: { default_rate_plan_id: 0 } });
    expect((await call("DELETE", url, { match: '"1"' })).body).toMatchObject({ status: "retired" });
    const orphan = await call("PATCH", childUrl, { match: '"2"', body: { status: "active" } });
    expect(orphan.body["errors"]).toMatchObject([{ field: "/basis/rate_plan_id", rule: "active" }]);
    expect((await call("PATCH", url, { match: '"2"', body: { status: "active" } })).body).toMatchObject({ version: 3 });
    expect((await call("PATCH", childUrl, { match: '"2"', body: { status: "active" } })).status).toBe(200);
  });

  test("finds no plan of another hotel", async () => {
    const { id } = await planned();
    const { plans } = await rates();
    expect((await call("PATCH", `${plans}/${id}`, { match: '"1"', body: { name: "A" } })).status).toBe(404);
  });

  test("waits for whoever decides a booking of any room type of the hotel", async () => {
    const { url, hotel } = await planned({ rooms: [1, 1] });
    const client = await database.pool.connect();
    await client.query("BEGIN");
    const last = typeOf(hotel, 1).roomTypeId;
    await client.query("SELECT FROM admission WHERE room_type_id = $1 FOR NO KEY UPDATE", [last]);
    const change = call("PATCH", url, { body: { name: "A" }, match: '"1"' });
    await expect.poll(waitingForLocks).toBe(1);
    expect((await call("GET", url)).body["version"]).toBe(1);
    await client.query("COMMIT");
    client.release();
    expect((await change).status).toBe(200);
  });
});

describe("seeing rate plans", () => {
  test("guests see what everybody may book, and not how its price comes about", async () => {
    const { plans, url } = await planned();
    const members = { code: "m", name: "Members", audience: { kind: "members" } };
    const { body: hidden } = await call("POST", plans, { body: members });
    const { body } = await call("GET", plans, { as: "nobody" });
    expect(body["rate_plans"]).toMatchObject([{ ...FLEX, meal_plan: "room_only", payment: { kind: "pay_at_hotel" } }]);
    for (const plan of body["rate_plans"] as object[]) {
      for (const secret of ["prices", "basis", "dynamic", "restrictions", "occupancy"]) {
        expect(plan).not.toHaveProperty(secret);
      }
    }
    expect((await call("GET", url, { as: "nobody" })).status).toBe(200);
    const hiddenUrl = `${plans}/${String(hidden["rate_plan_id"])}`;
    expect((await call("GET", hiddenUrl, { as: "nobody" })).status).toBe(404);
    expect((await call("GET", hiddenUrl, { as: "front_desk" })).status).toBe(200);
  });

  test("staff see all, page by page, and by status", async () => {
    const { plans, url } = await planned();
    for (const code of ["b", "c"]) await call("POST", plans, { body: { code, name: code } });
    await call("DELETE", url, { match: '"1"' });
    const first = await call("GET", `${plans}?limit=2`);
    expect(codes(first)).toEqual(["flex", "b"]);
    const next = await call("GET", `${plans}?limit=2&cursor=${String(first.body["next_cursor"])}`);
    expect({ codes: codes(next), next: next.body["next_cursor"] }).toEqual({ codes: ["c"], next: null });
    expect(codes(await call("GET", `${plans}?status=active`))).toEqual(["b", "c"]);
    expect((await call("GET", "/v1/hotels/999999/rate-plans")).status).toBe(404);
  });
});

describe("the rate book", () => {
  test("of a hotel that has decided nothing has version 0", async () => {
    const { book, hotel } = await rates();
    const { body, headers } = await call("GET", book, { as: "nobody" });
    expect(headers["etag"]).toBe('"0"');
    expect(body).toEqual({
      hotel_id: hotel.hotelId,
      currency: "EUR",
      default_rate_plan_id: 0,
      standard_plan_sold: true,
      child_bands: [],
      taxes: [],
      extras: [],
      version: 0,
    });
  });

  test("is changed field by field; what is refused leaves it as it was", async () => {
    const { book, hotel } = await rates();
    expect((await call("PATCH", book, { match: '"0"', body: { standard_plan_sold: false } })).status).toBe(400);
    const taxes = [
      { kind: "vat", code: "vat", name: "VAT 6 %", percent: 6, products: ["room", "meal"], included: true },
      { kind: "city_tax", code: "city", name: "City tax", per_person_night: 4, from_age: 13, most_nights: 7 },
      { kind: "vat", code: "qst", name: "QST 9.975 %", percent: 9.975, products: ["room"], included: false },
      { kind: "city_tax", code: "share", name: "Occupancy tax", percent: 1.2345, from_age: 0 },
      { kind: "fee", code: "cleaning", name: "Cleaning", amount: 25, per: "stay" },
    ];
    const changed = await call("PATCH", book, { match: '"0"', body: { taxes, child_bands: [CHILD] } });
    expect(changed).toMatchObject({ status: 200, body: { taxes, child_bands: [CHILD], extras: [], version: 1 } });
    const restrictions = [{ weekdays: ["sat"], min_stay_through: 2 }];
    await call("PATCH", book, { match: '"1"', body: { restrictions } });
    expect((await call("GET", book)).body).toMatchObject({ taxes, restrictions, version: 2 });
    expect((await call("GET", book, { as: "nobody" })).body).not.toHaveProperty("restrictions");
    expect(await told(hotel)).toMatchObject([
      { type: "rate_book.changed", data: { fields: ["child_bands", "taxes"], version: 1 } },
      { type: "rate_book.changed", data: { fields: ["restrictions"], version: 2 } },
    ]);
  });

  test("of two changes at once, also the first two, one wins", async () => {
    const { book } = await rates();
    const both = await Promise.all(
      [[CHILD], []].map((bands) => call("PATCH", book, { match: '"0"', body: { child_bands: bands, extras: [COT] } })),
    );
    expect(statuses(both)).toEqual([200, 412]);
  });

  test.each([
    [{ child_bands: [CHILD, { band: "teen", min_age: 12, max_age: 17 }] }, "/child_bands/1/min_age", "order"],
    [{ child_bands: [{ band: "x", min_age: 3, max_age: 2 }] }, "/child_bands/0/max_age", "range"],
    [{ child_bands: [CHILD, { band: "child", min_age: 13, max_age: 17 }] }, "/child_bands/1/band", "unique"],
    [{ taxes: [{ kind: "vat", code: "vat", name: "VAT", percent: 6 }] }, "/taxes/0/products", "required"],
    [{ taxes: [{ kind: "city_tax", code: "c", name: "C", percent: 2, per_person_night: 1 }] }, PER_NIGHT, "one_of"],
    [{ taxes: [{ kind: "fee", code: "c", name: "C", amount: 1.999 }] }, "/taxes/0/amount", "amount"],
    [{ taxes: [{ ...VAT, percent: 9.97512 }] }, "/taxes/0/percent", "percent"],
    [{ taxes: [FEE, FEE] }, "/taxes/1/code", "unique"],
    [{ extras: [COT, COT] }, "/extras/1/code", "unique"],
    [{ extras: [{ ...COT, room_type_ids: [999_999] }] }, "/extras/0/room_type_ids", "exists"],
    [{ default_rate_plan_id: 999_999 }, "/default_rate_plan_id", "default_plan"],
  ])("names the field and the rule it breaks: %j", async (body, field, rule) => {
    const { book } = await rates();
    const answer = await call("PATCH", book, { match: '"0"', body });
    expect(answer.status).toBe(400);
    expect(answer.body["errors"]).toContainEqual(expect.objectContaining({ field, rule }));
    expect((await call("GET", book)).body["version"]).toBe(0);
  });

  test("keeps a hotel from a currency in which its amounts would say something else", async () => {
    const { book, hotel } = await rates();
    const url = `/v1/hotels/${hotel.hotelId}`;
    await call("PATCH", book, { match: '"0"', body: { extras: [COT] } });
    const yen = await call("PATCH", url, { match: '"1"', body: { currency: "JPY" } });
    expect(yen).toMatchObject({ status: 409, body: { error: "in_use", fields: ["currency"] } });
    expect((await call("PATCH", url, { match: '"1"', body: { currency: "USD" } })).status).toBe(200);
    expect((await call("GET", book)).body).toMatchObject({ currency: "USD", extras: [COT] });
  });

  test("has another version when its amounts are in another currency", async () => {
    const { hotel, book } = await rates();
    await call("PATCH", book, { match: '"0"', body: { extras: [COT] } });
    const changed = await call("PATCH", `/v1/hotels/${hotel.hotelId}`, { match: '"1"', body: { currency: "USD" } });
    expect(changed.status).toBe(200);
    const { headers, body } = await call("GET", book);
    expect({ etag: headers["etag"], body }).toMatchObject({ etag: '"2"', body: { currency: "USD", version: 2 } });
    expect(await call("PATCH", book, { match: '"1"', body: { extras: [] } })).toMatchObject({ status: 412 });
    const { rows } = await database.pool.query(
      "SELECT data FROM outbox WHERE hotel_id = $1 AND type = 'rate_book.changed' ORDER BY event_id DESC LIMIT 1",
      [hotel.hotelId],
    );
    expect(rows).toEqual([{ data: { version: 2, fields: ["currency"] } }]);
  });

  test("of a hotel that has decided nothing keeps version 0 in another currency", async () => {
    const { hotel, book } = await rates();
    await call("PATCH", `/v1/hotels/${hotel.hotelId}`, { match: '"1"', body: { currency: "USD" } });
    expect((await call("GET", book)).body).toMatchObject({ currency: "USD", version: 0 });
  });

  test("keeps what plans refer to", async () => {
    const { book, plans } = await rates();
    await call("PATCH", book, { match: '"0"', body: { extras: [COT] } });
    await call("POST", plans, { body: { ...FLEX, extras: [{ code: "cot", included: false }] } });
    expect(await call("PATCH", book, { match: '"2"', body: { extras: [] } })).toMatchObject({
      body: { error: "in_use" },
    });
  });
});

const CHILD = { band: "child", min_age: 3, max_age: 12 };
const COT = { code: "cot", name: "Cot", price: 12, per: "night", product: "extra" };
const VAT = { kind: "vat", code: "vat", name: "VAT", percent: 6, products: ["room"] };
const FEE = { kind: "fee", code: "cleaning", name: "Cleaning", amount: 25 };
const CHILD_0 = "/occupancy/children/0/band";
const PER_NIGHT = "/taxes/0/per_person_night";

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

async function call(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, options: Call = {}): Promise<Answer> {
  const { as = "manager", body, match, key } = options;
  const headers = {
    ...(as === "nobody" ? {} : bearer(tokens.get(as) ?? "")),
    ...(match === undefined ? {} : { "if-match": match }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const response = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

interface Rates {
  readonly hotel: TestHotel;
  readonly plans: string;
  readonly book: string;
}

async function rates(plan: { readonly rooms?: readonly number[] } = {}): Promise<Rates> {
  const hotel = await openHotel(database, plan);
  const url = `/v1/hotels/${hotel.hotelId}`;
  return { hotel, plans: `${url}/rate-plans`, book: `${url}/rate-book` };
}

async function planned(
  plan: { readonly rooms?: readonly number[] } = {},
): Promise<Rates & { readonly id: number; readonly url: string }> {
  const opened = await rates(plan);
  const id = Number((await call("POST", opened.plans, { body: FLEX })).body["rate_plan_id"]);
  return { ...opened, id, url: `${opened.plans}/${id}` };
}

function derived(ratePlanId: number): object {
  return { kind: "derived", rate_plan_id: ratePlanId, percent: -10 };
}

function statuses(answers: readonly Answer[]): number[] {
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}

function codes({ body }: Answer): string[] {
  return (body["rate_plans"] as { code: string }[]).map(({ code }) => code);
}

async function told(hotel: TestHotel): Promise<object[]> {
  const { rows } = await database.pool.query<{ type: string; data: object }>(
    "SELECT type, data FROM outbox WHERE hotel_id = $1 AND type LIKE 'rate%' ORDER BY event_id",
    [hotel.hotelId],
  );
  return rows;
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await database.pool.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}

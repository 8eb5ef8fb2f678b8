import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../../events/clock.ts";
import { testDatabase } from "../../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../../testing/http_server.ts";
import { NOON, openHotel, setNoon, typeOf, type TestHotel } from "../../testing/world.ts";
import { faultsIn } from "../../testing/soundness.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database);
await app.ready();
const { token: manager } = await staffToken(services, { role: "manager" });
const QUOTE_MINUTES = 15;

type Body = Record<string, unknown>;

let hotel: TestHotel;
let flexible: number;
let members: number;

beforeAll(() => setNoon(database));

// Flexible: 100.00, weekends +20 %, a third adult 30.00, a child 10.00; city tax 2.00 a person and night from 13 on; members -10 %.
beforeEach(async () => {
  await moveClock(database, { to: NOON });
  hotel = await openHotel(database, { rooms: [3, 2] });
  await database.pool.query("UPDATE room_type SET max_occupancy = 4 WHERE hotel_id = $1", [hotel.hotelId]);
  await changeBook({
    child_bands: [{ band: "child", min_age: 3, max_age: 12 }],
    taxes: [{ kind: "city_tax", code: "city", name: "City tax", per_person_night: 2, from_age: 13 }],
    extras: [{ code: "parking", name: "Parking", price: 15, per: "night", product: "extra" }],
  });
  flexible = await enterPlan({
    code: "flex",
    name: "Flexible",
    prices: [{ weekdays: ["fri", "sat"], percent: 20 }],
    occupancy: { included_adults: 2, extra_adult: 30, children: [{ band: "child", price: 10 }] },
    cancellation: {
      kind: "free_until",
      before_days: 1,
      late_fee: { kind: "percent", percent: 50 },
      no_show_fee: { kind: "full_stay" },
    },
  });
  members = await enterPlan({
    code: "members",
    name: "Members",
    audience: { kind: "members" },
    basis: { kind: "derived", rate_plan_id: flexible, percent: -10 },
    cancellation: { kind: "non_refundable", fee: { kind: "full_stay" } },
    payment: { kind: "prepay" },
  });
});

describe("a quote", () => {
  test("shows every night, every charge, the total, and the terms by the hotel's clock", async () => {
    const { status, body } = await quote({ adults: 2, children: [7], extras: [{ code: "parking" }] });
    expect(status, JSON.stringify(body)).toBe(200);
    const minutes = (Date.parse(String(body["expires_at"])) - NOON.getTime()) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(QUOTE_MINUTES);
    // The clock runs while the test does.
    expect(minutes).toBeLessThan(2 * QUOTE_MINUTES);
    expect(body).toMatchObject({
      currency: "EUR",
      // Thursday 3 June 110, Friday 4 June 100 + 20 % + 10; parking 2 x 15; city tax 2 adults x 2 nights x 2.
      total_price: 110 + 130 + 30 + 8,
      stays: [
        {
          room_type_id: typeOf(hotel).roomTypeId,
          rate_plan_code: "flex",
          nightly: [
            { date: "2027-06-03", price: 110 },
            { date: "2027-06-04", price: 130 },
          ],
          charges: [
            { kind: "extra", code: "parking", quantity: 1, amount: 30, included: false },
            { kind: "tax", code: "city", amount: 8, included: false },
          ],
          cancellation_policy: {
            free_until: "2027-06-02T15:00:00.000Z",
            free_until_local: "2027-06-02T15:00:00+00:00",
            late_fee: "percent",
            late_fee_percent: 50,
            no_show_fee: "full_stay",
          },
          payment_policy: { kind: "pay_at_hotel", due_amount: 0 },
        },
      ],
    });
  });

  test("is honoured although the prices rise and the night is closed afterwards", async () => {
    const quoted = (await quote()).body;
    await changePlan(flexible, { prices: [{ percent: 300 }] });
    await closeNight("2027-06-03");
    const { status, body } = await book({ quote_id: quoted["quote_id"] });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ total_price: quoted["total_price"], nightly: [{ price: 100 }, { price: 120 }] });
    expect(await book({ ...stay(), rate_plan_id: flexible })).toMatchObject({ body: { error: "restricted" } });
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("costs what booking without it costs", async () => {
    const asked = { adults: 3, children: [4, 14], extras: [{ code: "parking", quantity: 1 }], rate_plan_id: flexible };
    await database.pool.query("UPDATE room_type SET max_occupancy = 5 WHERE hotel_id = $1", [hotel.hotelId]);
    const quoted = await quote(asked);
    const booked = await book({ ...stay(), ...asked });
    expect(booked.body["total_price"]).toBe(quoted.body["total_price"]);
    const stays = (body: Body): Body[] => body["stays"] as Body[];
    for (const name of ["charges", "cancellation_policy", "payment_policy", "rate_plan_code", "children"]) {
      expect(stays(booked.body)[0]?.[name], name).toEqual(stays(quoted.body)[0]?.[name]);
    }
  });

  test("runs out: one minute after its time it is no promise any more, and its booking repeated is still its booking", async () => {
    const [first, second] = [await quote(), await quote()];
    const booking = { quote_id: first.body["quote_id"], idempotency_key: "k" };
    const booked = await book(booking);
    await moveClock(database, { to: new Date(NOON.getTime() + (QUOTE_MINUTES + 1) * 60_000) });
    expect(await book({ quote_id: second.body["quote_id"] })).toMatchObject({
      status: 409,
      body: { error: "quote_expired", expired_at: second.body["expires_at"] },
    });
    expect((await book(booking)).body["reservation_id"]).toBe(booked.body["reservation_id"]);
  });

  test("that was tampered with, or belongs to another hotel, is none", async () => {
    const id = String((await quote()).body["quote_id"]);
    const middle = Math.floor(id.length / 2);
    const changed = `${id.slice(0, middle)}${id[middle] === "A" ? "B" : "A"}${id.slice(middle + 1)}`;
    for (const wrong of [changed, id.slice(0, -8), "lrq_", "nonsense", `${id}AAAA`]) {
      expect(await book({ quote_id: wrong }), wrong).toMatchObject({ status: 422, body: { error: "quote_invalid" } });
    }
    const other = await openHotel(database);
    const elsewhere = await book({ quote_id: id, hotel_id: other.hotelId });
    expect(elsewhere).toMatchObject({ status: 422, body: { error: "quote_invalid" } });
  });

  test.each<[string, (type: number, other: number) => Body]>([
    ["another night", () => ({ end_date: "2027-06-06" })],
    ["another room type", (_, other) => ({ room_type_id: other })],
    ["other guests", () => ({ adults: 1 })],
    ["a child instead of an adult", () => ({ adults: 1, children: [5] })],
    ["another plan", () => ({ rate_plan_id: 0 })],
    ["an extra", () => ({ extras: [{ code: "parking" }] })],
  ])("is not for %s", async (_, change) => {
    const id = (await quote()).body["quote_id"];
    const [type, other] = [typeOf(hotel).roomTypeId, typeOf(hotel, 1).roomTypeId];
    const body = { ...stay(), adults: 2, ...change(type, other), quote_id: id };
    expect(await book(body)).toMatchObject({ status: 422, body: { error: "quote_mismatch" } });
    expect(await book({ ...stay(), adults: 2, quote_id: id })).toMatchObject({ status: 201 });
  });

  test("promises no room: when the last one is gone it is refused like everybody", async () => {
    const id = (await quote({ room_type_id: typeOf(hotel, 1).roomTypeId })).body["quote_id"];
    for (let room = 1; room <= 2; room += 1) {
      expect((await book({ ...stay(), room_type_id: typeOf(hotel, 1).roomTypeId })).status).toBe(201);
    }
    expect(await book({ quote_id: id })).toMatchObject({ status: 409, body: { error: "no_availability" } });
    expect(await quote({ room_type_id: typeOf(hotel, 1).roomTypeId })).toMatchObject({
      status: 409,
      body: { error: "no_availability", alternatives: expect.arrayContaining([]) as unknown },
    });
  });

  test("explains each night to staff, and to nobody else", async () => {
    const refused = await quote({ explain: true });
    expect(refused).toMatchObject({ status: 401, body: { message: expect.stringContaining("`explain`") as unknown } });
    const { body } = await quote({ explain: true }, manager);
    const [stayQuoted] = body["stays"] as {
      explained: { date: string; steps: { words: string; price: number }[] }[];
    }[];
    const friday = stayQuoted?.explained[1];
    expect(friday?.date).toBe("2027-06-04");
    expect(friday?.steps.map(({ words }) => words).join("; ")).toContain("+20 %");
    expect(friday?.steps.at(-1)?.price).toBe(120);
  });

  test.each([
    [{ start_date: "2027-06-03", end_date: "2029-06-03" }, 400],
    [{ start_date: "2029-06-03", end_date: "2029-06-04" }, 422],
    [{ adults: 5 }, 422],
    [{ adults: 0 }, 400],
    [{ guests: 2, children: [4, 5] }, 400],
    [{ children: [18] }, 400],
    [{ children: [-1] }, 400],
    [{ extras: [{ code: "spa" }] }, 400],
    [{ extras: [{ code: "parking" }, { code: "parking" }] }, 400],
    [{ rate_plan_id: 999_999 }, 409],
    [{ room_type_id: 999_999 }, 404],
    [{ hotel_id: 999_999 }, 404],
    [{ member: true }, 403],
    [{ channel: "booking" }, 403],
    [{ ignore_restrictions: true }, 401],
  ])("of %j is refused with %i", async (fields, status) => {
    const answer = await quote(fields);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  });
});

describe("a plan for some", () => {
  test("is not found by others, whoever they say they are", async () => {
    expect(await quote({ rate_plan_id: members })).toMatchObject({ body: { error: "rate_not_available" } });
    expect(await book({ ...stay(), rate_plan_id: members })).toMatchObject({ body: { error: "rate_not_available" } });
  });

  test("is booked by a member, prepaid and non-refundable, and a change keeps its terms", async () => {
    const booked = await book({ ...stay(), rate_plan_id: members, member: true }, manager);
    expect(booked.status, JSON.stringify(booked.body)).toBe(201);
    // 90 + 108 and city tax of two adults for two nights.
    expect(booked.body).toMatchObject({
      total_price: 206,
      stays: [{ rate_plan_code: "members", payment_policy: { kind: "prepay", due_amount: 206 } }],
    });
    const longer = await change(booked, { end_date: "2027-06-06" });
    expect(longer.body).toMatchObject({
      nightly: [{ price: 90 }, { price: 108 }, { price: 108 }],
      // Three nights and city tax of two adults for three.
      total_price: 306 + 12,
      stays: [{ rate_plan_code: "members" }],
    });
    const cancelled = await cancel(booked);
    expect(cancelled.body).toMatchObject({ fee_amount: 318, refund_amount: 0 });
  });
});

describe("a booking with a plan", () => {
  test("that is cancelled late costs what was agreed, also after the hotel has changed its mind", async () => {
    const booked = await book({ ...stay(), rate_plan_id: flexible });
    await changePlan(flexible, { cancellation: { kind: "non_refundable", fee: { kind: "full_stay" } } });
    await moveClock(database, { to: new Date("2027-06-02T15:00:00.001Z") });
    // Half of 220 and 8 of city tax.
    expect((await cancel(booked)).body).toMatchObject({ fee_amount: 114, refund_amount: 114 });
  });

  test("keeps the price of its nights, and pays its guests and taxes anew when they change", async () => {
    const booked = await book({ ...stay(), rate_plan_id: flexible, adults: 2 });
    await changePlan(flexible, { prices: [{ percent: 100 }] });
    const more = await change(booked, { adults: 3 });
    // The nights keep 100 and 120; the third adult is 30 a night, and pays city tax.
    expect(more.body).toMatchObject({ nightly: [{ price: 130 }, { price: 150 }], total_price: 280 + 12 });
    const shorter = await change(booked, { end_date: "2027-06-04" });
    expect(shorter.body).toMatchObject({ nightly: [{ price: 130 }], total_price: 130 + 6 });
  });

  test("is not made shorter than the hotel sells it, but a rule it broke before does not hold it", async () => {
    const booked = await book({ ...stay(), rate_plan_id: flexible });
    await restrict("2027-06-03", { min_stay_arrival: 2 });
    expect(await change(booked, { end_date: "2027-06-04" })).toMatchObject({
      status: 409,
      body: { error: "restricted", restrictions: [{ rule: "min_stay_arrival", value: 2 }] },
    });
    await restrict("2027-06-03", { closed: true });
    expect(await change(booked, { end_date: "2027-06-06" })).toMatchObject({ status: 200 });
    const byDesk = { end_date: "2027-06-04", ignore_restrictions: true };
    expect((await change(booked, byDesk)).status).toBe(403);
    expect((await change(booked, byDesk, manager)).status).toBe(200);
  });

  test("of two rooms under two plans adds both up, and each keeps its own terms", async () => {
    const rooms = [{ rate_plan_id: flexible }, { rate_plan_id: members }].map((room) => ({
      ...dates,
      room_type_id: typeOf(hotel).roomTypeId,
      adults: 1,
      ...room,
    }));
    const { body } = await book({ stays: rooms, member: true }, manager);
    expect(body).toMatchObject({
      total_price: 220 + 4 + (198 + 4),
      stays: [
        { rate_plan_code: "flex", total_price: 224, cancellation_policy: { late_fee: "percent" } },
        { rate_plan_code: "members", total_price: 202, cancellation_policy: { late_fee: "full_stay" } },
      ],
      // The stricter one speaks for both: it was never free.
      cancellation_policy: {
        free_until: expect.stringMatching(/^2027-06-01T12:00:0/) as unknown,
        late_fee: "full_stay",
      },
    });
  });

  test("is read as it was booked", async () => {
    const booked = await book({ ...stay(), rate_plan_id: flexible, adults: 2, children: [3] });
    const id = String(booked.body["reservation_id"]);
    const read = await call("GET", `/v1/reservations/${id}`, undefined, String(booked.body["manage_token"]));
    const { manage_token: _secret, ...shown } = booked.body;
    expect(read.body).toEqual(shown);
  });
});

const dates = { start_date: "2027-06-03", end_date: "2027-06-05" };

function stay(): Body {
  return { hotel_id: hotel.hotelId, room_type_id: typeOf(hotel).roomTypeId, ...dates, adults: 2 };
}

function quote(more: Body = {}, token?: string): Promise<Answered> {
  const { adults: _adults, ...asked } = stay();
  const party = "guests" in more ? {} : { adults: 2 };
  return call("POST", "/v1/quotes", { ...asked, ...party, rate_plan_id: flexible, ...more }, token);
}

function book(body: Body, token?: string): Promise<Answered> {
  return call("POST", "/v1/reservations", { hotel_id: hotel.hotelId, ...body }, token);
}

async function change(booked: Answered, body: Body, token?: string): Promise<Answered> {
  const id = String(booked.body["reservation_id"]);
  const match = token === undefined ? {} : { "if-match": await versionOf(booked) };
  return call("PATCH", `/v1/reservations/${id}`, body, token ?? String(booked.body["manage_token"]), match);
}

async function versionOf({ body }: Answered): Promise<string> {
  const path = `/v1/reservations/${String(body["reservation_id"])}`;
  return `"${String((await call("GET", path, undefined, String(body["manage_token"]))).body["version"])}"`;
}

function cancel({ body }: Answered): Promise<Answered> {
  const id = String(body["reservation_id"]);
  return call("DELETE", `/v1/reservations/${id}`, undefined, String(body["manage_token"]));
}

async function enterPlan(plan: Body): Promise<number> {
  const { status, body } = await call("POST", `/v1/hotels/${hotel.hotelId}/rate-plans`, plan, manager);
  expect(status, JSON.stringify(body)).toBe(201);
  return Number(body["rate_plan_id"]);
}

async function changePlan(ratePlanId: number, changes: Body): Promise<void> {
  const path = `/v1/hotels/${hotel.hotelId}/rate-plans/${ratePlanId}`;
  const { body } = await call("GET", path, undefined, manager);
  const match = { "if-match": `"${String(body["version"])}"` };
  const answer = await call("PATCH", path, changes, manager, match);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function changeBook(changes: Body): Promise<void> {
  const answer = await call("PATCH", bookPath(), changes, manager, { "if-match": await bookVersion() });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function bookVersion(): Promise<string> {
  return `"${String((await call("GET", bookPath(), undefined, manager)).body["version"])}"`;
}

function bookPath(): string {
  return `/v1/hotels/${hotel.hotelId}/rate-book`;
}

function closeNight(date: string): Promise<void> {
  return restrict(date, { closed: true });
}

async function restrict(date: string, set: Body): Promise<void> {
  const end = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
  const body = { start_date: date, end_date: end, room_type_ids: "all", rate_plan_ids: "every_plan", set };
  const match = { "if-match": await bookVersion() };
  const answer = await call("POST", `/v1/hotels/${hotel.hotelId}/rate-nights`, body, manager, match);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

interface Answered {
  readonly status: number;
  readonly body: Body;
}

async function call(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  url: string,
  payload?: Body,
  token?: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { ...headers, ...(token === undefined ? {} : bearer(token)) },
  });
  return { status: response.statusCode, body: response.json() };
}

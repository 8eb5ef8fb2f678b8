import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { staffToken, testHttpServer } from "../testing/http_server.ts";
import { RateCalls, type Answered, type Body } from "../testing/rate_calls.ts";
import { NOON, openHotel, setNoon, typeOf } from "../testing/world.ts";
import { verifyEverything } from "./verify.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database);
await app.ready();
const { token: manager } = await staffToken(services, { role: "manager" });
const DAY = 86_400_000;

let calls: RateCalls;

beforeAll(() => setNoon(database));

beforeEach(async () => {
  await moveClock(database, { to: NOON });
  calls = new RateCalls(app, manager, await openHotel(database, { rooms: [4, 4] }));
  await database.pool.query("UPDATE room_type SET max_occupancy = 4 WHERE hotel_id = $1", [calls.hotel.hotelId]);
});

describe("a sell limit", () => {
  test("counts the rooms of one booking one after the other", async () => {
    await calls.setNights(3, 1, { sell_limit: 2 });
    const rooms = (count: number): Body => ({ stays: Array.from({ length: count }, () => calls.stay(3, 2)) });
    expect(await calls.book(rooms(3))).toMatchObject({ status: 409, body: { error: "restricted" } });
    expect(await calls.quote(rooms(3))).toMatchObject({ status: 409, body: { error: "restricted" } });
    expect(await calls.book(rooms(2))).toMatchObject({ status: 201 });
    expect(await calls.book(rooms(1))).toMatchObject({ status: 409, body: { error: "restricted" } });
  });

  test("counts the rooms of a quote, too", async () => {
    await calls.setNights(3, 1, { sell_limit: 4 });
    const quoted = await calls.quote({ stays: [calls.stay(3, 1), calls.stay(3, 1)] });
    await calls.setNights(3, 1, { sell_limit: 1 });
    const booking = { quote_id: quoted.body["quote_id"] };
    expect(await calls.book(booking)).toMatchObject({ status: 409, body: { error: "restricted" } });
    await calls.setNights(3, 1, { sell_limit: 2 });
    expect(await calls.book(booking)).toMatchObject({ status: 201 });
  });

  test("counts the rooms of a reservation that are changed together", async () => {
    const booked = await calls.book({ stays: [calls.stay(3, 1), calls.stay(3, 1)] });
    await calls.setNights(4, 1, { sell_limit: 1 });
    const longer = (numbers: number[]): Body => ({
      stays: numbers.map((number) => ({ stay_no: number, end_date: calls.date(5) })),
    });
    expect(await calls.change(booked, longer([1, 2]))).toMatchObject({ status: 409, body: { error: "restricted" } });
    expect(await calls.change(booked, longer([1]))).toMatchObject({ status: 200 });
    expect(await calls.change(booked, longer([2]))).toMatchObject({ status: 409, body: { error: "restricted" } });
  });

  test("of another room type counts, although the one that was booked is sold up", async () => {
    await calls.setNights(3, 1, { sell_limit: 1 });
    const second = { room_type_id: typeOf(calls.hotel, 1).roomTypeId };
    const booked = await calls.book(calls.stay(3, 1));
    expect(await calls.book(calls.stay(3, 1, second))).toMatchObject({ status: 201 });
    expect(await calls.change(booked, second)).toMatchObject({ status: 409, body: { error: "restricted" } });
  });

  test("is not passed by a hold that is confirmed after it has run out", async () => {
    await calls.setNights(3, 1, { sell_limit: 1 });
    const held = await calls.book(calls.stay(3, 1, { hold: true }));
    await moveClock(database, { by: 60 * 60_000 });
    const sold = await calls.book(calls.stay(3, 1));
    expect(await calls.confirm(held)).toMatchObject({ status: 409, body: { error: "hold_expired" } });
    expect((await calls.cancel(sold)).status).toBe(200);
    expect((await calls.confirm(held)).status).toBe(200);
  });
});

describe("a quote", () => {
  test("is not dearer for a hold that has run out, nor refused for it", async () => {
    const rules = [{ name: "demand", when: { min_occupancy: 25 }, percent: 50 }];
    const plan = await calls.enterPlan({ code: "flex", name: "Flexible", dynamic: { rules } });
    const room = calls.stay(3, 2, { rate_plan_id: plan });
    await calls.book(calls.stay(4, 1, { hold: true }));
    expect((await calls.quote(room)).body).toMatchObject({ total_price: 250 });
    await moveClock(database, { by: 60 * 60_000 });
    const all = { stays: [room, room, room, room] };
    const quoted = await calls.quote(all);
    expect(quoted.body).toMatchObject({ total_price: 800 });
    expect((await calls.book(all)).body).toMatchObject({ total_price: 800 });
    expect((await calls.quote(room)).body).toMatchObject({ error: "no_availability" });
  });

  test("is no promise in another currency", async () => {
    const quoted = await calls.quote(calls.stay(3, 2));
    await database.pool.query("UPDATE hotel SET currency = 'USD', version = version + 1 WHERE hotel_id = $1", [
      calls.hotel.hotelId,
    ]);
    const booked = await calls.book({ quote_id: quoted.body["quote_id"] });
    expect(booked).toMatchObject({ status: 409, body: { error: "quote_expired" } });
  });

  test("of rooms at the base price has the deadline that they will have together", async () => {
    const rooms = { stays: [calls.stay(9, 1), calls.stay(5, 1)] };
    const [quoted, booked] = [await calls.quote(rooms), await calls.book(rooms)];
    const deadlines = ({ body }: Answered): unknown[] =>
      (body["stays"] as Body[]).map((stay) => (stay["cancellation_policy"] as Body)["free_until"]);
    expect(deadlines(quoted)).toEqual(deadlines(booked));
    expect(new Set(deadlines(quoted)).size).toBe(1);
  });

  test("refuses what a booking refuses first", async () => {
    await calls.setNights(3, 1, { closed: true });
    const rooms = { stays: [calls.stay(3, 1), calls.stay(5, 1, { adults: 9 })] };
    expect((await calls.book(rooms)).body).toMatchObject({ error: "too_many_guests" });
    expect((await calls.quote(rooms)).body).toMatchObject({ error: "too_many_guests" });
  });
});

describe("a change", () => {
  test("of the adults leaves the children where they are, and of the children the adults", async () => {
    const booked = await calls.book(calls.stay(3, 1, { adults: 2, children: [4] }));
    expect(partyOf(await calls.change(booked, { adults: 3 }))).toEqual([3, [4]]);
    expect(partyOf(await calls.change(booked, { children: [] }))).toEqual([3, []]);
    expect(partyOf(await calls.change(booked, { adults: 1 }))).toEqual([1, []]);
    expect(partyOf(await calls.change(booked, { children: [2, 5] }))).toEqual([1, [2, 5]]);
    // All together, as far as it is told.
    expect(partyOf(await calls.change(booked, { guests: 4 }))).toEqual([2, [2, 5]]);
    expect(partyOf(await calls.change(booked, { guests: 4, adults: 2 }))).toEqual([2, [2, 5]]);
    for (const wrong of [{ guests: 2 }, { guests: 4, adults: 3 }, { guests: 3, adults: 2, children: [1, 1] }]) {
      expect((await calls.change(booked, wrong)).body, JSON.stringify(wrong)).toMatchObject({
        error: "invalid_request",
      });
    }
  });

  test("to another room type is not sold on a closed night, although the stay itself is on one", async () => {
    const booked = await calls.book(calls.stay(3, 1));
    await calls.setNights(3, 1, { closed: true });
    const second = { room_type_id: typeOf(calls.hotel, 1).roomTypeId };
    expect(await calls.change(booked, second)).toMatchObject({ status: 409, body: { error: "restricted" } });
    expect((await calls.change(booked, { adults: 1 })).status).toBe(200);
  });

  test("to another room type keeps the deadline that was agreed, moved with the arrival", async () => {
    const plan = await calls.enterPlan({ code: "flex", name: "Flexible", cancellation: freeUntil(2) });
    const booked = await calls.book(calls.stay(10, 2, { rate_plan_id: plan }));
    await calls.changePlan(plan, { cancellation: { kind: "non_refundable", fee: { kind: "full_stay" } } });
    const second = typeOf(calls.hotel, 1).roomTypeId;
    const moved = { room_type_id: second, start_date: calls.date(17), end_date: calls.date(19) };
    const changed = await calls.change(booked, moved);
    expect(deadlineOf(changed)).toMatchObject({ free_until: `${calls.date(15)}T15:00:00.000Z`, late_fee: "percent" });
  });

  test("to another room type and later dates does not undo a deadline that has passed", async () => {
    const plan = await calls.enterPlan({ code: "flex", name: "Flexible", cancellation: freeUntil(2) });
    const booked = await calls.book(calls.stay(3, 2, { rate_plan_id: plan }));
    await moveClock(database, { by: 2 * DAY });
    const second = typeOf(calls.hotel, 1).roomTypeId;
    const changed = await calls.change(booked, {
      room_type_id: second,
      start_date: calls.date(20),
      end_date: calls.date(22),
    });
    expect(deadlineOf(changed)).toMatchObject({ free_until: `${calls.date(1)}T15:00:00.000Z` });
    expect((await calls.cancel(booked)).body).toMatchObject({ fee_amount: 100, refund_amount: 100 });
  });

  test("that brings a child into a stay at the base price keeps the price of its nights and its deadline", async () => {
    await calls.changeBook({
      child_bands: [{ band: "child", min_age: 3, max_age: 12 }],
      taxes: [{ kind: "city_tax", code: "city", name: "City tax", per_person_night: 2, from_age: 3 }],
    });
    await calls.changeBook({ taxes: [] });
    const booked = await calls.book(calls.stay(10, 2));
    const before = deadlineOf(booked)["free_until"];
    await database.pool.query("UPDATE room_type SET base_price_minor = 50000 WHERE hotel_id = $1", [
      calls.hotel.hotelId,
    ]);
    await database.pool.query("UPDATE hotel SET free_cancellation_days = 9 WHERE hotel_id = $1", [calls.hotel.hotelId]);
    const changed = await calls.change(booked, { children: [4] });
    expect(changed.body).toMatchObject({ nightly: [{ price: 100 }, { price: 100 }], total_price: 200 });
    expect(deadlineOf(changed)["free_until"]).toBe(before);
  });

  test("of the arrival moves the deadline by as many days at the base price too, whatever the hotel's policy is by now", async () => {
    const booked = await calls.book(calls.stay(10, 2));
    await database.pool.query("UPDATE hotel SET free_cancellation_days = 9 WHERE hotel_id = $1", [calls.hotel.hotelId]);
    const changed = await calls.change(booked, { start_date: calls.date(17), end_date: calls.date(19) });
    expect(deadlineOf(booked)["free_until"]).toBe(`${calls.date(9)}T15:00:00.000Z`);
    expect(deadlineOf(changed)["free_until"]).toBe(`${calls.date(16)}T15:00:00.000Z`);
  });

  test("that changes nothing costs nothing", async () => {
    await calls.changeBook({ taxes: [cityTax(2)] });
    const booked = await calls.book(calls.stay(3, 2, { adults: 2 }));
    await calls.changeBook({ taxes: [cityTax(9)] });
    expect((await calls.change(booked, { adults: 2, end_date: calls.date(5) })).body).toMatchObject({
      total_price: 208,
    });
  });

  test("works taxes out again although an extra is not sold as it was any more", async () => {
    const parking = { code: "parking", name: "Parking", price: 10, per: "stay", product: "extra", most_quantity: 3 };
    await calls.changeBook({ taxes: [cityTax(2)], extras: [parking] });
    const booked = await calls.book(calls.stay(3, 1, { extras: [{ code: "parking", quantity: 3 }] }));
    expect(booked.body).toMatchObject({ total_price: 100 + 30 + 4 });
    await calls.changeBook({ extras: [{ ...parking, most_quantity: 1 }] });
    expect((await calls.change(booked, { end_date: calls.date(5) })).body).toMatchObject({ total_price: 200 + 30 + 8 });
  });

  test("for a guest in the house is possible although the plan is not sold any more", async () => {
    const plan = await calls.enterPlan({ code: "flex", name: "Flexible" });
    const [planned, plain] = [
      await calls.book(calls.stay(0, 1, { rate_plan_id: plan })),
      await calls.book(calls.stay(0, 1)),
    ];
    const other = await calls.enterPlan({ code: "new", name: "New" });
    await calls.changePlan(plan, { status: "retired", room_type_ids: [typeOf(calls.hotel, 1).roomTypeId] });
    await calls.changeBook({ default_rate_plan_id: other, standard_plan_sold: false });
    for (const booked of [planned, plain]) {
      expect((await calls.desk(booked, "check-in")).status).toBe(200);
      const longer = await calls.desk(booked, "extension", { end_date: calls.date(2) });
      expect(longer).toMatchObject({ status: 200, body: { total_price: 200 } });
    }
    expect(await verifyEverything(database, { hotelId: calls.hotel.hotelId })).toEqual([]);
  });
});

describe("a cancellation", () => {
  test("after one of the rooms was a no-show: that room pays for not coming, and the total stays whole", async () => {
    const plan = await calls.enterPlan({
      code: "flex",
      name: "Flexible",
      cancellation: { ...freeUntil(0), no_show_fee: { kind: "full_stay" } },
    });
    const rooms = [calls.stay(0, 3, { rate_plan_id: plan }), calls.stay(5, 2, { rate_plan_id: plan })];
    const booked = await calls.book({ stays: rooms });
    await moveClock(database, { by: 2 * DAY });
    expect((await calls.desk(booked, "no-show")).status).toBe(200);
    expect((await calls.cancel(booked)).body).toMatchObject({ fee_amount: 300, refund_amount: 200 });
    expect(await verifyEverything(database, { hotelId: calls.hotel.hotelId })).toEqual([]);
  });
});

function freeUntil(days: number): Body {
  return { kind: "free_until", before_days: days, late_fee: { kind: "percent", percent: 50 } };
}

function cityTax(amount: number): Body {
  return { kind: "city_tax", code: "city", name: "City tax", per_person_night: amount };
}

function partyOf({ status, body }: Answered): unknown[] {
  expect(status, JSON.stringify(body)).toBe(200);
  const [stay] = body["stays"] as Body[];
  return [stay?.["adults"], stay?.["children"]];
}

function deadlineOf({ body }: Answered): Body {
  return body["cancellation_policy"] as Body;
}

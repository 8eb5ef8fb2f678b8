import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { moveEvents } from "../events/move.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { RateCalls, type Answered, type Body } from "../testing/rate_calls.ts";
import { NOON, openHotel, setNoon, typeOf } from "../testing/world.ts";
import { openSearch } from "./search_parts.ts";

const database = await testDatabase();
const sent: string[] = [];
const search = openSearch({ database: noticing(), horizonDays: 365 });
const { app, services } = testHttpServer(database, { services: { search } });
await app.ready();
const { token: manager } = await staffToken(services, { role: "manager" });
const HOUR_MS = 3_600_000;

let calls: RateCalls;

beforeAll(async () => {
  await setNoon(database);
  await search.feed.start();
  afterAll(() => search.feed.stop());
});

beforeEach(async () => {
  await moveClock(database, { to: NOON });
  await search.feed.tick();
  calls = new RateCalls(app, manager, await openHotel(database, { rooms: [4, 2] }));
  await database.pool.query("UPDATE room_type SET max_occupancy = 4 WHERE hotel_id = $1", [calls.hotel.hotelId]);
  await database.pool.query("UPDATE hotel SET city = $2 WHERE hotel_id = $1", [calls.hotel.hotelId, city()]);
  await search.feed.rebuild();
});

describe("a plan whose sell limit is reached", () => {
  let saver: number;

  beforeEach(async () => {
    saver = await calls.enterPlan({ code: "saver", name: "Saver", prices: [{ percent: -30 }] });
    // Of the other type there is always one room more.
    await calls.setNights(3, 1, { sell_limit: 1 }, { rate_plan_ids: [saver], room_type_ids: [first()] });
    await calls.setNights(3, 1, { closed: true }, { room_type_ids: [typeOf(calls.hotel, 1).roomTypeId] });
  });

  test("is searched no more, and again when the room is given back", async () => {
    expect(await plans(2, 2)).toEqual([saver]);
    const booked = await calls.book(calls.stay(3, 1, { rate_plan_id: saver }));
    expect(booked.status).toBe(201);
    expect(await plans(2, 2)).toEqual([0]);
    expect(await plans(4, 1)).toEqual([saver]);
    await calls.cancel(booked);
    expect(await plans(2, 2)).toEqual([saver]);
  });

  test("is in no calendar, and in no list of offers but among those that are not offered", async () => {
    const prices = await calendarPrices(2, 3);
    await calls.book(calls.stay(3, 1, { rate_plan_id: saver }));
    const [before, at, after] = prices;
    expect(await calendarPrices(2, 3)).toEqual([before, (at ?? 0) / 0.7, after]);
    expect(await cheapestDays(2, 3)).toEqual([before, (at ?? 0) / 0.7, after]);
    const party = await offersOf("2");
    expect(party.room_types.map(({ offers }) => offers.map((one) => one.rate_plan_id))).toEqual([[0]]);
    expect(JSON.stringify(party.not_offered)).toContain("sell_limit");
  });

  test("is free again at the instant at which a hold runs out, whoever sweeps it when", async () => {
    await calls.book(calls.stay(3, 1, { rate_plan_id: saver, hold: true }));
    expect(await plans(3, 1)).toEqual([0]);
    await moveClock(database, { by: HOUR_MS });
    await search.feed.tick();
    expect(await plans(3, 1)).toEqual([saver]);
  });

  test("is found for as many rooms as it has left, and the others under the next plan", async () => {
    expect(await plans(3, 1, "2;2")).toEqual([saver, 0]);
    expect(await plans(4, 1, "2;2")).toEqual([saver, saver]);
    const rooms = await roomsFound(3, 1, "2;2;2");
    const stays = rooms.map(({ room_type_id: roomTypeId, rate_plan_id: plan }) =>
      calls.stay(3, 1, { room_type_id: roomTypeId, rate_plan_id: plan }),
    );
    expect(await calls.book({ stays })).toMatchObject({ status: 201 });
  });

  test("is offered for no more rooms than it has left", async () => {
    const offered = async (rooms: string): Promise<unknown> =>
      (await offersOf(rooms)).room_types[0]?.offers.map((one) => one.rate_plan_id);
    expect(await offered("2")).toEqual([saver, 0]);
    expect(await offered("2;2")).toEqual([0]);
    const available = await get(`/v1/hotels/availability?city=${city()}&guests=2&rooms=2&${stay(3, 1)}`);
    expect(JSON.stringify(available.body)).toContain('"rate_plan_id":0');
  });
});

describe("a sell limit of the hotel", () => {
  test("that is entered for nights that are sold counts what was sold before", async () => {
    await calls.book(calls.stay(3, 1));
    await calls.setNights(3, 1, { sell_limit: 1 }, { room_type_ids: [first()] });
    expect(await typesFound(3, 1)).toEqual([typeOf(calls.hotel, 1).roomTypeId]);
    await calls.setNights(3, 1, {}, { clear: ["sell_limit"] });
    expect(await typesFound(3, 1)).toEqual([first()]);
  });

  test("that stands in its book counts for every night, until it is taken out", async () => {
    await calls.book(calls.stay(3, 1));
    // The booking has been heard of when the book is changed.
    expect(await typesFound(3, 1)).toEqual([first()]);
    await calls.changeBook({ restrictions: [{ sell_limit: 1 }] });
    expect(await typesFound(3, 1)).toEqual([typeOf(calls.hotel, 1).roomTypeId]);
    expect(await typesFound(4, 1)).toEqual([first()]);
    await calls.changeBook({ restrictions: [] });
    expect(await typesFound(3, 1)).toEqual([first()]);
  });

  test("counts the type that was booked, though the guest was moved to another, and until they cancel", async () => {
    const [booked, occupied] = [first(), typeOf(calls.hotel, 1).roomTypeId];
    const one = await calls.book(calls.stay(3, 1));
    await calls.setNights(3, 1, { sell_limit: 1 }, { room_type_ids: [booked] });
    const upgraded = await calls.desk(one, "room", { room_type_id: occupied });
    expect(upgraded.status).toBe(200);
    expect(await typesFound(3, 1)).toEqual([occupied]);
    expect((await calls.cancel(one)).status).toBe(200);
    expect(await typesFound(3, 1)).toEqual([booked]);
  });

  test("costs nothing where there is none", async () => {
    const other = await openHotel(database, { rooms: [2] });
    await search.feed.rebuild();
    sent.length = 0;
    await calls.book({ ...calls.stay(3, 1) });
    await new RateCalls(app, manager, other).setNights(3, 1, { min_stay_arrival: 1 });
    await settle();
    expect(sent.filter((text) => text.includes("stay.rate_plan_id"))).toEqual([]);
    await calls.setNights(3, 1, { sell_limit: 3 });
    await settle();
    expect(sent.filter((text) => text.includes("stay.rate_plan_id"))).toHaveLength(1);
  });
});

function first(): number {
  return typeOf(calls.hotel).roomTypeId;
}

function city(): string {
  return `Town ${calls.hotel.hotelId}`;
}

function stay(from: number, nights: number): string {
  return `check_in=${calls.date(from)}&check_out=${calls.date(from + nights)}`;
}

interface RoomFound {
  readonly room_type_id: number;
  readonly rate_plan_id: number;
}

async function roomsFound(from: number, nights: number, rooms = "2"): Promise<RoomFound[]> {
  const { body } = await get(`/v1/search?city=${city()}&rooms=${rooms}&${stay(from, nights)}`);
  return (body["hotels"] as { rooms: RoomFound[] }[])[0]?.rooms ?? [];
}

async function plans(from: number, nights: number, rooms = "2"): Promise<number[]> {
  const found = await roomsFound(from, nights, rooms);
  return found.map(({ rate_plan_id: ratePlanId }) => ratePlanId).toSorted((one, other) => other - one);
}

async function typesFound(from: number, nights: number): Promise<number[]> {
  return (await roomsFound(from, nights)).map(({ room_type_id: roomTypeId }) => roomTypeId);
}

interface PartyOffered {
  readonly room_types: readonly { readonly offers: readonly { readonly rate_plan_id: number }[] }[];
  readonly not_offered: readonly unknown[];
}

async function offersOf(rooms: string): Promise<PartyOffered> {
  const asked = `${stay(3, 1)}&rooms=${rooms}&why_not=true`;
  const { body } = await get(`/v1/hotels/${calls.hotel.hotelId}/offers?${asked}`);
  return (body["parties"] as [PartyOffered])[0];
}

async function calendarPrices(from: number, nights: number): Promise<number[]> {
  const range = `from=${calls.date(from)}&to=${calls.date(from + nights)}`;
  const { body } = await get(`/v1/hotels/${calls.hotel.hotelId}/calendar?${range}&guests=2`);
  return (body["nights"] as { price: number }[]).map(({ price }) => price);
}

async function cheapestDays(from: number, nights: number): Promise<(number | undefined)[]> {
  const range = `from=${calls.date(from)}&to=${calls.date(from + nights)}`;
  const { body } = await get(`/v1/search/calendar?city=${city()}&${range}&rooms=2`);
  return (body["days"] as { cheapest: { total_price: number } | null }[]).map(({ cheapest }) => cheapest?.total_price);
}

async function get(url: string): Promise<Answered> {
  await settle();
  const response = await app.inject({ method: "GET", url: encodeURI(url), headers: bearer(manager) });
  return { status: response.statusCode, body: response.json<Body>() };
}

async function settle(): Promise<void> {
  while ((await moveEvents(database.pool, { after: 0, limit: 1_000 })).moved > 0);
  const { rows } = await database.pool.query<{ end: number }>("SELECT coalesce(max(position), 0) AS end FROM event");
  search.feed.nudge();
  const end = rows[0]?.end ?? 0;
  await expect.poll(() => search.feed.cursor?.position, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(end);
}

/** The database as the feed has it, telling what it is sent. */
function noticing(): typeof database {
  const query = (statement: string | { text: string }, ...values: unknown[]): unknown => {
    sent.push(typeof statement === "string" ? statement : statement.text);
    return database.pool.query(statement as string, ...(values as [unknown[]]));
  };
  return { ...database, pool: { query } } as unknown as typeof database;
}

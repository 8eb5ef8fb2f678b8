import { describe, expect, test } from "vitest";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, partnerKey, testHttpServer } from "../testing/http_server.ts";
import { searchRoutes } from "./routes.ts";

const database = await testDatabase();
await allowMovingClock(database);
await moveClock(database, { to: new Date("2027-05-20T12:00:00Z") });
await database.pool.query(`
  INSERT INTO organisation (organisation_id, name) VALUES (1, 'Owner');
  INSERT INTO hotel (hotel_id, organisation_id, name, city, country, latitude, longitude, star_rating, amenities, time_zone,
                     currency)
  SELECT id, 1, (ARRAY['Casa do Rio', 'Águas Altas', 'Bela Vista'])[id], 'Lisbon', 'PT', 38.7 + id / 10.0, -9.1, 2 + id,
         CASE id WHEN 2 THEN '{pool}'::text[] ELSE '{}' END, 'Europe/Lisbon', CASE id WHEN 3 THEN 'JPY' ELSE 'EUR' END
    FROM generate_series(1, 3) AS id;
  INSERT INTO room_type (hotel_id, room_type_id, name, max_occupancy, base_price_minor)
  SELECT id, id * 10 + type, (ARRAY['Single', 'Double'])[type], type, 10000 * type + id * 100
    FROM generate_series(1, 3) AS id, generate_series(1, 2) AS type;
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms)
  SELECT hotel_id, room_type_id, date '2027-05-20' + day, 2 FROM room_type, generate_series(0, 60) AS day;
  UPDATE room_night SET sold = 2 WHERE room_type_id = 12 AND night = '2027-06-02';
  UPDATE room_night SET closed = true WHERE room_type_id = 11 AND night = '2027-06-03';
  INSERT INTO rate_book (hotel_id, restrictions) VALUES (2, '[
    {"from": "2027-06-05", "until": "2027-06-05", "minStayArrival": 3},
    {"from": "2027-06-20", "until": "2027-06-20", "channel": "web", "closed": true},
    {"from": "2027-06-25", "until": "2027-06-25", "stayPattern": "YNNYY", "minStayArrival": 2},
    {"from": "2027-06-26", "until": "2027-06-26", "stayPattern": "NN"},
    {"from": "2027-06-27", "until": "2027-06-27", "stayPattern": "NYY", "maxStayThrough": 1}]');
  INSERT INTO rate_book (hotel_id, restrictions) VALUES (3, '[
    {"from": "2027-05-20", "until": "2027-05-20", "sameDayCutoffHour": 10},
    {"from": "2027-05-22", "until": "2027-05-22", "minAdvanceDays": 7}]');
  INSERT INTO rate_plan (hotel_id, code, name, terms)
  SELECT 3, audience->>'kind', audience->>'kind', jsonb_build_object('audience', audience) ||
         '{"basis": {"kind": "base"}, "mealPlan": "room_only", "prices": [{"priceMinor": 10000}], "lengthDiscounts": [],
           "occupancy": {"includedAdults": 2, "extraAdultMinor": 0, "children": []}, "leadDiscounts": [],
           "dynamic": {"rules": []}, "extras": [], "payment": {"kind": "guarantee"}, "restrictions": []}'
    FROM (VALUES ('{"kind": "members"}'::jsonb), ('{"kind": "channel", "channel": "agency"}')) AS plan (audience);
  INSERT INTO exchange_rate (base, currency, valid_from, rate) VALUES ('EUR', 'JPY', '2027-05-01', 160)`);

const { app, services } = testHttpServer(database, { routes: [searchRoutes] });
await services.search.feed.start();

const STAY = { check_in: "2027-06-10", check_out: "2027-06-12" };

describe("GET /v1/search", () => {
  test("shows each hotel with its cheapest rooms, in order of price whatever the currency", async () => {
    const { status, body, headers } = await get("/v1/search", { ...STAY, city: "lisbon", currency: "EUR" });
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(body["hotels"]).toMatchObject([
      { hotel_id: 3, total_price: 40_600, currency: "JPY", display: { total_price: 253.75, rate_date: "2027-05-01" } },
      { hotel_id: 1, total_price: 402, check_in: "2027-06-10", check_out: "2027-06-12", display: { total_price: 402 } },
      { hotel_id: 2, total_price: 404 },
    ]);
    expect((body["hotels"] as { rooms: unknown[] }[])[1]?.rooms).toEqual([
      {
        adults: 2,
        child_ages: [],
        room_type_id: 12,
        name: "Double",
        rate_plan_id: 0,
        rate_plan_code: "standard",
        meal_plan: "room_only",
        total_price: 402,
        available_rooms: 2,
        free_cancellation_until: "2027-06-09T15:00:00+01:00",
      },
    ]);
    expect(body["next_cursor"]).toBeNull();
  });

  test.each([
    ["stars", {}, [3, 2, 1]],
    ["name", {}, [2, 3, 1]],
    ["distance", { near: "38.8,-9.1", radius_km: "15" }, [1, 2]],
  ])("puts hotels in order of %s, page by page", async (sort, place, expected) => {
    const found: number[] = [];
    for (let cursor: string | undefined; ;) {
      const { body } = await get("/v1/search", { ...STAY, ...place, sort, limit: "1", cursor });
      found.push(...hotelIds(body));
      if (body["next_cursor"] === null) break;
      cursor = body["next_cursor"] as string;
    }
    expect(found).toEqual(expected);
  });

  test("gives each party a room of its own, the cheapest together", async () => {
    const { body } = await get("/v1/search", { ...STAY, rooms: "2;1;1", stars: "3" });
    const rooms = (body["hotels"] as { rooms: { room_type_id: number }[] }[])[0]?.rooms;
    expect(rooms?.map(({ room_type_id }) => room_type_id)).toEqual([12, 11, 11]);
    expect(hotelIds((await get("/v1/search", { ...STAY, rooms: "2;2;2" })).body)).toEqual([]);
  });

  test("finds the cheapest dates nearby, and a weekend within a range", async () => {
    const full = { check_in: "2027-06-02", check_out: "2027-06-03", stars: "3" };
    expect(hotelIds((await get("/v1/search", full)).body)).toEqual([]);
    const { body } = await get("/v1/search", { ...full, flexible_days: "1" });
    expect(body["hotels"]).toMatchObject([{ check_in: "2027-06-01", check_out: "2027-06-02" }]);
    const weekend = await get("/v1/search", { within: "weekend", from: "2027-06-07", to: "2027-06-14", stars: "3" });
    expect(weekend.body["hotels"]).toMatchObject([{ check_in: "2027-06-11", check_out: "2027-06-13" }]);
  });

  test.each([
    ["a week", { within: "week", from: "2027-06-01", to: "2027-06-20" }, "2027-06-03", "2027-06-10"],
    ["a month", { within: "month", from: "2027-06-01", to: "2027-07-18", nights: "31" }, "2027-06-03", "2027-07-04"],
    [
      "three nights",
      { within: "month", from: "2027-06-01", to: "2027-07-01", nights: "3" },
      "2027-06-03",
      "2027-06-06",
    ],
  ])("finds %s in a range, after the night that is full", async (_, dates, check_in, check_out) => {
    const { body } = await get("/v1/search", { ...dates, stars: "3" });
    expect(body["hotels"]).toMatchObject([{ hotel_id: 1, check_in, check_out }]);
  });

  test("counts facets, and is empty where no hotel is like that", async () => {
    const { body } = await get("/v1/search", { ...STAY, amenities: "pool", facets: "true" });
    expect([hotelIds(body), body["facets"]]).toMatchObject([[2], { stars: { 4: 1 }, cities: { Lisbon: 1 } }]);
    const spas = await get("/v1/search", { ...STAY, city: "Lisbon", amenities: "spa" });
    expect(spas.body).toEqual({ hotels: [], next_cursor: null });
  });

  test.each([
    [{ check_in: undefined }, "check_in"],
    [{ check_out: "2028-08-01" }, "check_out"],
    [{ check_in: "2027-05-01", check_out: "2027-05-02" }, "check_in"],
    [{ check_in: "2030-05-01", check_out: "2030-05-02" }, "check_out"],
    [{ rooms: "-1" }, "rooms"],
    [{ rooms: "0" }, "rooms"],
    [{ rooms: "2:18" }, "rooms"],
    [{ rooms: "2;".repeat(10) + "2" }, "rooms"],
    [{ rooms: "1;".repeat(10_000) + "1" }, "rooms"],
    [{ city: "Atlantis" }, "city"],
    [{ near: "38.8,-9.1", radius_km: "1000000000" }, "radius_km"],
    [{ within: "week" }, "from"],
    [{ check_in: undefined, check_out: undefined, within: "week", from: "2027-06-01", to: "2028-06-01" }, "to"],
    [{ check_in: undefined, check_out: undefined, within: "week", from: "2027-06-01", to: "2027-06-03" }, "to"],
    [{ check_in: undefined, check_out: undefined, within: "month", from: "2027-06-01", to: "2027-07-31" }, "nights"],
    [{ flexible_days: "4" }, "flexible_days"],
    [{ sort: "distance" }, "sort"],
    [{ currency: "XXZ" }, "currency"],
    [{ limit: "10000" }, "limit"],
    [{ cursor: "nonsense" }, "cursor"],
    [{ checkin: "2027-06-10" }, "checkin"],
  ])("refuses %o and names %s", async (wrong, field) => {
    const { status, body } = await get("/v1/search", { ...STAY, ...wrong });
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_request" });
    expect(body["errors"]).toContainEqual(expect.objectContaining({ field }));
  });

  test("takes a cursor for the search it was given for only", async () => {
    const { body } = await get("/v1/search", { ...STAY, limit: "1" });
    const cursor = String(body["next_cursor"]);
    expect(hotelIds((await get("/v1/search", { ...STAY, limit: "5", cursor })).body)).toHaveLength(2);
    expect((await get("/v1/search", { ...STAY, rooms: "1", cursor })).status).toBe(400);
  });
});

describe("calendars", () => {
  test("show the nights of a hotel with prices and restrictions", async () => {
    const { body } = await get("/v1/hotels/2/calendar", { from: "2027-06-04", to: "2027-06-06" });
    const night = { price: 202, available_rooms: 2, closed_to_arrival: false, closed_to_departure: false };
    expect(body).toEqual({
      hotel_id: 2,
      currency: "EUR",
      nights: [
        { date: "2027-06-04", ...night, min_stay: 1 },
        { date: "2027-06-05", ...night, min_stay: 3 },
      ],
    });
    const full = await get("/v1/hotels/1/calendar", { from: "2027-06-02", to: "2027-06-03" });
    expect(full.body["nights"]).toMatchObject([{ price: null, available_rooms: 0 }]);
  });

  test("tell the fewest nights that a pattern of lengths sells, and that it sells none", async () => {
    const { body } = await get("/v1/hotels/2/calendar", { from: "2027-06-25", to: "2027-06-28" });
    expect(body["nights"]).toMatchObject([
      { date: "2027-06-25", closed_to_arrival: false, min_stay: 4 },
      { date: "2027-06-26", closed_to_arrival: true, min_stay: 1 },
      { date: "2027-06-27", closed_to_arrival: true, min_stay: 1 },
    ]);
  });

  test("show when it is too late or too early to arrive", async () => {
    const { body } = await get("/v1/hotels/3/calendar", { from: "2027-05-20", to: "2027-05-23" });
    expect(body["nights"]).toMatchObject([
      { date: "2027-05-20", closed_to_arrival: true },
      { date: "2027-05-21", closed_to_arrival: false },
      { date: "2027-05-22", closed_to_arrival: true },
    ]);
  });

  test("tell guests for whom no room is large enough that there is none, and nothing about the length of stays", async () => {
    const { body } = await get("/v1/hotels/1/calendar", { from: "2027-06-04", to: "2027-06-05", guests: "9" });
    expect(body["nights"]).toEqual([
      {
        date: "2027-06-04",
        price: null,
        available_rooms: 0,
        closed_to_arrival: true,
        closed_to_departure: true,
        min_stay: 1,
      },
    ]);
  });

  test("show the cheapest of a city for each arrival", async () => {
    const days = { from: "2027-06-04", to: "2027-06-06" };
    const { body } = await get("/v1/search/calendar", { ...days, city: "Lisbon" });
    const cheapest = { hotel_id: 3, total_price: 20_300, currency: "JPY" };
    expect(body).toEqual({
      days: [
        { date: "2027-06-04", cheapest },
        { date: "2027-06-05", cheapest },
      ],
    });
    const long = await get("/v1/search/calendar", { from: "2027-05-20", to: "2027-07-19", city: "Lisbon" });
    expect(long.body["days"]).toHaveLength(60);
    const own = await get("/v1/search/calendar", { ...days, hotel_id: "2" });
    expect(own.body["days"]).toMatchObject([{ cheapest: { hotel_id: 2, total_price: 202 } }, { cheapest: null }]);
  });

  test.each([
    ["/v1/search/calendar", { from: "2027-06-01", to: "2027-06-02" }, 400],
    ["/v1/search/calendar", { from: "2027-06-01", to: "2027-06-02", city: "Atlantis" }, 400],
    ["/v1/search/calendar", { from: "2027-06-01", to: "2028-07-02", city: "Lisbon" }, 400],
    ["/v1/search/calendar", { from: "2027-06-01", to: "2027-06-02", hotel_id: "99" }, 404],
    ["/v1/hotels/1/calendar", { from: "2027-06-01", to: "2028-07-06" }, 400],
    ["/v1/hotels/1/calendar", { from: "2027-06-01", to: "2027-06-01" }, 400],
    ["/v1/hotels/1/calendar", { from: "2027-06-01", to: "2027-06-02", guests: "2;2" }, 400],
    ["/v1/hotels/1/calendar", { from: "2027-06-01", to: "2027-06-02", guests: "-2" }, 400],
    ["/v1/search/calendar", { from: "2027-06-01", to: "2027-06-02", city: "Lisbon", rooms: "-2" }, 400],
    ["/v1/search/calendar", { from: "2027-06-01", to: "2027-06-02", near: "38.8,-9.1", radius_km: "1000000000" }, 400],
    ["/v1/hotels/99/calendar", { from: "2027-06-01", to: "2027-06-02" }, 404],
  ])("refuse %s %o", async (path, query, status) => {
    expect((await get(path, query)).status).toBe(status);
  });
});

describe("prices that are not for everybody", () => {
  const IN_JUNE = { from: "2027-06-10", to: "2027-06-12" };
  const ASKED = [
    ["/v1/search", STAY],
    ["/v1/search/calendar", { ...IN_JUNE, hotel_id: "3" }],
    ["/v1/hotels/3/calendar", IN_JUNE],
    ["/v1/hotels/3/offers", STAY],
  ] as const;

  test.each(ASKED)("are not shown by %s to who only says to be a member or an agency", async (path, query) => {
    for (const said of [{ channel: "agency" }, { member: "true" }]) {
      const { status, body } = await get(path, { ...query, ...said });
      expect([status, body["error"]]).toEqual([403, "forbidden"]);
    }
  });

  test.each([
    ["an agency", { channel: "Agency" }, "channel"],
    ["members", { member: "true" }, "members"],
    ["none of them", {}, "standard"],
  ])("are shown to a partner who sells to %s", async (_, said, code) => {
    const { secret } = await partnerKey(services, 1, ["reservation.read"]);
    const { body } = await get("/v1/search", { ...STAY, q: "Bela Vista", ...said }, bearer(secret));
    expect(body["hotels"]).toMatchObject([{ hotel_id: 3, rooms: [{ rate_plan_code: code }] }]);
  });

  test("are those of the door the caller came through: what is closed on the web is sold to a partner", async () => {
    const { secret } = await partnerKey(services, 1, ["reservation.read"]);
    const closed = { check_in: "2027-06-20", check_out: "2027-06-21", stars: "4" };
    expect(hotelIds((await get("/v1/search", closed)).body)).toEqual([]);
    expect(hotelIds((await get("/v1/search", closed, bearer(secret))).body)).toEqual([2]);
  });
});

describe("GET /v1/hotels/{hotel_id}/offers", () => {
  test("shows every type and plan with its price", async () => {
    const { status, body } = await get("/v1/hotels/1/offers", { ...STAY, rooms: "1" });
    expect(status).toBe(200);
    expect(body["parties"]).toMatchObject([
      {
        adults: 1,
        rooms: 1,
        room_types: [
          { room_type_id: 11, available_rooms: 2, offers: [{ rate_plan_code: "standard", total_price: 202 }] },
          { room_type_id: 12, offers: [{ total_price: 402, nightly: [{ date: "2027-06-10", price: 201 }, {}] }] },
        ],
      },
    ]);
  });

  test("says on request why the rest is not offered", async () => {
    const closed = { check_in: "2027-06-02", check_out: "2027-06-04", why_not: "true" };
    expect(notOffered((await get("/v1/hotels/1/offers", closed)).body)).toEqual([
      {
        room_type_id: 11,
        name: "Single",
        reasons: [
          { reason: "too_many_guests", max_occupancy: 1 },
          { reason: "closed", date: "2027-06-03" },
        ],
      },
      { room_type_id: 12, name: "Double", reasons: [{ reason: "sold", date: "2027-06-02", available_rooms: 0 }] },
    ]);
    const short = { check_in: "2027-06-05", check_out: "2027-06-06", why_not: "true", rooms: "2" };
    expect(notOffered((await get("/v1/hotels/2/offers", short)).body)[1]).toEqual({
      room_type_id: 22,
      name: "Double",
      rate_plan_id: 0,
      rate_plan_code: "standard",
      reasons: [{ reason: "restricted", date: "2027-06-05", rule: "min_stay_arrival", value: 3 }],
    });
  });
});

test("a type of which the last room is just becoming free has a reason, too", async () => {
  const sold = "UPDATE room_night SET sold = $1 WHERE room_type_id = 12 AND night = '2027-06-02'";
  await database.pool.query(sold, [0]);
  const query = { check_in: "2027-06-01", check_out: "2027-06-03", why_not: "true" };
  expect(notOffered((await get("/v1/hotels/1/offers", query)).body)[1]).toMatchObject({
    room_type_id: 12,
    reasons: [{ reason: "sold", date: "2027-06-02", available_rooms: 0 }],
  });
  await database.pool.query(sold, [2]);
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

async function get(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await app.inject({ url: `${path}?${new URLSearchParams(given).toString()}`, headers });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

function hotelIds(body: Answer["body"]): number[] {
  return (body["hotels"] as { hotel_id: number }[]).map((hotel) => hotel.hotel_id);
}

function notOffered(body: Answer["body"]): unknown[] {
  return (body["parties"] as { not_offered: unknown[] }[]).flatMap((party) => party.not_offered);
}

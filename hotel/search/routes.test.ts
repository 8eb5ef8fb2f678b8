import { describe, expect, test } from "vitest";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { testHttpServer } from "../testing/http_server.ts";
import { searchRoutes } from "./routes.ts";

const database = await testDatabase();
await allowMovingClock(database);
await moveClock(database, { to: new Date("2027-05-20T12:00:00Z") });
await database.pool.query(`
  INSERT INTO organisation (organisation_id, name) VALUES (1, 'Owner');
  INSERT INTO hotel (hotel_id, organisation_id, name, city, country, star_rating, time_zone, currency)
  SELECT id, 1, 'Hotel ' || id, 'Lisbon', 'PT', 4, 'Europe/Lisbon', 'EUR' FROM generate_series(1, 3) AS id;
  INSERT INTO room_type (hotel_id, room_type_id, name, max_occupancy, base_price_minor)
  SELECT id, id * 10, 'Double', 2, 12050 FROM generate_series(1, 3) AS id;
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms)
  SELECT id, id * 10, date '2027-05-20' + day, 3 FROM generate_series(1, 3) AS id, generate_series(0, 60) AS day`);

const { app, services } = testHttpServer(database, { routes: [searchRoutes] });
await services.search.feed.start();
const JUNE = { city: "Lisbon", check_in: "2027-06-01", check_out: "2027-06-05", guests: "2" };

test.each([
  ["/v1/search", { city: "Lisbon" }],
  ["/v1/search/calendar", { city: "Lisbon" }],
  ["/v1/hotels/1/offers", {}],
  ["/v1/hotels/1/calendar", {}],
])("%s believes nobody that they are a member or a channel", async (url, place) => {
  const dates = url.endsWith("calendar")
    ? { from: JUNE.check_in, to: JUNE.check_out }
    : { check_in: JUNE.check_in, check_out: JUNE.check_out };
  const statusOf = async (wish: Record<string, string>): Promise<number> =>
    (await app.inject({ url, query: { ...dates, ...place, ...wish } })).statusCode;
  expect(await statusOf({})).toBe(200);
  expect(await statusOf({ promo_code: "spring" })).toBe(200);
  expect(await statusOf({ member: "true" })).toBe(403);
  expect(await statusOf({ channel: "booking" })).toBe(403);
});

describe("GET /v1/hotels/availability", () => {
  test("answers everybody, and no cache keeps the answer", async () => {
    const { status, body, headers } = await search({ ...JUNE, limit: "1" });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toEqual({
      hotels: [
        {
          hotel_id: 1,
          name: "Hotel 1",
          city: "Lisbon",
          star_rating: 4,
          available_room_types: [
            {
              room_type_id: 10,
              name: "Double",
              available_rooms: 3,
              price_per_night: 120.5,
              total_price: 482,
              currency: "EUR",
              rate_plan_id: 0,
            },
          ],
        },
      ],
      next_cursor: "1",
    });
  });

  test("goes on from a cursor to the end", async () => {
    const { body } = await search({ ...JUNE, limit: "5", cursor: "1" });
    expect((body["hotels"] as { hotel_id: number }[]).map((hotel) => hotel.hotel_id)).toEqual([2, 3]);
    expect(body["next_cursor"]).toBeNull();
  });

  test.each([
    [{ check_in: undefined }, "check_in"],
    [{ check_in: "2027-02-30" }, "check_in"],
    [{ check_in: "06/01/2027" }, "check_in"],
    [{ check_in: "infinity" }, "check_in"],
    [{ check_in: "2027-05-19" }, "check_in"],
    [{ check_in: "2027-06-05" }, "check_out"],
    [{ check_out: "2027-09-01" }, "check_out"],
    [{ check_in: "2030-06-01", check_out: "2030-06-02" }, "check_out"],
    [{ city: undefined }, "city"],
    [{ city: "" }, "city"],
    [{ guests: undefined }, "guests"],
    [{ guests: "0" }, "guests"],
    [{ guests: "-1" }, "guests"],
    [{ guests: "two" }, "guests"],
    [{ guests: "1.5" }, "guests"],
    [{ guests: "99999999999999999999" }, "guests"],
    [{ rooms: "0" }, "rooms"],
    [{ rooms: "51" }, "rooms"],
    [{ limit: "0" }, "limit"],
    [{ limit: "1000" }, "limit"],
    [{ cursor: "abc" }, "cursor"],
    [{ cursor: "99999999999" }, "cursor"],
    [{ checkin: "2027-06-01" }, "checkin"],
  ])("refuses %o and names %s", async (wrong, field) => {
    const { status, body } = await search({ ...JUNE, ...wrong });
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_request" });
    expect(body["errors"]).toContainEqual(expect.objectContaining({ field }));
  });

  test("takes one value for each field", async () => {
    const { statusCode } = await app.inject(`/v1/hotels/availability?${new URLSearchParams(JUNE).toString()}&guests=3`);
    expect(statusCode).toBe(400);
  });

  test.each(["%00", "';DROP TABLE hotel;--", "%25", "💥", "a".repeat(200)])("finds nothing in %s", async (city) => {
    const { status, body } = await search({ ...JUNE, city });
    expect({ status, body }).toEqual({ status: 200, body: { hotels: [], next_cursor: null } });
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

async function search(query: Readonly<Record<string, string | undefined>>): Promise<Answer> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await app.inject(`/v1/hotels/availability?${new URLSearchParams(given).toString()}`);
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { openHotel, typeOf } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database);
const hotel = await openHotel(database);
const { token } = await staffToken(services, { role: "administrator" });
const path = `/v1/hotels/${hotel.hotelId}`;
const type = `${path}/room-types/${typeOf(hotel).roomTypeId}`;
afterAll(() => app.close());

async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode: status, headers: answer, body } = await app.inject({ url, headers });
  return { status, tag: String(answer["etag"]), cache: answer["cache-control"], vary: answer["vary"], body };
}

describe.each([path, `${path}/room-types`, type])("%s", (url) => {
  test("is sent once to who keeps it, and may be kept by caches", async () => {
    const first = await get(url);
    expect(first).toMatchObject({ status: 200, cache: "public, max-age=300", vary: "authorization" });
    const again = await get(url, { "if-none-match": first.tag });
    expect(again).toEqual({ ...first, status: 304, body: "" });
    expect((await get(url, { "if-none-match": `"other", W/${first.tag}` })).status).toBe(304);
    expect((await get(url, { "if-none-match": '"other"' })).body).toBe(first.body);
  });

  test("is asked for each time by who has credentials", async () => {
    const first = await get(url, bearer(token));
    expect(first).toMatchObject({ status: 200, cache: "private, no-cache" });
    expect((await get(url, { ...bearer(token), "if-none-match": first.tag })).status).toBe(304);
  });
});

test("what guests see of a room type is not taken for what staff see", async () => {
  const { tag } = await get(type);
  const staff = await get(type, { ...bearer(token), "if-none-match": tag });
  expect([staff.status, JSON.parse(staff.body)]).toMatchObject([200, { overbooking_ratio: 0 }]);
});

test("what has changed is sent again", async () => {
  const { tag } = await get(path);
  await database.pool.query("UPDATE hotel SET name = 'Renamed', version = version + 1");
  const again = await get(path, { "if-none-match": tag });
  expect([again.status, JSON.parse(again.body)]).toMatchObject([200, { name: "Renamed" }]);
});

test("a hotel that is not there is remembered by nobody", async () => {
  expect(await get("/v1/hotels/999999", { "if-none-match": "*" })).toMatchObject({ status: 404, cache: "no-store" });
});

interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
}

/** Every operation of the API, asked for something that may or may not be there. */
async function operations(): Promise<Operation[]> {
  await app.ready();
  const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([template, methods]) => {
    const url = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "hotel_id" ? `${hotel.hotelId}` : "1",
    );
    return Object.keys(methods).map((method) => ({ method: method.toUpperCase() as Operation["method"], url }));
  });
}

test("nothing else may be kept by anybody: whatever is asked, with and without credentials", async () => {
  const all = await operations();
  expect(all.length).toBeGreaterThan(40);
  const mayBeKept = new Set<string>();
  for (const { method, url } of all) {
    for (const headers of [{}, bearer(token)]) {
      const { headers: answer } = await app.inject({ method, url, headers });
      if (answer["cache-control"] !== "no-store") mayBeKept.add(`${method} ${url}`);
    }
  }
  expect([...mayBeKept].toSorted()).toEqual([`GET ${path}`, `GET ${path}/room-types`, `GET ${path}/room-types/1`]);
  expect(all.filter(({ url }) => url.includes("/reservations")).length).toBeGreaterThan(15);
});

test("a reservation that is made and read is kept by nobody", async () => {
  const dates = { start_date: formatNight(hotel.today + 1), end_date: formatNight(hotel.today + 2) };
  const payload = { hotel_id: hotel.hotelId, room_type_id: typeOf(hotel).roomTypeId, ...dates };
  const made = await app.inject({ method: "POST", url: "/v1/reservations", payload });
  expect([made.statusCode, made.headers["cache-control"]]).toEqual([201, "no-store"]);
  const { reservation_id: id } = made.json<{ reservation_id: string }>();
  const read = await app.inject({ url: `/v1/reservations/${id}`, headers: bearer(token) });
  expect([read.statusCode, read.headers["cache-control"]]).toEqual([200, "no-store"]);
});

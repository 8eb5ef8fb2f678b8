import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";
import { reservationRoutes } from "./routes.ts";

const database = await testDatabase();
const { app, services } = testHttpServer(database, { routes: [reservationRoutes] });

type Json = Record<string, unknown>;

let hotel: TestHotel;
let desk = "";

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [3, 3] });
  desk = (await staffToken(services, { role: "administrator" })).token;
});

async function call(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  url: string,
  token?: string,
  body?: Json,
  headers = {},
) {
  const credentials = token === undefined ? {} : bearer(token);
  const reply = await app.inject({
    method,
    url,
    headers: { ...credentials, ...headers },
    ...(body && { payload: body }),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json<Json>() };
}

async function booked(token?: string, more: Json = {}): Promise<{ url: string; body: Json }> {
  const reply = await call("POST", "/v1/reservations", token, {
    hotel_id: hotel.hotelId,
    room_type_id: typeOf(hotel).roomTypeId,
    start_date: formatNight(hotel.today),
    end_date: formatNight(hotel.today + 2),
    ...more,
  });
  expect(reply.status).toBe(201);
  return { url: `/v1/reservations/${String(reply.body["reservation_id"])}`, body: reply.body };
}

test("what the desk does is answered with the rooms, as reading it is", async () => {
  const { url, body } = await booked(desk);
  const segment = { stay_no: 1, room_type_id: typeOf(hotel).roomTypeId, start_date: formatNight(hotel.today) };
  expect(body["rooms"]).toMatchObject([segment]);
  for (const action of ["pin", "unpin", "check-in"]) {
    const done = await call("POST", `${url}/${action}`, desk);
    expect(done.status).toBe(200);
    expect(done.body["rooms"]).toMatchObject([segment]);
    expect(done.body).toEqual((await call("GET", url, desk)).body);
  }
  const upgrade = { room_type_id: typeOf(hotel, 1).roomTypeId };
  const moved = await call("POST", `${url}/room`, desk, upgrade, { "idempotency-key": "move" });
  expect(moved.body["rooms"]).toMatchObject([{ ...segment, ...upgrade }]);
  const later = await call("POST", `${url}/check-out`, desk);
  expect(later.body).toMatchObject({ status: "checked_out" });
  const repeat = await call("POST", `${url}/room`, desk, upgrade, { "idempotency-key": "move" });
  expect(repeat.headers["idempotent-replayed"]).toBe("true");
  expect(repeat.body).toEqual(moved.body);
});

test("a guest is never told the rooms", async () => {
  const { url, body } = await booked(undefined, { hold: true });
  const token = String(body["manage_token"]);
  const replies = [
    body,
    (await call("GET", url, token)).body,
    (await call("POST", `${url}/confirmation`, token)).body,
    (await call("PATCH", url, token, { end_date: formatNight(hotel.today + 1) })).body,
  ];
  expect(replies.map((reply) => reply["status"])).toEqual(["pending", "pending", "confirmed", "confirmed"]);
  for (const reply of replies) expect(reply).not.toHaveProperty("rooms");
  expect((await call("GET", url, desk)).body["rooms"]).toHaveLength(1);
});

test("what a guest did is answered to a repeat without the rooms as well", async () => {
  const key = { idempotency_key: "a-booking" };
  const [first, repeat] = [await booked(undefined, key), await booked(undefined, key)];
  expect(repeat.body).toEqual(first.body);
  expect(repeat.body).not.toHaveProperty("rooms");
});

import { beforeAll, expect, test } from "vitest";
import { staffToken, testHttpServer, TEST_PASSWORD } from "../../hotel/testing/http_server.ts";
import { testDatabase } from "../../hotel/testing/database.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../../hotel/testing/world.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { refusalMeanings } from "../../hotel/vocabulary/refusal_codes.ts";
import { createLastroom, LastroomProblem, type Lastroom, type ProblemCode } from "../../sdk/src/index.ts";

// The client against the real server; the sdk itself knows nothing of the product, so the test stands here.
const database = await testDatabase();
const { app, services } = testHttpServer(database);
const GUEST = { name: "Ada Guest", email: "ada@example.com" };
let baseUrl: string;
let lastroom: Lastroom;
let hotel: TestHotel;

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [1, 1] });
  await services.search.feed.start();
  baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
  lastroom = createLastroom({ baseUrl });
});

/** A booking of the hotel's first type, so many days after today. */
function bookingFrom(
  day: number,
  nights = 1,
): { hotel_id: number; room_type_id: number; start_date: string; end_date: string } {
  const start = hotel.today + day;
  const dates = { start_date: formatNight(start), end_date: formatNight(start + nights) };
  return { hotel_id: hotel.hotelId, room_type_id: typeOf(hotel).roomTypeId, ...dates };
}

async function refusalOf(call: Promise<unknown>): Promise<LastroomProblem> {
  const error = await call.catch((caught: unknown) => caught);
  if (!(error instanceof LastroomProblem)) throw new Error("not refused", { cause: error });
  return error;
}

test("search, hold, confirm, change and cancel as a guest", async () => {
  const dates = { check_in: formatNight(hotel.today + 1), check_out: formatNight(hotel.today + 3) };
  const { hotels } = await lastroom.search({ city: "Lisbon", ...dates, guests: 2 });
  expect(hotels[0]?.available_room_types).toHaveLength(2);
  const held = await lastroom.reservations.hold({ ...bookingFrom(1, 2), guest: GUEST });
  expect(held).toMatchObject({ status: "pending", total_price: 200, currency: "EUR" });
  const guest = lastroom.withToken(held.manage_token ?? "");
  const { reservations } = guest;
  expect(await reservations.confirm(held.reservation_id)).toMatchObject({ status: "confirmed" });
  const longer = await reservations.change(held.reservation_id, { end_date: formatNight(hotel.today + 4) });
  expect(longer.total_price).toBe(300);
  const found = await lastroom.reservations.find(held.confirmation_code, GUEST.email);
  expect(found.reservation_id).toBe(held.reservation_id);
  expect(await reservations.cancel(held.reservation_id)).toMatchObject({ status: "cancelled", refund_amount: 300 });
});

test("the last room: a refusal that helps", async () => {
  await lastroom.reservations.book({ ...bookingFrom(10), guest: GUEST });
  const refusal = await refusalOf(lastroom.reservations.book({ ...bookingFrom(10), guest: GUEST }));
  expect(refusal).toMatchObject({ error: "no_availability", status: 409 });
  expect(refusal.problem["nights"]).toMatchObject([{ date: formatNight(hotel.today + 10), reason: "sold" }]);
  expect(refusal.problem["alternatives"]).not.toEqual([]);
});

test("an answer that got lost does not book twice", async () => {
  let lost = 0;
  const losing: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if ((lost += 1) > 2) return reply;
    await reply.body?.cancel();
    throw new TypeError("the connection broke before the answer came");
  };
  const booked = await createLastroom({ baseUrl, fetch: losing }).reservations.book({
    ...bookingFrom(20),
    guest: GUEST,
  });
  expect(booked.status).toBe("confirmed");
  expect(lost).toBe(3);
  const { rows } = await database.pool.query("SELECT 1 FROM stay WHERE start_date = $1", [booked.start_date]);
  expect(rows).toHaveLength(1);
});

test("a wrong field is named", async () => {
  const refusal = await refusalOf(lastroom.reservations.book({ ...bookingFrom(1), start_date: "2027-02-30" }));
  expect(refusal.error).toBe("invalid_request");
  expect(refusal.problem.errors?.map(({ field }) => field)).toContain("/start_date");
});

test("staff sign in, and edit the version they have read", async () => {
  const { email } = await staffToken(services, { role: "front_desk" });
  const desk = await lastroom.signIn(email, TEST_PASSWORD);
  const { reservation_id: id } = await lastroom.reservations.book({ ...bookingFrom(0), guest: GUEST });
  const [first] = (await desk.reservations.list({ limit: 1 })).reservations;
  expect(first?.reservation_id).toBe(id);
  const { version } = await desk.reservations.read(id);
  expect((await refusalOf(desk.reservations.change(id, { guests: 2 }))).error).toBe("version_required");
  const stale = desk.reservations.change(id, { guests: 2 }, { ifMatch: version + 1 });
  expect((await refusalOf(stale)).error).toBe("version_conflict");
  await desk.reservations.change(id, { guests: 2 }, { ifMatch: version });
  const inHouse = await desk.reservations.checkIn(id);
  expect(inHouse.status).toBe("checked_in");
  expect(inHouse.stays.map(({ guests }) => guests)).toEqual([2]);
  expect((await desk.reservations.events(id)).events.map(({ type }) => type)).toContain("reservation.checked_in");
  expect((await refusalOf(lastroom.reservations.list())).error).toBe("unauthenticated");
});

test("any other call, by its name", async () => {
  expect(await lastroom.call("GET /health/live")).toEqual({ status: "live" });
});

test("the codes that the client knows are those of the registry", async () => {
  // The types are compared by tsc, what openapi.json lists by the test.
  const known: Record<ProblemCode, unknown> = refusalMeanings;
  const description = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as Described;
  expect(description.components.schemas.Problem.properties.error.enum).toEqual(Object.keys(known));
});

interface Described {
  readonly components: {
    readonly schemas: { readonly Problem: { readonly properties: { readonly error: { readonly enum: string[] } } } };
  };
}

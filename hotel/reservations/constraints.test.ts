import { beforeAll, expect, test } from "vitest";
import { bookRoom, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";

// The last line of defence, tried without the code in front of it: statements that a wrong program would send.
const database = await testDatabase();
const { admission } = openAdmission(database);
let hotel: TestHotel;

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [1] });
});

test.each([
  ["sold", "sold = sold + 2"],
  ["held", "held = held + 2"],
  ["blocked", "blocked = blocked + 2"],
  ["sold, held and blocked together", "sold = 1, held = 1"],
  ["out of order", "sold = 1, out_of_order = 1"],
  ["fewer rooms", "sold = 1, rooms = 0"],
])("a night takes no more than its limit: %s", async (_, change) => {
  const night = [hotel.hotelId, formatNight(hotel.today + 1)];
  await expect(
    database.pool.query(`UPDATE room_night SET ${change} WHERE hotel_id = $1 AND night = $2`, night),
  ).rejects.toMatchObject({ code: "23514", constraint: "room_night_never_oversold" });
});

test.each(["sold", "held", "blocked", "rooms", "out_of_order", "allowance", "forced"])(
  "%s is never negative",
  async (counter) => {
    await expect(
      database.pool.query(`UPDATE room_night SET ${counter} = -1 WHERE hotel_id = $1`, [hotel.hotelId]),
    ).rejects.toMatchObject({ code: "23514" });
  },
);

test("the allowance and what is forced widen the limit, nothing else does", async () => {
  const night = [hotel.hotelId, formatNight(hotel.today + 2)];
  const widen = "UPDATE room_night SET sold = 3, allowance = 1, forced = 1 WHERE hotel_id = $1 AND night = $2";
  expect((await database.pool.query(widen, night)).rowCount).toBe(1);
  await database.pool.query("UPDATE room_night SET sold = 0, allowance = 0, forced = 0 WHERE hotel_id = $1", [
    hotel.hotelId,
  ]);
});

test("a room is given once a night; a stay without a room and another night do not collide", async () => {
  const two = await openHotel(database, { rooms: [2] });
  const [first, second] = await Promise.all([1, 1].map((from) => admission.submit(bookRoom(two, { from }))));
  const sit = `
    UPDATE stay_night SET room_id = $3 WHERE hotel_id = $1 AND reservation_id = $2`;
  const [firstRoom] = typeOf(two).roomIds;
  const [one, other] = [reservationIdOf(first), reservationIdOf(second)];
  await expect(database.pool.query(`${sit} AND room_id <> $3`, [two.hotelId, one, firstRoom])).resolves.toBeDefined();
  const both = [one, other].map((id) => database.pool.query(sit, [two.hotelId, id, firstRoom]));
  const outcomes = await Promise.allSettled(both);
  expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
    { reason: { code: "23505", constraint: "stay_night_room_once" } },
  ]);
  const unseat = "UPDATE stay_night SET room_id = NULL WHERE hotel_id = $1";
  expect((await database.pool.query(unseat, [two.hotelId])).rowCount).toBe(2);
});

test("an idempotency key is there once for a principal and hotel", async () => {
  const insert = `
    INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, status, reply, created_at)
    VALUES ($1, $2, 'k', '\\x00', 201, '{}', hotel_now())`;
  await database.pool.query(insert, [hotel.hotelId, "public"]);
  await database.pool.query(insert, [hotel.hotelId, "partner:1"]);
  await expect(database.pool.query(insert, [hotel.hotelId, "public"])).rejects.toMatchObject({
    code: "23505",
    constraint: "idempotency_key_pkey",
  });
});

async function nameChannel(channel: string): Promise<number | null> {
  const one = await openHotel(database, { rooms: [1] });
  const reservationId = reservationIdOf(await admission.submit(bookRoom(one, { from: 1 })));
  const change = "UPDATE reservation SET channel = $1 WHERE reservation_id = $2";
  return (await database.pool.query(change, [channel, reservationId])).rowCount;
}

test.each(["", "booking_com-2", "a".repeat(40)])("the channel %j of a reservation is kept", async (channel) => {
  expect(await nameChannel(channel)).toBe(1);
});

test.each(["a".repeat(41), "Web", "web ", "web\n", "wéb"])("%j is no channel of a reservation", async (channel) => {
  const refused = { code: "23514", constraint: "reservation_channel_check" };
  await expect(nameChannel(channel)).rejects.toMatchObject(refused);
});

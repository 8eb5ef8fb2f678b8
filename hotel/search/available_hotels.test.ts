import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { formatNight, nightOf, type Night } from "../vocabulary/night.ts";
import { searchBySql } from "../testing/search_by_sql.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { searchAvailability, type AvailabilityPage, type AvailabilitySearch } from "./available_hotels.ts";
import { openSearch } from "./search_parts.ts";

const database = await testDatabase();
const HORIZON_DAYS = 30;
const parts = openSearch({ database, horizonDays: HORIZON_DAYS });
afterAll(() => parts.feed.stop());
const NOON = new Date("2027-06-01T12:00:00Z");
const TODAY = nightOf("2027-06-01");

const june: AvailabilitySearch = {
  city: "Lisbon",
  check_in: "2027-06-01",
  check_out: "2027-06-04",
  guests: 2,
  limit: 20,
};

beforeAll(async () => {
  await allowMovingClock(database);
  await moveClock(database, { to: NOON });
});

beforeEach(async () => {
  await removeHotels();
  await database.pool.query("DELETE FROM organisation");
  await database.pool.query("INSERT INTO organisation (organisation_id, name) VALUES (1, 'Owner')");
});

describe("a search", () => {
  test("tells what is free, for how much, the cheapest first", async () => {
    await enterHotel(1, { name: "Casa do Rio", star_rating: 4 });
    await enterType(1, 11, { name: "Suite", base_price_minor: 30_000, rooms: 2 });
    await enterType(1, 12, { name: "Double", base_price_minor: 12_050, rooms: 5 });
    expect(await found(june)).toEqual({
      hotels: [
        {
          hotel_id: 1,
          name: "Casa do Rio",
          city: "Lisbon",
          star_rating: 4,
          available_room_types: [
            {
              room_type_id: 12,
              name: "Double",
              available_rooms: 5,
              price_per_night: 120.5,
              total_price: 361.5,
              currency: "EUR",
              rate_plan_id: 0,
            },
            {
              room_type_id: 11,
              name: "Suite",
              available_rooms: 2,
              price_per_night: 300,
              total_price: 900,
              currency: "EUR",
              rate_plan_id: 0,
            },
          ],
        },
      ],
      next: null,
    });
  });

  test.each([
    ["JPY", 19_800, 19_800, 59_400],
    ["KWD", 35_125, 35.125, 105.375],
  ])("shows money in %s as a decimal", async (currency, minor, perNight, total) => {
    await enterHotel(1, { currency });
    await enterType(1, 11, { base_price_minor: minor });
    expect((await found(june)).hotels[0]?.available_room_types).toMatchObject([
      { price_per_night: perNight, total_price: total, currency },
    ]);
  });

  test("counts the fullest night of the stay and no other", async () => {
    await enterHotel(1);
    await enterType(1, 11, { rooms: 5 });
    await setNight(11, TODAY + 1, "sold = 3");
    await setNight(11, TODAY + 3, "sold = 5");
    expect(await rooms(june)).toEqual([[11, 2]]);
    expect(await rooms({ ...june, check_out: "2027-06-05" })).toEqual([]);
  });

  test.each([
    ["sold = 4", 1],
    ["held = 4", 1],
    ["blocked = 4", 1],
    ["out_of_order = 4", 1],
    ["allowance = 2, sold = 4", 3],
    ["sold = 2, held = 1, blocked = 1, out_of_order = 1", undefined],
    ["sold = 7, forced = 2", undefined],
    ["closed = true", undefined],
    ["rooms = 0", undefined],
  ])("takes a night with %s into account", async (state, left) => {
    await enterHotel(1);
    await enterType(1, 11, { rooms: 5 });
    await setNight(11, TODAY + 2, state);
    expect(await rooms(june)).toEqual(left === undefined ? [] : [[11, left]]);
  });

  test("needs a row for every night", async () => {
    await enterHotel(1);
    await enterType(1, 11);
    await database.pool.query("DELETE FROM room_night WHERE night = '2027-06-02'");
    expect(await rooms(june)).toEqual([]);
    expect(await rooms({ ...june, check_in: "2027-06-03" })).toEqual([[11, 5]]);
  });

  test("wants as many rooms, and beds in each, as were asked for", async () => {
    await enterHotel(1);
    await enterType(1, 11, { rooms: 3, max_occupancy: 2 });
    await enterType(1, 12, { rooms: 1, max_occupancy: 4 });
    expect(await rooms({ ...june, guests: 3 })).toEqual([[12, 1]]);
    expect(await rooms({ ...june, guests: 3, rooms: 2 })).toEqual([[11, 3]]);
    expect(await rooms({ ...june, guests: 7, rooms: 3 })).toEqual([]);
    expect(await rooms({ ...june, guests: 1, rooms: 4 })).toEqual([]);
    expect((await found({ ...june, guests: 4, rooms: 2 })).hotels[0]?.available_room_types[0]?.total_price).toBe(600);
  });

  test("leaves out what is retired or elsewhere", async () => {
    await enterHotel(1);
    await enterType(1, 11);
    await enterType(1, 12, { status: "retired" });
    await enterHotel(2, { status: "retired" });
    await enterType(2, 21);
    await enterHotel(3, { city: "Lisbon Falls" });
    await enterType(3, 31);
    expect(await rooms(june)).toEqual([[11, 5]]);
  });

  test.each(["lisbon", "LISBON", " Lisbon ", "Lísbon"])("finds the city as %s", async (city) => {
    await enterHotel(1);
    await enterType(1, 11);
    expect(await rooms({ ...june, city })).toEqual([[11, 5]]);
  });

  test("is empty in a city without hotels", async () => {
    expect(await found({ ...june, city: "Atlantis" })).toEqual({ hotels: [], next: null });
  });

  test("comes in pages that neither repeat nor skip, while hotels are added", async () => {
    for (const id of [1, 2, 3, 5, 7]) {
      await enterHotel(id);
      await enterType(id, id * 10);
    }
    await setNight(20, TODAY, "closed = true");
    const first = await found({ ...june, limit: 2 });
    await enterHotel(6);
    await enterType(6, 60);
    await enterHotel(2_000);
    const second = await found({ ...june, limit: 2, after: first.next ?? 0 });
    const third = await found({ ...june, limit: 2, after: second.next ?? 0 });
    expect([first, second, third].map((page) => page.hotels.map((hotel) => hotel.hotel_id))).toEqual([
      [1, 3],
      [5, 6],
      [7],
    ]);
    expect(third.next).toBeNull();
  });
});

describe("a hold", () => {
  test("that has run out counts as free before anybody has swept it", async () => {
    await enterHotel(1);
    await enterType(1, 11, { rooms: 2 });
    await hold(11, { from: TODAY, to: TODAY + 3, expiresAt: new Date(NOON.getTime() - 1) });
    await hold(11, { from: TODAY + 1, to: TODAY + 2, expiresAt: new Date(NOON.getTime() + 60_000) });
    expect(await rooms(june)).toEqual([[11, 1]]);
    await moveClock(database, { to: new Date(NOON.getTime() + 120_000) });
    expect(await rooms(june)).toEqual([[11, 2]]);
    await moveClock(database, { to: NOON });
  });

  test("of another room type or on other nights changes nothing", async () => {
    await enterHotel(1);
    await enterType(1, 11, { rooms: 2 });
    await enterType(1, 12, { rooms: 2 });
    await setNight(11, TODAY, "held = 1");
    await hold(12, { from: TODAY, to: TODAY + 1, expiresAt: new Date(NOON.getTime() - 1) });
    await hold(11, { from: TODAY + 5, to: TODAY + 6, expiresAt: new Date(NOON.getTime() - 1) });
    expect(await rooms(june)).toEqual([
      [11, 1],
      [12, 2],
    ]);
  });
});

describe("the dates", () => {
  test.each([
    ["yesterday", { check_in: "2027-05-31" }, "check_in"],
    ["a night beyond the horizon", { check_in: "2027-06-30", check_out: "2027-07-02" }, "check_out"],
    ["no date", { check_in: "2027-06-31" }, "check_in"],
    ["an infinite date", { check_out: "infinity" }, "check_out"],
    ["no night", { check_out: "2027-06-01" }, "check_out"],
  ])("refuse %s", async (_what, wrong, field) => {
    await enterHotel(1);
    expect(await answer({ ...june, ...wrong })).toMatchObject({
      refusal: { code: "invalid_request", detail: { errors: [{ field }] } },
    });
  });

  test("take the last night of the horizon", async () => {
    await enterHotel(1);
    await enterType(1, 11);
    expect(await rooms({ ...june, check_in: "2027-06-30", check_out: "2027-07-01" })).toEqual([[11, 5]]);
  });

  test("are the hotel's: at 01:30 in Lisbon last night is still on sale, in Tokyo it is over", async () => {
    await enterHotel(1, { city: "Twin", time_zone: "Europe/Lisbon" });
    await enterType(1, 11);
    await enterHotel(2, { city: "Twin", time_zone: "Asia/Tokyo" });
    await enterType(2, 21);
    await moveClock(database, { to: new Date("2027-06-02T00:30:00Z") });
    const tonight = { ...june, city: "Twin", check_out: "2027-06-02" };
    expect(await rooms(tonight)).toEqual([[11, 5]]);
    await moveClock(database, { to: new Date("2027-06-02T03:30:00Z") });
    expect(await answer(tonight)).toMatchObject({ accepted: false });
    await moveClock(database, { to: NOON });
  });

  test("in a city without hotels are wrong only when they are so on every clock", async () => {
    const nowhere = { ...june, city: "Atlantis" };
    const refused = await answer({ ...nowhere, check_in: "2027-05-29" });
    expect(refused).toMatchObject({ refusal: { detail: { errors: [{ field: "check_in", rule: "past" }] } } });
    expect((await answer({ ...nowhere, check_out: "2027-07-09" })).accepted).toBe(false);
    expect(await found({ ...nowhere, check_in: "2027-05-31", check_out: "2027-06-01" })).toEqual({
      hotels: [],
      next: null,
    });
  });
});

test("agrees with counting by hand, whatever the nights look like", async () => {
  const night = fc.record({
    rooms: fc.nat(4),
    out_of_order: fc.nat(2),
    allowance: fc.nat(2),
    sold: fc.nat(2),
    held: fc.nat(2),
    blocked: fc.nat(1),
    closed: fc.boolean().map((closed) => closed && true),
    missing: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  });
  type Sketch = typeof night extends fc.Arbitrary<infer Value> ? Value : never;
  const isValid = (one: Sketch): boolean =>
    one.out_of_order <= one.rooms && one.sold + one.held + one.blocked <= one.rooms - one.out_of_order + one.allowance;
  const nights = fc.array(night.filter(isValid), { minLength: 6, maxLength: 6 });
  const stay = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(nights, { minLength: 1, maxLength: 3 }), stay, async (types, [from, length, wanted]) => {
      await removeHotels();
      await enterHotel(1);
      for (const [index, type] of types.entries()) {
        await enterType(1, 11 + index);
        await database.pool.query("DELETE FROM room_night WHERE room_type_id = $1", [11 + index]);
        for (const [offset, one] of type.entries()) {
          if (!one.missing) await insertNight(11 + index, TODAY + offset, one);
        }
      }
      const used = Array.from({ length }, (_, index) => from + index);
      const expected = types.flatMap((type, index) => {
        const free = used.map((offset) => freeRooms(type[offset]));
        return Math.min(...free) >= wanted ? [[11 + index, Math.min(...free)]] : [];
      });
      const dates = { check_in: formatNight(TODAY + from), check_out: formatNight(TODAY + from + length) };
      expect(await rooms({ ...june, ...dates, guests: wanted, rooms: wanted })).toEqual(expected);
    }),
    { numRuns: 60 },
  );

  function freeRooms(one: Sketch | undefined): number {
    if (one === undefined || one.missing || one.closed) return 0;
    return one.rooms - one.out_of_order + one.allowance - one.sold - one.held - one.blocked;
  }
});

test("does not wait for a booking that holds its locks", async () => {
  await enterHotel(1);
  await enterType(1, 11);
  await inTransaction(database, async (tx) => {
    await tx.query("SELECT FROM hotel FOR UPDATE");
    await tx.query("UPDATE room_night SET sold = 5");
    expect(await rooms(june)).toEqual([[11, 5]]);
  });
  expect(await rooms(june)).toEqual([]);
});

/** Row by row: these tables are nearly empty, and TRUNCATE makes new files each time. */
async function removeHotels(): Promise<void> {
  const tables = ["stay_night", "stay", "reservation", "hold", "room_night", "room_type", "hotel"];
  await database.pool.query(tables.map((table) => `DELETE FROM ${table}`).join("; "));
}

/** The answer of the index, which has to be that of the statement. */
async function answer(search: AvailabilitySearch): Promise<Decision<AvailabilityPage>> {
  if (parts.feed.cursor === undefined) await parts.feed.start();
  await parts.feed.rebuild();
  const decision = await searchAvailability(parts, search);
  expect(decision).toEqual(await searchBySql(database.pool, search, HORIZON_DAYS));
  return decision;
}

async function found(search: AvailabilitySearch): Promise<AvailabilityPage> {
  const decision = await answer(search);
  if (!decision.accepted) throw new Error(decision.refusal.message);
  return decision.value;
}

/** The room types found and how many rooms of each, in the order of their ids. */
async function rooms(search: AvailabilitySearch): Promise<[number, number][]> {
  const { hotels } = await found(search);
  const types = hotels.flatMap((hotel) => hotel.available_room_types);
  return types
    .map((type): [number, number] => [type.room_type_id, type.available_rooms])
    .toSorted(([one], [other]) => one - other);
}

async function enterHotel(id: number, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const hotel = {
    hotel_id: id,
    organisation_id: 1,
    name: `Hotel ${id}`,
    city: "Lisbon",
    country: "PT",
    time_zone: "Europe/Lisbon",
    currency: "EUR",
    ...fields,
  };
  await insert("hotel", hotel);
}

/** A room type with a night row for each night of the horizon. */
async function enterType(hotelId: number, id: number, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const { rooms: count = 5, ...others } = fields;
  await insert("room_type", {
    hotel_id: hotelId,
    room_type_id: id,
    name: `Type ${id}`,
    max_occupancy: 4,
    base_price_minor: 10_000,
    ...others,
  });
  await database.pool.query(
    `INSERT INTO room_night (hotel_id, room_type_id, night, rooms)
     SELECT $1, $2, $3::date + day, $4 FROM generate_series(-3, 40) AS day`,
    [hotelId, id, formatNight(TODAY), count],
  );
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row).join(", ");
  const places = Object.keys(row)
    .map((_, index) => `$${index + 1}`)
    .join(", ");
  await database.pool.query(`INSERT INTO ${table} (${names}) VALUES (${places})`, Object.values(row));
}

async function insertNight(roomTypeId: number, night: Night, state: Readonly<Record<string, unknown>>): Promise<void> {
  const { missing: _missing, ...columns } = state;
  await insert("room_night", { hotel_id: 1, room_type_id: roomTypeId, night: formatNight(night), ...columns });
}

async function setNight(roomTypeId: number, night: Night, state: string): Promise<void> {
  await database.pool.query(`UPDATE room_night SET ${state} WHERE room_type_id = $1 AND night = $2`, [
    roomTypeId,
    formatNight(night),
  ]);
}

/** A pending reservation of one room in hotel 1, with its nights counted as held. */
async function hold(roomTypeId: number, stay: { from: Night; to: Night; expiresAt: Date }): Promise<void> {
  const id = randomUUID();
  const own = { hotel_id: 1, reservation_id: id };
  const [start, end] = [formatNight(stay.from), formatNight(stay.to)];
  await insert("reservation", {
    ...own,
    confirmation_code: id
      .replaceAll(/[^2-9]/g, "")
      .padEnd(8, "7")
      .slice(0, 8),
    status: "pending",
    source: "web",
    currency: "EUR",
    total_minor: 0,
    free_cancellation_until: NOON,
    late_cancellation_fee: "none",
    expires_at: stay.expiresAt,
    created_at: NOON,
    updated_at: NOON,
  });
  await insert("stay", { ...own, stay_no: 1, room_type_id: roomTypeId, start_date: start, end_date: end, guests: 1 });
  await insert("hold", { ...own, room_type_id: roomTypeId, expires_at: stay.expiresAt });
  await database.pool.query(
    `INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, price_minor, used_as)
     SELECT 1, $1, 1, night, $2, 0, 'held' FROM generate_series($3::date, $4::date - 1, '1 day') AS night`,
    [id, roomTypeId, start, end],
  );
  await database.pool.query(
    "UPDATE room_night SET held = held + 1 WHERE room_type_id = $1 AND night >= $2::date AND night < $3::date",
    [roomTypeId, start, end],
  );
}

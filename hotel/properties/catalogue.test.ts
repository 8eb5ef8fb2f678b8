import type { PoolClient } from "pg";
import { describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { systemActor } from "../vocabulary/actor.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { changeHotel, type EverBooked } from "./change_hotel.ts";
import { changeRoomType, type AllowanceOfNights } from "./change_room_type.ts";
import { createHotel } from "./create_hotel.ts";
import { createRoomType } from "./create_room_type.ts";
import { loadCatalogue } from "./facts.ts";
import { findHotel, listHotels } from "./find_hotels.ts";
import { findRoomType, listRoomTypes } from "./find_room_types.ts";
import type { HotelRow } from "./hotel_row.ts";
import { createOrganisation, listOrganisations, renameOrganisation } from "./organisations.ts";
import type { RoomTypeRow } from "./room_type_row.ts";
import type { HotelChanges, NewHotel, RoomTypeChanges } from "./schemas.ts";

const database = await testDatabase();
const by = systemActor("test");
const neverBooked: EverBooked = async () => false;
const noNights: AllowanceOfNights = { lock: async () => undefined, change: async () => undefined };

const organisation = await inTransaction(database, (tx) => createOrganisation(tx, { name: "Atlantic Hotels" }));
const lisbon: NewHotel = {
  organisation_id: organisation.organisation_id,
  name: "Casa do Rio",
  city: "Lisbon",
  country: "PT",
  time_zone: "Europe/Lisbon",
  currency: "EUR",
};

describe("a hotel", () => {
  test("is entered with every field and read back as it was", async () => {
    const full: NewHotel = {
      ...lisbon,
      name: 'Casa "do" Rio, {the} second',
      address: "Rua Nova 1\n1100-001 Lisboa",
      latitude: 38.7071,
      longitude: -9.1355,
      star_rating: 4,
      description: "By the river.",
      amenities: ["breakfast", "pool, heated", 'a "quoted" one'],
      photos: ["https://photos.example/1.jpg"],
      check_in_time: "14:30",
      check_out_time: "12:00",
      day_roll_hour: 3,
      no_show_grace_minutes: 90,
      free_cancellation_days: 2,
      late_cancellation_fee: "full_stay",
      seating_policy: "random",
    };
    const hotel = await create(full);
    expect(hotel).toEqual({ ...full, hotel_id: hotel.hotel_id, status: "active", version: 1 });
    expect(await findHotel(database.pool, hotel.hotel_id)).toEqual(hotel);
    expect(await eventsOf(hotel.hotel_id)).toEqual([{ type: "hotel.created", data: { version: 1 } }]);
  });

  test("needs an organisation that exists", async () => {
    const decision = await inTransaction(database, (tx) =>
      createHotel(tx, { ...lisbon, organisation_id: 999_999 }, by),
    );
    expect(decision).toMatchObject({ refusal: { detail: { errors: [{ field: "/organisation_id" }] } } });
  });

  test("is changed field by field, and its version counts", async () => {
    const hotel = await create(lisbon);
    const changed = accepted(await change(hotel, { name: "Casa Nova", star_rating: 5 }));
    expect(changed).toEqual({ ...hotel, name: "Casa Nova", star_rating: 5, version: 2 });
    expect(accepted(await change(changed, { star_rating: null })).star_rating).toBeNull();
    expect((await eventsOf(hotel.hotel_id)).slice(1)).toEqual([
      { type: "hotel.changed", data: { version: 2, fields: ["name", "star_rating"] } },
      { type: "hotel.changed", data: { version: 3, fields: ["star_rating"] } },
    ]);
  });

  test("keeps its version when nothing differs", async () => {
    const hotel = await create(lisbon);
    expect(accepted(await change(hotel, { name: hotel.name, photos: [] }))).toEqual(hotel);
    expect(await eventsOf(hotel.hotel_id)).toHaveLength(1);
  });

  test("refuses a change of a version that is no longer the newest, and changes nothing", async () => {
    const hotel = await create(lisbon);
    accepted(await change(hotel, { name: "First" }));
    expect(await change(hotel, { name: "Second" })).toMatchObject({
      refusal: { code: "version_conflict", detail: { version: 2 } },
    });
    expect((await findHotel(database.pool, hotel.hotel_id))?.name).toBe("First");
  });

  test("is written by one of two editors who read the same version", async () => {
    const hotel = await create(lisbon);
    const decisions = await Promise.all(["One", "Two", "Three", "Four"].map((name) => change(hotel, { name })));
    expect(decisions.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect((await findHotel(database.pool, hotel.hotel_id))?.version).toBe(2);
  });

  test("control: without the version in the WHERE every editor writes, and all but one edit are lost", async () => {
    const hotel = await create(lisbon);
    const unguarded = "UPDATE hotel SET name = $2, version = version + 1 WHERE hotel_id = $1";
    const names = ["One", "Two", "Three", "Four"];
    const written = await Promise.all(names.map((name) => database.pool.query(unguarded, [hotel.hotel_id, name])));
    expect(written.filter(({ rowCount }) => rowCount === 1)).toHaveLength(4);
  });

  test("is retired and reopened", async () => {
    const hotel = await create(lisbon);
    const retired = accepted(await change(hotel, { status: "retired" }));
    expect(retired.status).toBe("retired");
    expect(await listed({ status: "active" })).not.toContain(hotel.hotel_id);
    expect(accepted(await change(retired, { status: "active" })).status).toBe("active");
    expect((await eventsOf(hotel.hotel_id)).slice(1)).toEqual([
      { type: "hotel.retired", data: { version: 2 } },
      { type: "hotel.changed", data: { version: 3, fields: ["status"] } },
    ]);
  });

  test.each<[HotelChanges, string[]]>([
    [{ time_zone: "Europe/Madrid" }, ["time_zone"]],
    [{ currency: "USD" }, ["currency"]],
    [{ time_zone: "Europe/Madrid", currency: "USD", name: "Other" }, ["time_zone", "currency"]],
  ])("keeps what its bookings rest on: %o", async (changes, fields) => {
    const hotel = await create(lisbon);
    expect(await change(hotel, changes, async () => true)).toMatchObject({
      refusal: { code: "in_use", detail: { fields } },
    });
    expect(await findHotel(database.pool, hotel.hotel_id)).toEqual(hotel);
    expect(accepted(await change(hotel, changes)).version).toBe(2);
  });

  test("does not ask for bookings when neither zone nor currency changes", async () => {
    const asked: number[] = [];
    const hotel = await create(lisbon);
    const ask: EverBooked = async (_tx, hotelId) => asked.push(hotelId) > 0;
    accepted(await change(hotel, { name: "Other", time_zone: hotel.time_zone, currency: hotel.currency }, ask));
    expect(asked).toEqual([]);
  });
});

describe("another currency", () => {
  test("keeps the prices as decimals", async () => {
    const hotel = await create(lisbon);
    const type = await createType(hotel, { name: "Double", price_per_night: 120 });
    const dinars = accepted(await change(hotel, { currency: "KWD" }));
    expect((await findRoomType(database.pool, hotel.hotel_id, type.room_type_id))?.base_price_minor).toBe(120_000);
    accepted(await change(dinars, { currency: "JPY" }));
    expect(await findRoomType(database.pool, hotel.hotel_id, type.room_type_id)).toMatchObject({
      base_price_minor: 120,
      currency: "JPY",
      version: 3,
    });
  });

  test("of as many decimals raises the versions of the room types too: they are shown with it", async () => {
    const hotel = await create(lisbon);
    const type = await createType(hotel, { name: "Double", price_per_night: 120.5 });
    accepted(await change(hotel, { currency: "USD" }));
    expect(await findRoomType(database.pool, hotel.hotel_id, type.room_type_id)).toMatchObject({
      base_price_minor: 12_050,
      currency: "USD",
      version: 2,
    });
  });

  test("is refused where a price cannot be written in it", async () => {
    const hotel = await create(lisbon);
    await createType(hotel, { name: "Double", price_per_night: 120.5 });
    expect(await change(hotel, { currency: "JPY" })).toMatchObject({ refusal: { code: "in_use" } });
    expect(await findHotel(database.pool, hotel.hotel_id)).toEqual(hotel);
  });
});

test("a currency waits for a room type that is being priced in the old one", async () => {
  const hotel = await create(lisbon);
  const pending = await inTransaction(database, async (tx) => {
    accepted(
      await createRoomType(tx, hotel.hotel_id, { name: "Double", max_occupancy: 2, price_per_night: 120.5 }, by),
    );
    const changing = change(hotel, { currency: "JPY" });
    await untilSomebodyWaits();
    return { changing };
  });
  expect(await pending.changing).toMatchObject({ refusal: { code: "in_use" } });
});

describe("a list", () => {
  test("comes in pages that neither repeat nor skip, while hotels are added", async () => {
    const own = await inTransaction(database, (tx) => createOrganisation(tx, { name: "Pages" }));
    const made: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      made.push((await create({ ...lisbon, organisation_id: own.organisation_id })).hotel_id);
    }
    const query = { organisationId: own.organisation_id, limit: 2 };
    const first = await listHotels(database.pool, query);
    made.push((await create({ ...lisbon, organisation_id: own.organisation_id })).hotel_id);
    const second = await listHotels(database.pool, { ...query, after: first.next ?? 0 });
    const third = await listHotels(database.pool, { ...query, after: second.next ?? 0 });
    expect([first, second, third].flatMap(({ rows }) => rows.map((row) => row.hotel_id))).toEqual(made);
    expect(third.next).toBeNull();
  });

  test.each([
    ["São Paulo", ["sao paulo", "SÃO PAULO", "Sa\u0303o-Paulo", " são  paulo "], ["Sao Paolo", "Paulo"]],
    ["Łódź", ["lodz", "ŁÓDŹ"], ["lod"]],
    ["Αθήνα", ["ΑΘΗΝΑ", "αθηνα"], ["Athens"]],
    ["Нижний Новгород", ["НИЖНИЙ НОВГОРОД"], ["Новгород"]],
    ["Gießen", ["GIESSEN", "giessen"], ["Giesen"]],
    ["Köln", ["koln", "KÖLN"], ["Koeln", "%"]],
    ["Tromsø", ["tromso", "TROMSØ"], ["troms_"]],
    ["東京", ["東京"], ["東"]],
  ])("finds %s however it is spelt", async (city, found, missed) => {
    const { hotel_id: id } = await create({ ...lisbon, city });
    for (const spelling of found) expect(await listed({ city: spelling }), spelling).toContain(id);
    for (const spelling of missed) expect(await listed({ city: spelling }), spelling).not.toContain(id);
  });
});

describe("a room type", () => {
  test("is entered, and the rules read it as facts", async () => {
    const hotel = await create(lisbon);
    const type = await createType(hotel, { name: "Double", price_per_night: 120.5, overbooking_ratio: 0.1 });
    const pair = { hotelId: hotel.hotel_id, roomTypeId: type.room_type_id };
    expect(await loadCatalogue(database.pool, [pair, pair, { ...pair, roomTypeId: 999_999 }])).toEqual([
      {
        hotel: {
          hotelId: hotel.hotel_id,
          organisationId: hotel.organisation_id,
          name: "Casa do Rio",
          timeZone: "Europe/Lisbon",
          currency: "EUR",
          dayRollHour: 4,
          checkInTime: "15:00:00",
          checkOutTime: "11:00:00",
          noShowGraceMinutes: 60,
          freeCancellationDays: 1,
          lateCancellationFee: "first_night",
          seatingPolicy: "best_fit",
          status: "active",
          version: 1,
        },
        roomType: {
          ...pair,
          name: "Double",
          maxOccupancy: 2,
          basePriceMinor: 12_050,
          overbookingBasisPoints: 1_000,
          status: "active",
          version: 1,
        },
      },
    ]);
    expect((await eventsOf(hotel.hotel_id)).at(-1)).toEqual({
      type: "room_type.created",
      data: { room_type_id: type.room_type_id, version: 1 },
    });
  });

  test("has a name of its own in its hotel, also when two enter it at once", async () => {
    const hotel = await create(lisbon);
    const decisions = await Promise.all([1, 2, 3].map(() => enterType(hotel, { name: "Suite", price_per_night: 1 })));
    expect(decisions.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(decisions.find(({ accepted }) => !accepted)).toMatchObject({ refusal: { code: "already_exists" } });
    const other = await createType(hotel, { name: "Single", price_per_night: 1 });
    expect(await changeType(other, { name: "Suite" })).toMatchObject({ refusal: { code: "already_exists" } });
    const renamed = await Promise.all([
      changeType(other, { name: "Loft" }),
      enterType(hotel, { name: "Loft", price_per_night: 1 }),
    ]);
    expect(renamed.filter(({ accepted }) => accepted)).toHaveLength(1);
  });

  test("is refused without its hotel, in a retired one, and at an inexact price", async () => {
    const hotel = await create(lisbon);
    expect(await enterType(hotel, { name: "Double", price_per_night: 1.005 })).toMatchObject({
      refusal: { code: "invalid_request" },
    });
    expect(await enterType({ ...hotel, hotel_id: 999_999 }, { name: "Double", price_per_night: 1 })).toMatchObject({
      refusal: { code: "not_found" },
    });
    accepted(await change(hotel, { status: "retired" }));
    expect(await enterType(hotel, { name: "Double", price_per_night: 1 })).toMatchObject({
      refusal: { code: "wrong_state" },
    });
  });

  test("is changed and retired under its version", async () => {
    const hotel = await create(lisbon);
    const type = await createType(hotel, { name: "Double", price_per_night: 100 });
    const changed = accepted(await changeType(type, { price_per_night: 99.99, max_occupancy: 3 }));
    expect(changed).toEqual({ ...type, base_price_minor: 9_999, max_occupancy: 3, version: 2 });
    expect(await changeType(type, { name: "Late" })).toMatchObject({ refusal: { code: "version_conflict" } });
    expect(await changeType(changed, { price_per_night: 1.001 })).toMatchObject({
      refusal: { code: "invalid_request" },
    });
    expect(accepted(await changeType(changed, { status: "retired" })).status).toBe("retired");
    expect(await changeType({ ...type, room_type_id: 999_999 }, { name: "None" })).toMatchObject({
      refusal: { code: "not_found" },
    });
    expect((await eventsOf(hotel.hotel_id)).slice(2)).toEqual([
      {
        type: "room_type.changed",
        data: { room_type_id: type.room_type_id, version: 2, fields: ["max_occupancy", "price_per_night"] },
      },
      { type: "room_type.retired", data: { room_type_id: type.room_type_id, version: 3 } },
    ]);
  });

  test("tells the nights of another allowance, under their lock, and only then", async () => {
    const hotel = await create(lisbon);
    const type = await createType(hotel, { name: "Double", price_per_night: 100 });
    const told: unknown[] = [];
    const nights: AllowanceOfNights = {
      lock: async (_tx, key) => void told.push(["lock", key.roomTypeId]),
      change: async (_tx, key, points) => void told.push(["change", key.roomTypeId, points]),
    };
    const renamed = accepted(await changeType(type, { name: "Twin" }, nights));
    expect(told).toEqual([]);
    accepted(await changeType(renamed, { overbooking_ratio: 0.05 }, nights));
    expect(told).toEqual([
      ["lock", type.room_type_id],
      ["change", type.room_type_id, 500],
    ]);
  });

  test("is listed in pages", async () => {
    const hotel = await create(lisbon);
    const made: number[] = [];
    for (const name of ["A", "B", "C"]) made.push((await createType(hotel, { name, price_per_night: 1 })).room_type_id);
    const first = await listRoomTypes(database.pool, hotel.hotel_id, { limit: 2 });
    const second = await listRoomTypes(database.pool, hotel.hotel_id, { limit: 2, after: first.next ?? 0 });
    expect([...first.rows, ...second.rows].map((row) => row.room_type_id)).toEqual(made);
    expect(second.next).toBeNull();
  });
});

describe("an organisation", () => {
  test("is renamed under its version", async () => {
    const made = await inTransaction(database, (tx) => createOrganisation(tx, { name: "Old" }));
    const rename = (version: number, name: string) =>
      renameOrganisation(database.pool, { organisationId: made.organisation_id, version, name });
    expect(accepted(await rename(1, "New"))).toEqual({ ...made, name: "New", version: 2 });
    expect(await rename(1, "Late")).toMatchObject({ refusal: { code: "version_conflict", detail: { version: 2 } } });
    const nobody = { organisationId: 999_999, version: 1, name: "None" };
    expect(await renameOrganisation(database.pool, nobody)).toMatchObject({ refusal: { code: "not_found" } });
  });

  test("is listed among those one may see", async () => {
    const page = await listOrganisations(database.pool, { among: [organisation.organisation_id, 999_999], limit: 10 });
    expect(page.rows).toEqual([organisation]);
    expect((await listOrganisations(database.pool, { limit: 1 })).next).not.toBeNull();
  });
});

async function create(hotel: NewHotel): Promise<HotelRow> {
  return accepted(await inTransaction(database, (tx) => createHotel(tx, hotel, by)));
}

function change(hotel: HotelRow, changes: HotelChanges, everBooked = neverBooked): Promise<Decision<HotelRow>> {
  const { hotel_id: hotelId, version } = hotel;
  return inTransaction(database, (tx) =>
    changeHotel(
      tx,
      { hotelId, version, changes, by },
      { everBooked, hasRates: async () => false, tellCurrency: async () => undefined },
    ),
  );
}

interface TypeSketch {
  readonly name: string;
  readonly price_per_night: number;
  readonly overbooking_ratio?: number;
}

function enterType(hotel: HotelRow, type: TypeSketch): Promise<Decision<RoomTypeRow>> {
  const body = { max_occupancy: 2, ...type };
  return inTransaction(database, (tx: PoolClient) => createRoomType(tx, hotel.hotel_id, body, by));
}

async function createType(hotel: HotelRow, type: TypeSketch): Promise<RoomTypeRow> {
  return accepted(await enterType(hotel, type));
}

/** Until a statement waits for a row that another transaction holds. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  for (let asked = 0; asked < 2_000; asked += 1) {
    if ((await database.pool.query(waiting)).rowCount !== 0) return;
  }
  throw new Error("nobody waits");
}

function changeType(type: RoomTypeRow, changes: RoomTypeChanges, nights = noNights): Promise<Decision<RoomTypeRow>> {
  const key = { hotelId: type.hotel_id, roomTypeId: type.room_type_id, version: type.version };
  return inTransaction(database, (tx) => changeRoomType(tx, { ...key, changes, by }, nights));
}

async function listed(query: { city?: string; status?: "active" }): Promise<number[]> {
  const { rows } = await listHotels(database.pool, { ...query, limit: 1_000 });
  return rows.map((row) => row.hotel_id);
}

async function eventsOf(hotelId: number): Promise<unknown[]> {
  const { rows } = await database.pool.query("SELECT type, data FROM outbox WHERE hotel_id = $1 ORDER BY event_id", [
    hotelId,
  ]);
  return rows;
}

function accepted<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(`refused: ${decision.refusal.code} ${decision.refusal.message}`);
  return decision.value;
}

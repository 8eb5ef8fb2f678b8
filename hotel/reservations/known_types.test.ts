import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KnownCatalogue, stampsStatement, type CatalogueStamp } from "../properties/known_catalogue.ts";
import type { CatalogueRow } from "../properties/facts.ts";
import { bookRoom } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";

// Admission keeps what it has read of hotels and room types. Whoever changes them, by the API, by hand or in
// another process, must be believed at once.
const database = await testDatabase();
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [8], nights: 5 });
});

describe("what admission knows of a room type", () => {
  test("is what the last change has made of it, in every process", async () => {
    const processes = [openAdmission(database), openAdmission(database)];
    for (const price of [10_000, 12_300, 12_300, 8_050]) {
      await database.pool.query("UPDATE room_type SET base_price_minor = $2 WHERE room_type_id = $1", [
        typeOf(hotel, 0).roomTypeId,
        price,
      ]);
      for (const { admission } of processes) {
        const answer = await admission.submit(bookRoom(hotel, { from: 1 }));
        expect(answer).toMatchObject({ accepted: true, reply: { body: { total_price: price / 100 } } });
      }
    }
  });

  test("is what the last change has made of its hotel", async () => {
    const { admission } = openAdmission(database);
    for (const fee of ["none", "full_stay", "first_night"]) {
      await database.pool.query("UPDATE hotel SET late_cancellation_fee = $2 WHERE hotel_id = $1", [
        hotel.hotelId,
        fee,
      ]);
      const answer = await admission.submit(bookRoom(hotel, { from: 2 }));
      expect(answer).toMatchObject({ accepted: true, reply: { body: { cancellation_policy: { late_fee: fee } } } });
    }
  });
});

test("a catalogue reads what it does not know, once, and again when it has changed", async () => {
  const known = new KnownCatalogue();
  expect(await read(known)).toBe(true);
  expect(await read(known)).toBe(false);
  await database.pool.query("UPDATE hotel SET description = 'new' WHERE hotel_id = $1", [hotel.hotelId]);
  expect(await read(known)).toBe(true);
  expect(await read(known)).toBe(false);
});

/** Whether the catalogue had to read. */
async function read(known: KnownCatalogue): Promise<boolean> {
  const types = [{ hotelId: hotel.hotelId, roomTypeId: typeOf(hotel, 0).roomTypeId }];
  const stamps = (await database.pool.query<CatalogueStamp>(stampsStatement(types))).rows;
  const missing = known.missing(stamps);
  const rows = missing === undefined ? [] : (await database.pool.query<CatalogueRow>(missing)).rows;
  expect(known.entries(stamps, rows).get(types[0]?.roomTypeId ?? 0)?.hotel.hotelId).toBe(hotel.hotelId);
  return missing !== undefined;
}

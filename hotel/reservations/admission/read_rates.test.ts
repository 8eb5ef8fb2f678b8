import { beforeAll, expect, test } from "vitest";
import { openClient } from "../../database/database.ts";
import { bookStampsStatement, KnownRateBooks, type BookStamp } from "../../rates/known_rate_books.ts";
import { testDatabase } from "../../testing/database.ts";
import { setNight } from "../../testing/rated_hotel.ts";
import { openHotel, setNoon, typeOf } from "../../testing/world.ts";
import { hotelsWithBook, rateNightsOf, readRates } from "./read_rates.ts";

const database = await testDatabase();

beforeAll(() => setNoon(database));

test("what was set for a night is read, although another transaction got to know the book while the packet was under way", async () => {
  const hotel = await openHotel(database);
  await setNight(database, hotel, 1, { closed: true });
  const { roomTypeId } = typeOf(hotel);
  const touches = [{ hotelId: hotel.hotelId, roomTypeId, from: hotel.today, to: hotel.today + 3 }];
  const known = new KnownRateBooks();
  const client = await openClient(database);
  try {
    const bookStamps = (await client.query<BookStamp>(bookStampsStatement([hotel.hotelId]))).rows;
    const read = (asked: ReadonlySet<number>) =>
      readRates(client, { touches }, { bookStamps, rateNights: [], withNights: asked }, known);
    const askedBefore = hotelsWithBook(touches, known);
    expect(rateNightsOf(touches, askedBefore)).toBeUndefined();
    for (const attempt of ["the other", "this one"]) {
      const { nights } = await read(askedBefore);
      expect(nights.of(roomTypeId, hotel.today + 1), attempt).toMatchObject([{ closed: true }]);
    }
    expect(hotelsWithBook(touches, known)).toEqual(new Set([hotel.hotelId]));
  } finally {
    await client.end();
  }
});

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { searchBySql } from "../testing/search_by_sql.ts";
import { formatNight, nightOf } from "../vocabulary/night.ts";
import { searchAvailability } from "./available_hotels.ts";
import { openSearch } from "./search_parts.ts";

const HORIZON_DAYS = 30;
const TODAY = nightOf("2027-06-01");
const database = await testDatabase();
const parts = openSearch({ database, horizonDays: HORIZON_DAYS });
afterAll(() => parts.feed.stop());

// Hotels of four cities in three zones; counters of every kind from one formula, some nights closed or missing, some holds over.
const WORLD = `
  INSERT INTO organisation (organisation_id, name) VALUES (1, 'Owner');
  INSERT INTO hotel (hotel_id, organisation_id, name, city, country, time_zone, currency)
  SELECT id, 1, 'Hotel ' || id, 'City ' || id % 4, 'PT',
         (ARRAY['Europe/Lisbon', 'Asia/Tokyo', 'America/Los_Angeles'])[1 + id % 3], (ARRAY['EUR', 'JPY'])[1 + id % 2]
    FROM generate_series(1, 40) AS id;
  INSERT INTO room_type (hotel_id, room_type_id, name, max_occupancy, base_price_minor, status)
  SELECT hotel, hotel * 10 + type, 'Type ' || type, 1 + (hotel + type) % 4, 1000 * (1 + (hotel * 7 + type * 3) % 9),
         CASE WHEN (hotel + type) % 11 = 0 THEN 'retired' ELSE 'active' END
    FROM generate_series(1, 40) AS hotel, generate_series(0, 4) AS type;
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms, out_of_order, allowance, sold, held, blocked, forced, closed)
  SELECT hotel_id, room_type_id, date '2027-05-30' + day, 6, dice % 3, dice / 3 % 2, sold, held, blocked,
         greatest(0, sold + held + blocked - (6 - dice % 3 + dice / 3 % 2)), dice % 23 = 0
    FROM (SELECT hotel_id, room_type_id, day, dice, dice / 7 % 4 AS sold, dice / 29 % 3 AS held, dice / 101 % 2 AS blocked
            FROM room_type, generate_series(0, 36) AS day,
                 LATERAL (SELECT abs(hashint4(room_type_id * 1000 + day)) % 100000 AS dice) AS thrown) AS nights
   WHERE dice % 37 <> 0`;

beforeAll(async () => {
  await allowMovingClock(database);
  await moveClock(database, { to: new Date("2027-06-01T02:30:00Z") });
  await database.pool.query(WORLD);
  await parts.feed.start();
});

test("a thousand searches of a state that stands still find the same in the index as the statement does", async () => {
  const search = fc.record({
    city: fc.nat(4).map((city) => `city ${city}`),
    dates: fc.tuple(fc.integer({ min: -2, max: 31 }), fc.integer({ min: 1, max: 5 })),
    guests: fc.integer({ min: 1, max: 6 }),
    rooms: fc.integer({ min: 1, max: 3 }),
    limit: fc.integer({ min: 1, max: 12 }),
    after: fc.nat(20),
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(search, async ({ dates: [from, length], ...asked }) => {
      const dates = { check_in: formatNight(TODAY + from), check_out: formatNight(TODAY + from + length) };
      const answer = await searchAvailability(parts, { ...asked, ...dates });
      expect(answer).toEqual(await searchBySql(database.pool, { ...asked, ...dates }, HORIZON_DAYS));
      if (answer.accepted) found += answer.value.hotels.length;
    }),
    { numRuns: 1_000 },
  );
  expect(found).toBeGreaterThan(500);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyRateBook } from "../../rates/book/rate_book.ts";
import { EVERY_DAY } from "../../rates/book/scope.ts";
import { paperEntry } from "../../testing/paper_rates.ts";
import { nightOf } from "../../vocabulary/night.ts";
import type { IndexedHotel } from "./indexed_hotel.ts";
import { FULL, UNKNOWN } from "./least_planes.ts";
import { SearchIndex, type NightRead } from "./search_index.ts";
import { StayScan } from "./stay_scan.ts";

const NOON = new Date("2027-06-01T12:00:00Z");
const TODAY = nightOf("2027-06-01");
const NIGHTS = 12;
const MINUTE_MS = 60_000;

const night = fc.record({
  spare: fc.option(fc.integer({ min: -1, max: 2 }), { nil: undefined, freq: 6 }),
  heldMinutes: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});
const change = fc.record({
  type: fc.nat(2),
  from: fc.nat(NIGHTS - 1),
  nights: fc.array(night, { minLength: 1, maxLength: 5 }),
  minutes: fc.nat(3),
  price: fc.option(fc.nat(500), { nil: undefined }),
});
const wish = fc.record({
  from: fc.nat(NIGHTS - 2),
  days: fc.nat(5),
  length: fc.integer({ min: 1, max: 4 }),
  rooms: fc.integer({ min: 1, max: 3 }),
});

test("what a hotel costs at least is remembered as long as it is so, and never more than what its types cost", () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 25 }),
      fc.array(wish, { minLength: 1 }),
      (changes, wishes) => {
        const index = new SearchIndex(NOON, NIGHTS);
        let prices = [300, 200, 100];
        enter(index, prices);
        let minutes = 0;
        for (const [place, one] of changes.entries()) {
          minutes += one.minutes;
          index.turnTo(new Date(NOON.getTime() + minutes * MINUTE_MS));
          if (one.price !== undefined) enter(index, (prices = prices.with(one.type, one.price)));
          apply(index, one, minutes);
          const { from, days, length, rooms } = wishes[place % wishes.length] ?? {
            from: 0,
            days: 0,
            length: 1,
            rooms: 1,
          };
          const dates = { firstArrival: TODAY + from, lastArrival: TODAY + from + days, length, weekdays: EVERY_DAY };
          const party = { party: { adults: 1, childAges: [] }, guests: 1, rooms };
          const scan = new StayScan(index, { dates, parties: [party] });
          const [hotel] = [...index.hotels()];
          if (hotel === undefined) throw new Error("the hotel is gone");
          const first = scan.firstBound(hotel);
          expect(first).toBe(cheapestNights(index, dates, rooms));
          expect(first).toBeLessThanOrEqual(scan.bound(hotel));
        }
      },
    ),
  );
});

test("a hotel that gets the place of one that is gone has nothing of it", () => {
  const index = new SearchIndex(NOON, NIGHTS);
  enter(index, [300]);
  apply(index, { ...TONIGHT_FREE, type: 0 }, 0);
  expect([index.hotel(1)?.slot, tonight(index, 1)]).toEqual([0, 300]);
  index.removeHotel(1);
  enter(index, [], 2);
  expect([index.hotel(2)?.slot, tonight(index, 2)]).toEqual([0, Number.POSITIVE_INFINITY]);
});

test("a hotel all of whose types went off sale has no room", () => {
  const index = new SearchIndex(NOON, NIGHTS);
  enter(index, [300]);
  apply(index, { ...TONIGHT_FREE, type: 0 }, 0);
  expect(tonight(index, 1)).toBe(300);
  enter(index, []);
  expect(tonight(index, 1)).toBe(Number.POSITIVE_INFINITY);
});

test("a night that enters has nothing of the one whose plane it takes", () => {
  const index = new SearchIndex(NOON, NIGHTS);
  enter(index, [300]);
  const [type] = index.hotel(1)?.types ?? [];
  if (type === undefined) throw new Error("the type is gone");
  const free = (night: number): NightRead => ({ night, spare: 1, usedRooms: 0, physicalRooms: 1, held: [] });
  const known = (night: number): number => index.leasts.of(night)[0] as number;
  const over = index.planes.first;
  index.setNights(type, { from: over, to: over + 1 }, [free(over)]);
  expect([known(over), find(over), known(over)]).toEqual([UNKNOWN, 300, 300]);
  index.turnTo(new Date(NOON.getTime() + 24 * 60 * MINUTE_MS));
  const { from } = index.advance();
  expect([from % index.planes.nights, known(from), find(from)]).toEqual([over % index.planes.nights, UNKNOWN, FULL]);

  function find(night: number): number {
    return index.leasts.find(night, index.hotel(1) as IndexedHotel, index.planes);
  }
});

const TONIGHT_FREE = { from: 0, nights: [{ spare: 1, heldMinutes: undefined }], minutes: 0, price: undefined };

/** From how much on the hotel has a room tonight. */
function tonight(index: SearchIndex, hotelId: number): number {
  const hotel = index.hotel(hotelId);
  if (hotel === undefined) throw new Error("the hotel is gone");
  const dates = { firstArrival: TODAY, lastArrival: TODAY, length: 1, weekdays: EVERY_DAY };
  const party = { party: { adults: 1, childAges: [] }, guests: 1, rooms: 1 };
  return new StayScan(index, { dates, parties: [party] }).firstBound(hotel);
}

function enter(index: SearchIndex, prices: readonly number[], hotelId = 1): void {
  const types = prices.map((basePriceMinor, place) =>
    paperEntry({ timeZone: "UTC" }, { roomTypeId: place + 1, basePriceMinor }),
  );
  const { hotel: facts } = paperEntry({ hotelId, timeZone: "UTC" });
  const place = { latitude: null, longitude: null, stars: null, amenities: [] };
  const entry = { hotelId, name: "Paper", city: "Lisbon", country: "PT", ...place };
  index.putHotel({ entry, facts, types, book: emptyRateBook({ hotelId }) });
}

function apply(
  index: SearchIndex,
  one: typeof change extends fc.Arbitrary<infer Value> ? Value : never,
  minutes: number,
): void {
  const type = index.hotel(1)?.types[one.type];
  if (type === undefined) throw new Error("the type is gone");
  const read = one.nights.map(({ spare, heldMinutes }, day): NightRead => {
    const until = NOON.getTime() + (minutes + (heldMinutes ?? 0)) * MINUTE_MS;
    const held = heldMinutes === undefined ? [] : [{ expiresAt: until, rooms: 1 }];
    return { night: TODAY + one.from + day, spare, usedRooms: 0, physicalRooms: 5, held };
  });
  index.setNights(type, { from: TODAY + one.from, to: TODAY + one.from + one.nights.length }, read);
}

/** Worked out from the planes, from nothing that is remembered. */
function cheapestNights(
  { planes, horizonDays }: SearchIndex,
  { firstArrival, lastArrival, length }: { firstArrival: number; lastArrival: number; length: number },
  rooms: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let arrival = firstArrival; arrival <= lastArrival; arrival += 1) {
    if (arrival + length > TODAY + horizonDays) continue;
    let sum = 0;
    for (let night = arrival; night < arrival + length; night += 1) {
      const [free, floors] = [planes.free(night), planes.floors(night)];
      const costs = [0, 1, 2].map((slot) => ((free[slot] ?? 0) > 0 ? (floors[slot] ?? 0) : Number.POSITIVE_INFINITY));
      sum += Math.min(...costs);
    }
    least = Math.min(least, sum * rooms);
  }
  return least;
}

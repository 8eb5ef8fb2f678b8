import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyRateBook } from "../../rates/book/rate_book.ts";
import { EVERY_DAY } from "../../rates/book/scope.ts";
import { paperEntry } from "../../testing/paper_rates.ts";
import { nightOf } from "../../vocabulary/night.ts";
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

function enter(index: SearchIndex, prices: readonly number[]): void {
  const types = prices.map((basePriceMinor, place) =>
    paperEntry({ timeZone: "UTC" }, { roomTypeId: place + 1, basePriceMinor }),
  );
  const [{ hotel: facts } = paperEntry()] = types;
  const place = { latitude: null, longitude: null, stars: null, amenities: [] };
  const entry = { hotelId: 1, name: "Paper", city: "Lisbon", country: "PT", ...place };
  index.putHotel({ entry, facts, types, book: emptyRateBook({ hotelId: 1 }) });
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

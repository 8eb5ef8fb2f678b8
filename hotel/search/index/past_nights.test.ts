import { expect, test } from "vitest";
import type { RateNight } from "../../rates/book/rate_night.ts";
import { paperBook, paperEntry, paperPlan } from "../../testing/paper_rates.ts";
import { nightOf } from "../../vocabulary/night.ts";
import type { IndexedHotel, IndexedType } from "./indexed_hotel.ts";
import { RateCells, RestrictionTable } from "./rate_cells.ts";
import { SearchIndex } from "./search_index.ts";

const NOON = new Date("2027-06-01T12:00:00Z");
const TODAY = nightOf("2027-06-01");
const HORIZON_DAYS = 10;
const DAY_MS = 86_400_000;
const FOLLOWS_DEMAND = { rules: [{ name: "full", when: { minOccupancy: 40 }, adjustment: { basisPoints: 2_500 } }] };

/** An index of one type whose prices follow demand, with something known of every night of the window. */
function fullIndex(): { index: SearchIndex; hotel: IndexedHotel; type: IndexedType } {
  const index = new SearchIndex(NOON, HORIZON_DAYS);
  const { hotel: facts, roomType } = paperEntry();
  const place = { city: "Lisbon", country: "PT", latitude: null, longitude: null, amenities: [] };
  index.putHotel({
    entry: { hotelId: 1, name: "Paper", stars: null, ...place },
    facts,
    types: [{ hotel: facts, roomType }],
    book: paperBook({ plans: new Map([[1, paperPlan({ dynamic: FOLLOWS_DEMAND })]]) }),
  });
  const hotel = index.hotel(1);
  const [type] = hotel?.types ?? [];
  if (hotel === undefined || type === undefined) throw new Error("the hotel is not in the index");
  const nights = Array.from({ length: index.planes.nights }, (_, place_) => index.planes.first + place_);
  const window = { from: index.planes.first, to: index.planes.end };
  const read = nights.map((night) => ({ night, spare: 3, usedRooms: 2, physicalRooms: 5, held: [] }));
  index.setNights(type, window, read);
  index.setPickups(
    type,
    window,
    nights.map((night) => ({ night, days: 7, rooms: 1 })),
  );
  index.setSold(type, window, nights, []);
  return { index, hotel, type };
}

test("nights that passed leave nothing behind, however many days go by", () => {
  const { index, type } = fullIndex();
  const { nights } = index.planes;
  for (let day = 1; day <= 3; day += 1) {
    index.turnTo(new Date(NOON.getTime() + day * DAY_MS));
    const entered = index.advance();
    expect(entered.to - entered.from).toBe(1);
    expect(type.demand?.at(entered.from)).toEqual({ usedRooms: 0, physicalRooms: 0 });
    expect([type.demand?.pickups, type.sold?.all.length]).toEqual([nights - day, nights - day]);
  }
  expect(type.demand?.at(TODAY + 5)).toEqual({ usedRooms: 2, physicalRooms: 5 });
  index.turnTo(new Date(NOON.getTime() + 100 * DAY_MS));
  index.advance();
  expect([type.demand?.pickups, type.sold?.all.length]).toEqual([0, 0]);
});

function restricted(night: number, minStayArrival: number): RateNight {
  return { roomTypeId: 1, night, ratePlanId: 1, channel: "", minStayArrival };
}

test("a restriction that stands on no night any more is no longer kept, and its number is given again", () => {
  const table = new RestrictionTable();
  const cells = new RateCells(1, 10, table);
  for (let day = 0; day < 1_000; day += 1) {
    cells.clear(day, day + 1);
    cells.set(restricted(day, 1 + day));
  }
  expect(table.size).toBe(10);
  expect(cells.at(999)).toEqual([restricted(999, 1_000)]);
  expect(cells.at(990)).toEqual([restricted(990, 991)]);
  cells.clear(990, 1_000);
  expect([table.size, cells.bytes, cells.at(999)]).toEqual([0, 0, []]);
});

test("a restriction that two types have stays while one of them has it", () => {
  const table = new RestrictionTable();
  const [one, other] = [new RateCells(1, 10, table), new RateCells(1, 10, table)];
  for (const cells of [one, other]) cells.set(restricted(3, 2));
  one.set(restricted(3, 4));
  one.set(restricted(3, 4));
  expect(table.size).toBe(2);
  other.clear(0, 10);
  expect([table.size, one.at(3)]).toEqual([1, [restricted(3, 4)]]);
});

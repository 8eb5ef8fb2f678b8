import fc from "fast-check";
import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { ExchangeTable } from "../rates/currency/exchange_table.ts";
import { emptyRateBook } from "../rates/book/rate_book.ts";
import { paperEntry, paperPlan } from "../testing/paper_rates.ts";
import { nightOf } from "../vocabulary/night.ts";
import { SearchIndex } from "./index/search_index.ts";
import { SearchReply } from "./search_schemas.ts";
import { writePage } from "./write_page.ts";

const NOW = new Date("2027-06-01T12:00:00Z");
const ARRIVAL = nightOf("2027-06-10");
const table = new ExchangeTable([
  { base: "EUR", currency: "JPY", validFrom: nightOf("2027-05-01"), rate: 160_000_000_000_000n },
]);

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
const shown = fc.record({
  name: text,
  city: text,
  roomType: text,
  latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
  stars: fc.option(fc.integer({ min: 1, max: 5 })),
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
  totalMinor: fc.nat(),
  party: fc.record({ adults: fc.integer({ min: 1, max: 9 }), childAges: fc.array(fc.nat(17), { maxLength: 3 }) }),
  plan: fc.option(
    text.map((code) => paperPlan({ code, mealPlan: "half_board" })),
    { nil: undefined },
  ),
  isNear: fc.boolean(),
  wanted: fc.option(fc.constantFrom("EUR", "JPY"), { nil: undefined }),
  facets: fc.option(fc.constant({ stars: { 4: 1 }, amenities: {}, cities: { Porto: 1 } }), { nil: undefined }),
  next: fc.option(text),
});

test("a page that is written as text is what the schema says, whatever hotels are called", () => {
  fc.assert(
    fc.property(shown, (one) => {
      const page: unknown = JSON.parse(writeOne(one));
      // Whatever the schema does not know would be taken away here.
      expect(Value.Clean(SearchReply, structuredClone(page))).toEqual(page);
      expect([...Value.Errors(SearchReply, page)]).toEqual([]);
      expect(page).toMatchObject({
        hotels: [
          {
            name: one.name,
            city: one.city,
            latitude: one.latitude === 0 ? 0 : one.latitude,
            star_rating: one.stars,
            check_out: "2027-06-12",
            rooms: [
              {
                adults: one.party.adults,
                child_ages: one.party.childAges,
                name: one.roomType,
                rate_plan_code: one.plan?.code ?? "standard",
                free_cancellation_until: "2027-06-09T15:00:00+01:00",
              },
            ],
          },
        ],
        next_cursor: one.next,
        ...(one.facets && { facets: one.facets }),
      });
      // A hotel can lose its place between the answer of the directory and the page.
      const hasDistance = one.isNear && one.latitude !== null;
      expect((page as SearchReply).hotels[0]?.distance_km !== undefined).toBe(hasDistance);
      expect((page as SearchReply).hotels[0]).toHaveProperty("total_price", decimal(one.totalMinor, one.currency));
    }),
  );
});

test("what a hotel and its rooms are called is told anew when it has changed", () => {
  const index = new SearchIndex(NOW, 60);
  const named = (name: string, roomType: string): unknown => {
    const { hotels } = JSON.parse(writeOne({ ...PLAIN, name, roomType }, index)) as SearchReply;
    return hotels.map((hotel) => [hotel.name, hotel.rooms.map((room) => room.name)]);
  };
  expect(named("Before", "Double")).toEqual([["Before", ["Double"]]]);
  expect(named("After", "Twin")).toEqual([["After", ["Twin"]]]);
});

type Shown = typeof shown extends fc.Arbitrary<infer Value> ? Value : never;

const PLAIN: Shown = {
  name: "Paper",
  city: "Lisbon",
  roomType: "Double",
  latitude: null,
  stars: null,
  currency: "EUR",
  totalMinor: 12_050,
  party: { adults: 2, childAges: [] },
  plan: undefined,
  isNear: false,
  wanted: undefined,
  facets: undefined,
  next: null,
};

function writeOne(
  { name, city, latitude, stars, currency, totalMinor, party, plan, ...one }: Shown,
  index = new SearchIndex(NOW, 60),
): string {
  const catalogue = paperEntry({ currency }, { name: one.roomType });
  const entry = { hotelId: 1, name, city, country: "PT", latitude, longitude: latitude, stars, amenities: [] };
  index.putHotel({ entry, facts: catalogue.hotel, types: [catalogue], book: emptyRateBook({ hotelId: 1 }) });
  const hotel = index.hotel(1);
  const type = hotel?.types[0];
  if (hotel === undefined || type === undefined) throw new Error("the hotel is gone");
  const offer = { ratePlanId: plan?.ratePlanId ?? 0, plan, totalMinor, nightly: [], charges: [] };
  const rooms = [{ type, party, offer, freeRooms: 3 }];
  const near = one.isNear ? { latitude: 0, longitude: 0 } : undefined;
  return writePage(
    { offers: [{ hotel, arrival: ARRIVAL, totalMinor, rooms }], facets: one.facets, next: one.next },
    { length: 2, near, currency: one.wanted, table, now: NOW },
  );
}

function decimal(minor: number, currency: string): number {
  return minor / ({ EUR: 100, JPY: 1, KWD: 1_000 }[currency] ?? Number.NaN);
}

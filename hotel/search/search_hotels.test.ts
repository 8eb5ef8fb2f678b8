import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CatalogueEntry, HotelFacts } from "../properties/facts.ts";
import { emptyRateBook, type RateBook } from "../rates/book/rate_book.ts";
import type { RatePlan } from "../rates/book/rate_plan.ts";
import { offersFor } from "../rates/offers.ts";
import type { Buyer } from "../rates/stay_ask.ts";
import { paperPlan } from "../testing/paper_rates.ts";
import { rollInstant } from "../vocabulary/business_date.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import { mayArrive, type DatesWanted } from "./dates_wanted.ts";
import { LocalDirectory } from "./directory/local_directory.ts";
import { ExchangeBoard } from "./exchange_board.ts";
import { NameOrder } from "./index/name_order.ts";
import { IndexedFacts } from "./index/rate_facts.ts";
import { SearchIndex } from "./index/search_index.ts";
import type { PartyRooms } from "./rooms_wanted.ts";
import { searchHotels, type HotelSearch } from "./search_hotels.ts";
import type { SearchParts } from "./search_parts.ts";

const TODAY = nightOf("2027-06-01");
const NOW = new Date(rollInstant({ timeZone: "UTC", dayRollHour: 4 }, TODAY).getTime() + 3_600_000);
const HORIZON_DAYS = 24;
const PUBLIC: Buyer = { channel: "web", member: false };

const plan = (ratePlanId: number, own: Partial<RatePlan>): RatePlan =>
  paperPlan({
    ratePlanId,
    occupancy: { includedAdults: 2, extraAdultMinor: 1_500, children: [], singleUse: { basisPoints: -1_000 } },
    lengthDiscounts: [{ minNights: 3, adjustment: { basisPoints: -1_500 } }],
    ...own,
  });

const demand = [
  { name: "full", when: { minOccupancy: 6_000 }, adjustment: { basisPoints: 3_000 } },
  { name: "empty", when: { maxOccupancy: 3_000 }, adjustment: { basisPoints: -2_500 } },
];
const derived = {
  kind: "derived",
  ratePlanId: 1,
  adjustment: { basisPoints: -1_200 },
  inheritsRestrictions: true,
} as const;

/** Rate books from nothing to prices that follow demand with rules in the way. */
const books: readonly Partial<RateBook>[] = [
  {},
  {
    standardPlanSold: false,
    plans: new Map([
      [1, plan(1, { dynamic: { rules: demand, floorMinor: 4_000 } })],
      [2, plan(2, { basis: derived })],
    ]),
  },
  {
    restrictions: [
      { weekdays: 48, minStayArrival: 3 },
      { from: TODAY + 6, until: TODAY + 8, closedToArrival: true },
    ],
  },
  { plans: new Map([[3, plan(3, { prices: [{ basisPoints: -3_000 }], restrictions: [{ minStayThrough: 2 }] })]]) },
  { taxes: [{ kind: "fee", code: "clean", name: "Cleaning", amountMinor: 2_500, per: "stay" }] },
  { restrictions: [{ closed: true }] },
];

const typeSketch = fc.record({
  sleeps: fc.integer({ min: 1, max: 4 }),
  price: fc.integer({ min: 20, max: 90 }).map((price) => price * 100),
  free: fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }),
});
const hotelSketch = fc.record({
  book: fc.nat(books.length - 1),
  stars: fc.integer({ min: 1, max: 5 }),
  name: fc.nat(4),
  types: fc.array(typeSketch, { minLength: 0, maxLength: 4 }),
});
type Sketch = typeof hotelSketch extends fc.Arbitrary<infer Value> ? Value : never;

const partySketch = fc.record({
  party: fc.record({ adults: fc.integer({ min: 1, max: 3 }), childAges: fc.array(fc.nat(17), { maxLength: 1 }) }),
  rooms: fc.integer({ min: 1, max: 2 }),
});
const dates: fc.Arbitrary<DatesWanted> = fc
  .record({
    from: fc.nat(18),
    flexible: fc.nat(4),
    length: fc.integer({ min: 1, max: 4 }),
    weekdays: fc.constantFrom(127, 127, 48),
  })
  .map(({ from, flexible, length, weekdays }) => ({
    firstArrival: TODAY + from,
    lastArrival: TODAY + from + flexible,
    length,
    weekdays,
  }));

describe("a search", () => {
  test("finds page by page what pricing everything in every hotel on all dates finds", async () => {
    const sort = fc.constantFrom("price", "price", "stars", "name" as const) as fc.Arbitrary<HotelSearch["sort"]>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(hotelSketch, { minLength: 1, maxLength: 9 }),
        dates,
        fc.array(partySketch, { minLength: 1, maxLength: 2 }),
        sort,
        async (sketches, wanted, parties, by) => {
          const index = indexOf(sketches);
          const search = searchFor(wanted, parties.map(withGuests), by);
          const found = await allPages(partsOf(index), search);
          expect(found).toEqual(everyHotel(index, search));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ["one that is no cursor", "nonsense"],
    ["one of another order", Buffer.from(JSON.stringify(["12345678", 1, 1])).toString("base64url")],
    ["one that is too short", Buffer.from("[1]").toString("base64url")],
  ])("refuses as a cursor %s", async (_what, cursor) => {
    const wanted = { firstArrival: TODAY, lastArrival: TODAY, length: 1, weekdays: 127 };
    const search = { ...searchFor(wanted, [TWO], "price"), cursor };
    expect(await searchHotels(partsOf(indexOf([])), search)).toMatchObject({
      refusal: { code: "invalid_request", detail: { errors: [{ field: "cursor" }] } },
    });
  });
});

const TWO: PartyRooms = { party: { adults: 2, childAges: [] }, guests: 2, rooms: 1 };

function withGuests(one: Omit<PartyRooms, "guests">): PartyRooms {
  return { ...one, guests: one.party.adults + one.party.childAges.length };
}

function searchFor(wanted: DatesWanted, parties: readonly PartyRooms[], sort: HotelSearch["sort"]): HotelSearch {
  const page = { limit: 2, cursor: undefined, withFacets: false, currency: undefined };
  return { dates: wanted, parties, places: {}, sort, buyer: PUBLIC, ...page };
}

async function allPages(parts: SearchParts, search: HotelSearch): Promise<[number, Night, number][]> {
  const found: [number, Night, number][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await searchHotels(parts, { ...search, cursor });
    if (!page.accepted) throw new Error(page.refusal.message);
    for (const { hotel, arrival, totalMinor } of page.value.offers) found.push([hotel.hotelId, arrival, totalMinor]);
    if (page.value.next === null) return found;
    cursor = page.value.next;
  }
}

/** By looking at everything: every date, every way to give each party a type, sorted at the end. */
function everyHotel(index: SearchIndex, search: HotelSearch): [number, Night, number][] {
  const offers = [...index.hotels()].flatMap((hotel) => {
    const arrivals = Array.from({ length: 40 }, (_, day) => TODAY + day).filter((night) =>
      mayArrive(search.dates, night),
    );
    const priced = arrivals.map((arrival) => ({ arrival, total: cheapest(index, hotel.hotelId, arrival, search) }));
    const best = Math.min(...priced.map(({ total }) => total));
    const first = priced.find(({ total }) => total === best);
    return first === undefined || best === Infinity ? [] : [{ hotel, arrival: first.arrival, total: best }];
  });
  const key = ({ hotel, total }: (typeof offers)[number]): number | string =>
    search.sort === "price" ? total : search.sort === "stars" ? -(hotel.entry.stars ?? 0) : hotel.entry.name;
  const sorted = offers.toSorted((one, other) => {
    const [mine, theirs] = [key(one), key(other)];
    return mine < theirs ? -1 : mine > theirs ? 1 : one.hotel.hotelId - other.hotel.hotelId;
  });
  return sorted.map(({ hotel, arrival, total }) => [hotel.hotelId, arrival, total]);
}

function cheapest(index: SearchIndex, hotelId: number, arrival: Night, search: HotelSearch): number {
  const hotel = index.hotel(hotelId);
  const departure = arrival + search.dates.length;
  if (hotel === undefined || departure > TODAY + HORIZON_DAYS) return Infinity;
  const facts = new IndexedFacts(index, hotel, NOW);
  const free = hotel.types.map(({ slot }) =>
    Math.min(
      ...Array.from({ length: search.dates.length }, (_, place) => index.planes.free(arrival + place)[slot] ?? 0),
    ),
  );
  const rooms = search.parties.flatMap(({ party, guests, rooms: count }) => {
    const prices = hotel.types.map(({ roomTypeId, entry }) => {
      if (entry.roomType.maxOccupancy < guests) return Infinity;
      return offersFor(facts, { roomTypeId, dates: { arrival, departure }, party }, PUBLIC)[0]?.totalMinor ?? Infinity;
    });
    return Array.from({ length: count }, () => prices);
  });
  return leastCost(rooms, free);
}

function leastCost([prices, ...others]: readonly (readonly number[])[], free: readonly number[]): number {
  if (prices === undefined) return 0;
  return Math.min(
    Infinity,
    ...free.map((count, type) =>
      count < 1 || prices[type] === Infinity
        ? Infinity
        : (prices[type] ?? Infinity) + leastCost(others, free.with(type, count - 1)),
    ),
  );
}

function indexOf(sketches: readonly Sketch[]): SearchIndex {
  const index = new SearchIndex(NOW, HORIZON_DAYS);
  for (const [place, { book, stars, name, types }] of sketches.entries()) {
    const hotelId = place + 1;
    const hotel = hotelFacts(hotelId);
    const place_ = { city: "Lisbon", country: "PT", latitude: null, longitude: null, amenities: [] };
    index.putHotel({
      entry: { hotelId, name: `Name ${name}`, stars, ...place_ },
      facts: hotel,
      types: types.map(({ sleeps, price }, type): CatalogueEntry => ({
        hotel,
        roomType: roomType(hotelId, type, sleeps, price),
      })),
      book: { ...emptyRateBook(hotel), ...books[book], hotelId },
    });
    for (const [at, type] of (index.hotel(hotelId)?.types ?? []).entries()) {
      const read = (types[at]?.free ?? []).map((spare, day) => ({
        night: TODAY + day,
        spare,
        usedRooms: 3 - spare,
        physicalRooms: 3,
        held: [],
      }));
      index.setNights(type, { from: TODAY, to: TODAY + 30 }, read);
    }
  }
  index.turnTo(NOW);
  return index;
}

function hotelFacts(hotelId: number): HotelFacts {
  return {
    hotelId,
    organisationId: 1,
    name: "Hotel",
    timeZone: "UTC",
    currency: "EUR",
    dayRollHour: 4,
    checkInTime: "15:00:00",
    checkOutTime: "11:00:00",
    noShowGraceMinutes: 0,
    freeCancellationDays: 1,
    lateCancellationFee: "none",
    seatingPolicy: "best_fit",
    status: "active",
    version: 1,
  };
}

function roomType(
  hotelId: number,
  type: number,
  maxOccupancy: number,
  basePriceMinor: number,
): CatalogueEntry["roomType"] {
  const fixed = { name: "Type", overbookingBasisPoints: 0, status: "active", version: 1 } as const;
  return { hotelId, roomTypeId: hotelId * 10 + type, maxOccupancy, basePriceMinor, ...fixed };
}

function partsOf(index: SearchIndex): SearchParts {
  const directory = new LocalDirectory([...index.hotels()].map(({ entry }) => entry));
  const state = { index, directory };
  const feed = { stateOf: () => state, exchange: new ExchangeBoard(), clock: { now: () => NOW } };
  return {
    feed: feed as unknown as SearchParts["feed"],
    names: new NameOrder(),
    directory: (query, withFacets) => directory.find(query, withFacets),
  };
}

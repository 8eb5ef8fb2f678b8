import fc from "fast-check";
import type { DirectoryQuery, HotelEntry } from "../../hotel/search/directory/directory.ts";

const letter = fc.constantFrom("a", "a", "b", "c", "d", "e", "n", "o");
// Long ones of few letters, so that many are one or two mistakes apart; scripts without spaces; letters outside of the basic plane.
const word = fc.oneof(
  fc.string({ unit: letter, minLength: 1, maxLength: 11 }),
  fc.string({ unit: fc.constantFrom("a", "b"), minLength: 5, maxLength: 10 }),
  fc.constantFrom("aaaaaaaaaa", "ananananan", "bananas", "東京都", "京都", "wi-fi", "d'eau", "été", "19000", "banana1"),
  fc.constantFrom("𐐨𐐨𐐨𐐩𐐩", "𐐨𐐨𐐨𐐩", "𐐨𐐨𐐩𐐨𐐩", "bananas-aaaaaaaaaa", "bananaz-hotel", "bananashotel"),
);
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
const degrees = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -most * 1_000, max: most * 1_000 }).map((number) => number / 1_000);
const latitude = fc.oneof(degrees(90), fc.constantFrom(-90, 90, 89.99, 0));
const longitude = fc.oneof(degrees(180), fc.constantFrom(-180, 180, 179.99, 0));
const place = fc.option(fc.record({ latitude, longitude }), { nil: { latitude: null, longitude: null }, freq: 8 });
const amenity = fc.constantFrom("wifi", "Wi-Fi", "wi fi", "pool", "Pool", "bar", "sea view", "!");

/** Hotels much like each other, in any order, some of them twice: the later one counts. */
export const randomHotels: fc.Arbitrary<HotelEntry[]> = fc.array(
  fc
    .record({
      hotelId: fc.integer({ min: 1, max: 60 }),
      name: words,
      city: fc.constantFrom("São Paulo", "Sao Paulo", "sao-paulo", "Lisbon", "bananas"),
      country: fc.constantFrom("PT", "BR", "XX"),
      stars: fc.option(fc.integer({ min: 1, max: 5 })),
      amenities: fc.array(amenity, { maxLength: 4 }),
      place,
    })
    .map(({ place, ...others }) => ({ ...others, ...place })),
  { minLength: 1, maxLength: 60 },
);

const near = fc.record({ latitude, longitude, km: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constant(5_000)) });
const box = fc
  .record({ one: latitude, other: latitude, west: longitude, east: longitude })
  .map(({ one, other, west, east }) => ({ south: Math.min(one, other), north: Math.max(one, other), west, east }));
const anyQuery: fc.Arbitrary<DirectoryQuery> = fc.record(
  {
    city: fc.constantFrom("são paulo", "lisbon", "bananas"),
    country: fc.constantFrom("PT", "BR"),
    text: words,
    near,
    box,
    stars: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    amenities: fc.array(amenity, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** Questions of every kind: several conditions, text alone, geography alone. */
export const randomQueries: fc.Arbitrary<DirectoryQuery[]> = fc.array(
  fc.oneof(
    anyQuery,
    words.map((text) => ({ text })),
    word.map((text) => ({ text })),
    near.map((near) => ({ near })),
    box.map((box) => ({ box })),
  ),
  { minLength: 30, maxLength: 30 },
);

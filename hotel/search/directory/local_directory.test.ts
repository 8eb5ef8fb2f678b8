import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directoryConformance } from "../../testing/directory_conformance.ts";
import { directoryHotel } from "../../testing/directory_hotels.ts";
import { ScannedDirectory } from "../../testing/scanned_directory.ts";
import type { DirectoryQuery, HotelEntry } from "./directory.ts";
import { LocalDirectory } from "./local_directory.ts";

describe("in this process", () => {
  directoryConformance(async (entries) => new LocalDirectory(entries));
});

describe("without an index", () => {
  directoryConformance(async (entries) => new ScannedDirectory(entries));
});

describe("an entry", () => {
  const hotel = directoryHotel({ hotelId: 7, name: "Inn", latitude: 1, longitude: -2, amenities: ["wifi", "bar"] });

  test("comes back as it was entered", () => {
    const directory = new LocalDirectory([hotel]);
    const respelled = { ...hotel, hotelId: 8, amenities: ["wifi", "Wi-Fi", "bar"], stars: 4 };
    directory.upsert(respelled);
    expect(directory.entry(7)).toEqual(hotel);
    expect(directory.entry(8)).toEqual(respelled);
    expect(directory.size).toBe(2);
  });

  test("that was changed or removed is not the old one", () => {
    const directory = new LocalDirectory([hotel]);
    directory.upsert({ ...hotel, city: "Elsewhere" });
    expect(directory.entry(7)?.city).toBe("Elsewhere");
    expect(directory.size).toBe(1);
    directory.remove(7);
    expect(directory.entry(7)).toBeUndefined();
    expect(directory.size).toBe(0);
  });

  test("named like a member of every object is counted like others", () => {
    const directory = new LocalDirectory([{ ...hotel, city: "__proto__", amenities: ["constructor", "toString"] }]);
    const { facets } = directory.find({}, true);
    expect(Object.entries(facets?.cities ?? {})).toEqual([["__proto__", 1]]);
    expect(Object.entries(facets?.amenities ?? {})).toEqual([
      ["constructor", 1],
      ["toString", 1],
    ]);
  });
});

describe("agrees with looking at every hotel", () => {
  const letter = fc.constantFrom("a", "a", "b", "c", "d", "e", "n", "o");
  const word = fc.oneof(
    fc.string({ unit: letter, minLength: 1, maxLength: 11 }),
    fc.constantFrom("aaaaaaaaaa", "ananananan", "bananas", "東京都", "京都", "wi-fi", "d'eau", "été", "19000", "19001"),
  );
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
  const thousandths = (most: number): fc.Arbitrary<number> =>
    fc.integer({ min: -most * 1000, max: most * 1000 }).map((number) => number / 1000);
  const latitude = fc.oneof(thousandths(90), fc.constantFrom(-90, 90, 89.99, 0));
  const longitude = fc.oneof(thousandths(180), fc.constantFrom(-180, 180, 179.99, 0));
  const place = fc.option(fc.record({ latitude, longitude }), {
    nil: { latitude: null, longitude: null },
    freq: 8,
  });
  const amenity = fc.constantFrom("wifi", "Wi-Fi", "wi fi", "pool", "Pool", "bar", "sea view");
  const entry = fc
    .record({
      hotelId: fc.integer({ min: 1, max: 40 }),
      name: words,
      city: fc.constantFrom("São Paulo", "Sao Paulo", "sao-paulo", "Lisbon", "bananas"),
      country: fc.constantFrom("PT", "BR", "XX"),
      stars: fc.option(fc.integer({ min: 1, max: 5 })),
      amenities: fc.array(amenity, { maxLength: 4 }),
      place,
    })
    .map(({ place, ...others }): HotelEntry => ({ ...others, ...place }));
  const step = fc.oneof({ weight: 5, arbitrary: entry }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) });
  const near = fc.record({ latitude, longitude, km: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constant(5_000)) });
  const box = fc
    .record({ one: latitude, other: latitude, west: longitude, east: longitude })
    .map(({ one, other, west, east }) => ({ south: Math.min(one, other), north: Math.max(one, other), west, east }));
  const query: fc.Arbitrary<DirectoryQuery> = fc.record(
    {
      city: fc.constantFrom("são paulo", "lisbon", "bananas"),
      country: fc.constantFrom("PT", "BR"),
      text: words,
      near,
      box,
      stars: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
      amenities: fc.array(amenity, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );

  function isSame(steps: readonly (HotelEntry | number)[], queries: readonly DirectoryQuery[]): void {
    const [local, scanned] = [new LocalDirectory(), new ScannedDirectory([])];
    for (const step of steps) {
      for (const directory of [local, scanned]) {
        if (typeof step === "number") directory.remove(step);
        else directory.upsert(step);
      }
    }
    for (const query of queries) expect(local.find(query, true)).toEqual(scanned.find(query, true));
  }

  const steps = fc.array(step, { maxLength: 60 });
  const some = (one: fc.Arbitrary<DirectoryQuery>): fc.Arbitrary<DirectoryQuery[]> =>
    fc.array(one, { minLength: 3, maxLength: 3 });

  test("whatever is asked together", () => {
    fc.assert(fc.property(steps, some(query), isSame), { numRuns: 300 });
  });

  test("for words: the trigrams lose none", () => {
    fc.assert(fc.property(steps, some(words.map((text) => ({ text }))), isSame), { numRuns: 500 });
  });

  test("for places: near a point and in a box", () => {
    const geography = fc.oneof(
      near.map((near) => ({ near })),
      box.map((box) => ({ box })),
    );
    fc.assert(fc.property(steps, some(geography), isSame), { numRuns: 500 });
  });

  test("for places in a tree with changes beside it", () => {
    const crowd = fc.integer({ min: 1, max: 100_000 }).map((step) =>
      Array.from({ length: 700 }, (_, index) => ({
        hotelId: index + 1,
        latitude: ((index * step) % 179) - 89,
        longitude: ((index * step * 7) % 361) - 180,
      })),
    );
    fc.assert(
      fc.property(crowd, fc.array(entry, { maxLength: 40 }), near, box, (placed, moved, near, box) => {
        const entries = placed.map(directoryHotel);
        const [local, scanned] = [new LocalDirectory(entries), new ScannedDirectory(entries)];
        for (const change of moved) for (const directory of [local, scanned]) directory.upsert(change);
        for (const directory of [local, scanned]) directory.remove(50);
        for (const query of [{ near }, { box }]) expect(local.find(query, false)).toEqual(scanned.find(query, false));
      }),
      { numRuns: 30 },
    );
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import type { DirectoryQuery, Facets, HotelDirectory, HotelEntry } from "../search/directory/directory.ts";
import { DIRECTORY_HOTELS, directoryHotel } from "./directory_hotels.ts";

/** A directory that takes changes; once a call has returned, the next search sees them. */
export interface ChangingDirectory extends HotelDirectory {
  upsert(entry: HotelEntry): void | Promise<void>;
  remove(hotelId: number): void | Promise<void>;
}

/** What every directory must answer, in this process or on a search server: the same hotels and the same counts. */
export function directoryConformance(make: (entries: readonly HotelEntry[]) => Promise<ChangingDirectory>): void {
  describe("finds", () => {
    let directory: ChangingDirectory;

    beforeAll(async () => {
      directory = await make(DIRECTORY_HOTELS);
    });

    test.each(CASES)("%s", async (_what, query, expected) => {
      expect(await idsFound(directory, query)).toEqual(expected);
    });

    test.each(FACET_CASES)("facets %s", async (_what, query, expected) => {
      const { facets } = await directory.find(query, true);
      const asked = FACET_NAMES.filter((name) => expected[name] !== undefined);
      expect(Object.fromEntries(asked.map((name) => [name, facets?.[name]]))).toEqual(expected);
    });

    test("facets only when asked for", async () => {
      expect((await directory.find({ city: "Lisbon" }, false)).facets).toBeUndefined();
    });

    test("the most frequent 50 values", async () => {
      const many = await make(MANY_VALUES);
      const { facets } = await many.find({}, true);
      expect(Object.keys(facets?.cities ?? {})).toHaveLength(50);
      expect(Object.keys(facets?.amenities ?? {})).toHaveLength(50);
      expect(facets).toMatchObject({ cities: { "City 59": 2 }, amenities: { "thing 59": 2 } });
    });
  });

  describe("when hotels change", () => {
    test("finds a new hotel at once", async () => {
      const directory = await make(DIRECTORY_HOTELS);
      await directory.upsert(directoryHotel({ hotelId: 2, name: "Zephyrus", city: "Porto", stars: 5 }));
      expect(await idsFound(directory, { text: "zephirus" })).toEqual([2]);
      expect(await idsFound(directory, { city: "porto" })).toEqual([2, 60]);
    });

    test("finds a hotel by what it is now, and by nothing that it was", async () => {
      const directory = await make(DIRECTORY_HOTELS);
      const moved = { name: "Zephyrus", city: "Porto", country: "ES", stars: 1, amenities: ["moat"] };
      await directory.upsert(directoryHotel({ hotelId: 10, ...moved, latitude: 41.15, longitude: -8.61 }));
      const now: DirectoryQuery[] = [
        { text: "zephyrus" },
        { city: "Porto", stars: [1] },
        { amenities: ["moat"] },
        { country: "ES", near: { latitude: 41.15, longitude: -8.61, km: 1 } },
      ];
      for (const query of now) expect(await idsFound(directory, query)).toContain(10);
      const before: DirectoryQuery[] = [
        { text: "grande" },
        { city: "Lisbon" },
        { amenities: ["pool"] },
        { stars: [5] },
        { country: "PT" },
        { near: { latitude: 38.72, longitude: -9.14, km: 5 } },
      ];
      for (const query of before) expect(await idsFound(directory, query)).not.toContain(10);
    });

    test("finds nothing of a hotel that was removed, and it again when it comes back", async () => {
      const directory = await make(DIRECTORY_HOTELS);
      const all = await idsFound(directory, {});
      await directory.remove(10);
      await directory.remove(987_654);
      expect(await idsFound(directory, {})).toEqual(all.filter((id) => id !== 10));
      expect(await idsFound(directory, { text: "grande" })).toEqual([]);
      const { facets } = await directory.find({}, true);
      expect(facets?.amenities).not.toHaveProperty("rooftop bar");
      for (const hotel of DIRECTORY_HOTELS) if (hotel.hotelId === 10) await directory.upsert(hotel);
      expect(await idsFound(directory, { text: "grande" })).toEqual([10]);
    });

    test("takes a word for a typing error only as long as no hotel has it", async () => {
      const directory = await make(DIRECTORY_HOTELS);
      expect(await idsFound(directory, { text: "hiltin" })).toEqual([20, 21]);
      await directory.upsert(directoryHotel({ hotelId: 2, name: "Hiltin" }));
      expect(await idsFound(directory, { text: "hiltin" })).toEqual([2]);
      await directory.remove(2);
      expect(await idsFound(directory, { text: "hiltin" })).toEqual([20, 21]);
    });

    test("begins empty", async () => {
      const directory = await make([]);
      const near = { latitude: 0, longitude: 0, km: 500 };
      for (const query of [{}, { city: "Lisbon" }, { text: "hotel" }, { near }])
        expect(await idsFound(directory, query)).toEqual([]);
      await directory.upsert(directoryHotel({ hotelId: 3, latitude: 0.1, longitude: 0.1 }));
      expect(await idsFound(directory, { near })).toEqual([3]);
    });
  });
}

async function idsFound(directory: HotelDirectory, query: DirectoryQuery): Promise<number[]> {
  return [...(await directory.find(query, false)).hotelIds];
}

const LISBON = { latitude: 38.7223, longitude: -9.1393 };
const FIJI = { latitude: -17, longitude: 180 };

const CASES: [what: string, query: DirectoryQuery, hotelIds: number[]][] = [
  ["a city", { city: "Lisbon" }, [10, 11, 12]],
  ["a city in any case, between spaces", { city: "  lisBON " }, [10, 11, 12]],
  ["a city by its whole name only", { city: "Lisb" }, []],
  ["nothing in a city that nobody has", { city: "Atlantis" }, []],
  ["a city with and without accents", { city: "sao paulo" }, [30, 31, 32]],
  ["a city with a hyphen for the space", { city: "São-Paulo" }, [30, 31, 32]],
  ["a city in other letters", { city: "ΑΘΉΝΑ" }, [40]],
  ["a city in Cyrillic", { city: "МОСКВА" }, [41]],
  ["a country", { country: "PT" }, [10, 11, 12, 60]],
  ["stars, any of them", { stars: [3, 5] }, [10, 20, 30, 50]],
  ["amenities, all of them", { amenities: ["pool", "wi-fi"] }, [10, 20]],
  ["an amenity however it is spelled", { amenities: ["WiFi"] }, [10, 11, 20, 30]],
  ["nothing with an amenity that nobody has", { amenities: ["wi-fi", "helipad"] }, []],

  ["a word of a name", { text: "grande" }, [10]],
  ["the beginning of a word", { text: "hil" }, [20, 21]],
  ["no beginning of two letters", { text: "hi" }, []],
  ["a whole word of two letters", { text: "do" }, [11]],
  ["a letter left out", { text: "hlton" }, [20, 21]],
  ["a letter too many", { text: "hillton" }, [20, 21]],
  ["a wrong letter", { text: "hikton" }, [20, 21]],
  ["two letters swapped", { text: "hitlon" }, [20, 21]],
  ["a wrong first letter", { text: "jilton" }, [20, 21]],
  ["two mistakes in a long word", { text: "contniental" }, [22]],
  ["two mistakes in a long word, apart", { text: "comtinentl" }, [22]],
  ["no two mistakes in a short word", { text: "hitlom" }, []],
  ["no mistakes in four letters", { text: "pool" }, [10, 20]],
  ["no mistakes in four letters, even one", { text: "pooi" }, []],
  ["no mistakes in numbers", { text: "21000" }, [50]],
  ["other numbers not", { text: "21001" }, []],
  ["not what only looks alike", { text: "paris" }, [21]],
  ["the longer word by its beginning", { text: "parks" }, [12]],
  ["names with accents", { text: "chateau" }, [51]],
  ["accents in the question", { text: "hílton pàris" }, [21]],
  ["letters that do not decompose", { text: "strasse" }, [52]],
  ["a place", { text: "lisbon" }, [10, 11, 12]],
  ["a country by its name", { text: "portugal" }, [10, 11, 12, 60]],
  ["an amenity", { text: "rooftop" }, [10]],
  ["an amenity without its hyphen", { text: "wifi" }, [10, 11, 20, 30]],
  ["an amenity with a hyphen it does not have", { text: "wi-fi" }, [10, 11, 20, 30]],
  ["a name with its apostrophe and without", { text: "oneill" }, [53]],
  ["a name with another apostrophe", { text: "O’Neill" }, [53]],
  ["several words, wherever each of them stands", { text: "pool hilton london" }, [20]],
  ["several words in any order, one mistaken", { text: "pariss hilton" }, [21]],
  ["nothing when one word is nowhere", { text: "hilton xylophone" }, []],
  ["Greek", { text: "αθηνα" }, [40]],
  ["Greek with accents and capitals", { text: "ΞΕΝΟΔΟΧΕΊΟ" }, [40]],
  ["Cyrillic with a mistake", { text: "мосвка" }, [41]],
  ["Japanese, a word inside another", { text: "東京" }, [42]],
  ["Japanese, the end of a word", { text: "ホテル" }, [42]],
  ["Arabic", { text: "فندق" }, [43]],
  ["Korean by its beginning", { text: "서울" }, [44]],

  ["within a distance", { near: { ...LISBON, km: 10 } }, [10, 11]],
  ["a hotel at the distance", { near: { ...LISBON, km: 29 } }, [10, 11, 12]],
  ["not one beyond it", { near: { ...LISBON, km: 27 } }, [10, 11]],
  ["on both sides of the date line", { near: { ...FIJI, km: 60 } }, [70, 71]],
  ["over the pole", { near: { latitude: 89.9, longitude: -90, km: 40 } }, [72]],
  ["in a box", { box: { south: 38.5, west: -9.3, north: 39, east: -9 } }, [10, 11]],
  ["in a box over the date line", { box: { south: -20, west: 179, north: -10, east: -179 } }, [70, 71]],
  ["in a box on one side of it", { box: { south: -20, west: 179, north: -10, east: 180 } }, [70]],
  [
    "in the whole world only what has coordinates",
    { box: { south: -90, west: -180, north: 90, east: 180 }, country: "FJ" },
    [70, 71],
  ],

  ["what meets every condition", { city: "Lisbon", stars: [4, 5], amenities: ["wifi"], text: "hotel" }, [10]],
  ["text near a point", { text: "hotel", near: { ...LISBON, km: 10 } }, [10]],
  [
    "a box and a distance",
    { near: { ...LISBON, km: 30 }, box: { south: 38.7, west: -9.2, north: 38.73, east: -9 } },
    [10],
  ],
  ["nothing where conditions exclude each other", { city: "Lisbon", country: "FR" }, []],
];

const FACET_NAMES = ["stars", "cities", "amenities"] as const;
const FACET_CASES: [what: string, query: DirectoryQuery, facets: Partial<Facets>][] = [
  [
    "of what was found",
    { country: "PT" },
    {
      stars: { "4": 2, "5": 1 },
      cities: { Lisbon: 3, Porto: 1 },
      amenities: { "wi-fi": 2, breakfast: 2, pool: 1, "rooftop bar": 1 },
    },
  ],
  [
    "with a condition on stars: the stars as if there were none",
    { country: "PT", stars: [5] },
    {
      stars: { "4": 2, "5": 1 },
      cities: { Lisbon: 1 },
      amenities: { "wi-fi": 1, pool: 1, breakfast: 1, "rooftop bar": 1 },
    },
  ],
  [
    "with a condition on the city: the cities as if there were none",
    { country: "PT", city: "lisbon", stars: [4] },
    {
      stars: { "4": 1, "5": 1 },
      cities: { Lisbon: 1, Porto: 1 },
    },
  ],
  [
    "with amenities: those as if there were none",
    { city: "Lisbon", amenities: ["pool"] },
    {
      stars: { "5": 1 },
      cities: { Lisbon: 1, London: 1 },
      amenities: { "wi-fi": 2, breakfast: 1, pool: 1, "rooftop bar": 1 },
    },
  ],
  [
    "of spellings as one value, spelled as most do",
    { text: "wifi" },
    { amenities: { "wi-fi": 4, pool: 2, breakfast: 1, "rooftop bar": 1 } },
  ],
  ["of cities too", { country: "BR" }, { cities: { "São Paulo": 3 } }],
  [
    "empty where nothing was found",
    { city: "Atlantis", text: "hotel xylophone" },
    { stars: {}, cities: {}, amenities: {} },
  ],
];

/** 60 cities and 60 amenities; the last is the only one that two hotels have. */
const MANY_VALUES = Array.from({ length: 61 }, (_, index) =>
  directoryHotel({
    hotelId: index + 1,
    city: `City ${Math.min(index, 59)}`,
    amenities: [`thing ${Math.min(index, 59)}`],
  }),
);

import type { DirectoryQuery, HotelEntry } from "../../hotel/search/directory/directory.ts";
import { LocalDirectory } from "../../hotel/search/directory/local_directory.ts";

/** What a directory of one size costs. */
export interface DirectoryCost {
  readonly hotels: number;
  readonly buildMilliseconds: number;
  /** Of the heap and of typed arrays, with what it keeps of the hotels. */
  readonly megabytes: number;
  readonly searches: readonly SearchCost[];
}

/** What one kind of search costs. */
export interface SearchCost {
  readonly what: string;
  /** Hotels found by one, on average. */
  readonly found: number;
  readonly medianMicroseconds: number;
  readonly p99Microseconds: number;
}

/** Builds a directory of these hotels and searches it; the process must run with `--expose-gc`. */
export function costOf(hotels: readonly HotelEntry[]): DirectoryCost {
  const before = memory();
  const started = performance.now();
  const directory = new LocalDirectory(hotels.map(ofItsOwn));
  const buildMilliseconds = performance.now() - started;
  const megabytes = (memory() - before) / 1e6;
  const searches = Object.entries(SEARCHES).map(([what, search]) => searchCost(what, hotels, directory, search));
  return {
    hotels: hotels.length,
    buildMilliseconds,
    megabytes,
    searches: [...searches, changeCost(hotels, directory)],
  };
}

const ROUNDS = 500;

const SEARCHES: Readonly<Record<string, (hotel: HotelEntry) => DirectoryQuery & { readonly withFacets?: true }>> = {
  "by city": ({ city }) => ({ city }),
  "by city, with facets": ({ city }) => ({ city, withFacets: true }),
  "by the name, typed right": ({ name }) => ({ text: name.slice(0, 100) }),
  "by a word, two letters swapped": ({ name }) => ({ text: swapped(longestWord(name)) }),
  "by a word and the city": ({ name, city }) => ({ text: `${longestWord(name)} ${city}` }),
  "by three letters": ({ name }) => ({ text: longestWord(name).slice(0, 3) }),
  "within 5 km": (hotel) => ({ near: { ...pointOf(hotel), km: 5 } }),
  "within 50 km": (hotel) => ({ near: { ...pointOf(hotel), km: 50 } }),
  "within 500 km": (hotel) => ({ near: { ...pointOf(hotel), km: 500 } }),
  "within 50 km, four stars, pool": (hotel) => ({
    near: { ...pointOf(hotel), km: 50 },
    stars: [4],
    amenities: ["pool"],
  }),
  "the whole world": () => ({}),
  "the whole world, with facets": () => ({ withFacets: true }),
};

function searchCost(
  what: string,
  hotels: readonly HotelEntry[],
  directory: LocalDirectory,
  search: (hotel: HotelEntry) => DirectoryQuery & { readonly withFacets?: true },
): SearchCost {
  const queries = Array.from({ length: ROUNDS }, (_, round) => search(drawn(hotels, round)));
  let found = 0;
  const times = queries.map(({ withFacets, ...query }) => {
    const started = performance.now();
    found += directory.find(query, withFacets === true).hotelIds.length;
    return performance.now() - started;
  });
  return { what, found: found / ROUNDS, ...quantiles(times) };
}

/** A hotel gets another name and goes a little north, and back. */
function changeCost(hotels: readonly HotelEntry[], directory: LocalDirectory): SearchCost {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const hotel = drawn(hotels, round);
    const changed = { ...hotel, name: `${hotel.name} ${round}`, latitude: (hotel.latitude ?? 0) / 1.000_1 };
    const started = performance.now();
    directory.upsert(changed);
    const time = performance.now() - started;
    directory.upsert(hotel);
    return time;
  });
  return { what: "a changed hotel", found: 1, ...quantiles(times) };
}

function quantiles(times: readonly number[]): { medianMicroseconds: number; p99Microseconds: number } {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => 1000 * (sorted[Math.floor(share * sorted.length)] ?? 0);
  return { medianMicroseconds: at(0.5), p99Microseconds: at(0.99) };
}

/** Texts that are no slices of the file's text nor of another hotel's, as from a database. */
function ofItsOwn(hotel: HotelEntry): HotelEntry {
  return JSON.parse(JSON.stringify(hotel)) as HotelEntry;
}

function drawn(hotels: readonly HotelEntry[], round: number): HotelEntry {
  return hotels[(round * 7_919) % hotels.length] as HotelEntry;
}

function pointOf({ latitude, longitude }: HotelEntry): { latitude: number; longitude: number } {
  return { latitude: latitude ?? 0, longitude: longitude ?? 0 };
}

function longestWord(name: string): string {
  return name.split(/\s+/).reduce((longest, word) => (word.length > longest.length ? word : longest), "");
}

function swapped(word: string): string {
  const middle = word.length >> 1;
  return word.slice(0, middle - 1) + (word[middle] ?? "") + (word[middle - 1] ?? "") + word.slice(middle + 1);
}

function memory(): number {
  // Twice: what the first lets go of may hold others.
  for (let round = 0; round < 2; round += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

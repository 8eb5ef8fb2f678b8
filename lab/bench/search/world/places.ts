import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { seeded } from "../../../load/random.ts";
import { mixed } from "./plan.ts";

/** A hotel's name and where it is. */
export interface HotelPlace {
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
}

/** The city that is the biggest of a world has at least so many hotels, where the world is large enough. */
export const BIGGEST_AT_LEAST = 100;

/** A city with more than a fortieth of all hotels is left out: the real ones have less. */
const BIGGEST_SHARE = 40;

/** Hotels of GeoNames: `hotels_geonames.csv.gz`; the city is the nearest one. Throws when the file cannot be read. */
export async function readPlaces(file: string): Promise<HotelPlace[]> {
  const places: HotelPlace[] = [];
  const parser = parse({ columns: true, bom: true });
  pipeline(createReadStream(file), createGunzip(), parser, () => undefined); // an error reaches the loop below
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    const place = placeOf(row);
    if (place !== undefined) places.push(place);
  }
  return places;
}

function placeOf(row: Record<string, string>): HotelPlace | undefined {
  const { name = "", nearest_city: city = "", country = "", lat = "", lon = "", timezone: timeZone = "" } = row;
  if (name === "" || city === "" || lat === "" || lon === "" || !isZone(timeZone)) return undefined;
  return { name: name.slice(0, 200), city, country, latitude: Number(lat), longitude: Number(lon), timeZone };
}

const zones = new Map<string, boolean>();

function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const valid = name !== "" && canTellTime(name);
  zones.set(name, valid);
  return valid;
}

function canTellTime(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** So many invented hotels, in cities whose sizes fall off as those of real ones do: many small, few large. */
export function inventPlaces(count: number, seed: number): HotelPlace[] {
  const places: HotelPlace[] = [];
  for (let city = 1; places.length < count; city += 1) {
    // A seventh of the cities has more than thirty hotels, half of them four or less, as in the data of GeoNames.
    const share = mixed(seed, city, 0, 2) / 2 ** 32;
    const size = Math.min(count - places.length, 400, Math.ceil(1.5 / (share + 0.003)));
    const latitude = -60 + (mixed(seed, city, 1, 2) / 2 ** 32) * 120;
    const longitude = -180 + (mixed(seed, city, 2, 2) / 2 ** 32) * 360;
    for (let index = 0; index < size; index += 1) {
      places.push({
        name: `Hotel ${places.length + 1}`,
        city: `City ${city}`,
        country: "PT",
        latitude: latitude + (mixed(seed, city, index, 3) % 1000) / 10_000,
        longitude: longitude + (mixed(seed, city, index, 4) % 1000) / 10_000,
        timeZone: "Europe/Lisbon",
      });
    }
  }
  return places;
}

/**
 * So many of the places, whole cities at a time, so that cities are as large as they are in the data: first the one that shall be the
 * biggest, then smaller ones by lot. What lacks at the end is invented; the last city may be cut.
 */
export function choosePlaces(places: readonly HotelPlace[], hotels: number, seed: number): HotelPlace[] {
  const cities = [...Map.groupBy(places, ({ city, country }) => `${country} ${city}`).values()];
  const biggest = biggestOf(cities, hotels);
  const smaller = cities.filter((city) => city !== biggest && city.length <= biggest.length);
  const chosen = [...biggest];
  for (const city of shuffled(smaller, seed)) {
    if (chosen.length >= hotels) break;
    chosen.push(...city);
  }
  return [...chosen.slice(0, hotels), ...inventPlaces(Math.max(0, hotels - chosen.length), seed)];
}

/** The largest city that is no picture of its country alone; where that is a small one, the smallest of the large ones. */
function biggestOf(cities: readonly HotelPlace[][], hotels: number): HotelPlace[] {
  const bySize = cities.toSorted((one, other) => other.length - one.length);
  const most = Math.max(BIGGEST_AT_LEAST, hotels / BIGGEST_SHARE);
  const fitting = bySize.find((city) => city.length <= most) ?? [];
  if (fitting.length >= BIGGEST_AT_LEAST) return fitting;
  return bySize.findLast((city) => city.length >= BIGGEST_AT_LEAST) ?? fitting;
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const draw = seeded(seed);
  return items
    .map((item) => ({ item, place: draw(2 ** 31) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

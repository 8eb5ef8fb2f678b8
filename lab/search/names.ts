import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { HotelEntry } from "../../hotel/search/directory/directory.ts";

/** The hotels of a folder with hotels_geonames.csv.gz: real names, places and countries; stars and amenities are dealt out by a fixed rule. */
export function realHotels(folder: string): HotelEntry[] {
  return rowsOf(join(folder, "hotels_geonames.csv.gz")).map((row, index) => ({
    hotelId: index + 1,
    name: row["name"] ?? "",
    city: row["city"] || (row["nearest_city"] ?? ""),
    country: row["country"] ?? "",
    latitude: Number(row["lat"]),
    longitude: Number(row["lon"]),
    stars: index % 7 === 0 ? null : 1 + ((index * 13) % 5),
    amenities: AMENITIES.filter((_, amenity) => (index * 31 + amenity * amenity * 17) % (amenity + 3) < 2),
  }));
}

/** The names of the cities of cities15000.csv.gz. */
export function realCities(folder: string): string[] {
  return rowsOf(join(folder, "cities15000.csv.gz")).map((row) => row["name"] ?? "");
}

/** Hotels of all regions: so many, spread evenly over the list. */
export function someOf<Item>(items: readonly Item[], count: number): Item[] {
  const step = items.length / count;
  return Array.from({ length: Math.min(count, items.length) }, (_, place) => items[Math.floor(place * step)] as Item);
}

function rowsOf(file: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(file)), { columns: true, relax_quotes: true });
}

const AMENITIES = [
  "wi-fi",
  "breakfast",
  "parking",
  "pool",
  "air conditioning",
  "bar",
  "restaurant",
  "lift",
  "spa",
  "gym",
  "garden",
  "terrace",
  "sea view",
  "airport transfer",
  "step-free access",
  "pets welcome",
  "laundry",
  "sauna",
  "tennis",
  "bicycle hire",
];

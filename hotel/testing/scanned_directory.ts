import { closeness } from "../search/directory/closeness.ts";
import type { Box, DirectoryAnswer, DirectoryQuery, Facets, HotelEntry } from "../search/directory/directory.ts";
import { distanceKm } from "../search/directory/distance.ts";
import { amenityKey, foldText } from "../search/directory/fold_text.ts";
import { askedWords, knownWords } from "../search/directory/words.ts";
import type { ChangingDirectory } from "./directory_conformance.ts";

/** A directory without any index: looks at every hotel for every condition. What the others are compared with. */
export class ScannedDirectory implements ChangingDirectory {
  readonly #hotels = new Map<number, HotelEntry>();

  constructor(entries: readonly HotelEntry[]) {
    for (const entry of entries) this.upsert(entry);
  }

  upsert(entry: HotelEntry): void {
    this.#hotels.set(entry.hotelId, entry);
  }

  remove(hotelId: number): void {
    this.#hotels.delete(hotelId);
  }

  find(query: DirectoryQuery, withFacets: boolean): DirectoryAnswer {
    const hotelIds = Int32Array.from(this.#matching(query).map(({ hotelId }) => hotelId)).toSorted();
    return withFacets ? { hotelIds, facets: this.#facets(query) } : { hotelIds };
  }

  #matching(query: DirectoryQuery): HotelEntry[] {
    const hotels = [...this.#hotels.values()];
    const vocabulary = new Set(hotels.flatMap((hotel) => [...knownWords(hotel)]));
    const byText = textRule(query.text, vocabulary);
    return hotels.filter((hotel) => isWanted(query, hotel) && byText(knownWords(hotel)));
  }

  #facets(query: DirectoryQuery): Facets {
    const { stars: _stars, ...anyStars } = query;
    const { city: _city, ...anyCity } = query;
    const { amenities: _amenities, ...anyAmenities } = query;
    const stars = this.#matching(anyStars).flatMap((hotel) => (hotel.stars === null ? [] : [String(hotel.stars)]));
    const amenities = this.#matching(anyAmenities).flatMap((hotel) => onePerKey(hotel.amenities));
    return {
      stars: counted(stars, (star) => star),
      cities: counted(
        this.#matching(anyCity).map(({ city }) => city),
        foldText,
      ),
      amenities: counted(amenities, amenityKey),
    };
  }
}

function isWanted(query: DirectoryQuery, hotel: HotelEntry): boolean {
  const amenities = hotel.amenities.map(amenityKey);
  return (
    (query.city === undefined || foldText(query.city) === foldText(hotel.city)) &&
    (query.country === undefined || query.country === hotel.country) &&
    (query.stars === undefined || (hotel.stars !== null && query.stars.includes(hotel.stars))) &&
    (query.amenities ?? []).every((amenity) => amenities.includes(amenityKey(amenity))) &&
    (query.near === undefined || distanceKm(query.near, hotel) <= query.near.km) &&
    (query.box === undefined || isInside(query.box, hotel))
  );
}

/** The meridian of 180 degrees is both the last and the first. */
function isInside({ south, west, north, east }: Box, { latitude, longitude }: HotelEntry): boolean {
  if (latitude === null || longitude === null || latitude < south || latitude > north) return false;
  const meridians = Math.abs(longitude) === 180 ? [-180, 180] : [longitude];
  return meridians.some((here) => (west <= east ? here >= west && here <= east : here >= west || here <= east));
}

function textRule(text: string | undefined, vocabulary: ReadonlySet<string>): (words: ReadonlySet<string>) => boolean {
  const asked = askedWords(text ?? "").map(({ parts, joined }) => ({
    parts: parts.map((part) => ({ part, distance: leastDistance(part, vocabulary) })),
    joined,
  }));
  return (words) =>
    asked.every(
      ({ parts, joined }) =>
        parts.every(({ part, distance }) => [...words].some((word) => isAt(distance, closeness(part, word)))) ||
        (joined !== undefined && [...words].some((word) => closeness(joined, word) === 0)),
    );
}

function leastDistance(asked: string, vocabulary: ReadonlySet<string>): number {
  return Math.min(...[...vocabulary].map((word) => closeness(asked, word) ?? Number.POSITIVE_INFINITY));
}

function isAt(distance: number, other: number | undefined): boolean {
  return other !== undefined && other === distance;
}

function onePerKey(spellings: readonly string[]): string[] {
  return spellings.filter(
    (spelling, place) => spellings.findIndex((other) => amenityKey(other) === amenityKey(spelling)) === place,
  );
}

/** Spellings with one key count as one value, which has the most frequent spelling; the 50 most frequent values. */
function counted(spellings: readonly string[], keyOf: (spelling: string) => string): Record<string, number> {
  const groups = Object.groupBy(spellings.toSorted(), keyOf);
  const values = Object.entries(groups).map(([key, group = []]) => {
    const frequency = (spelling: string): number => group.filter((other) => other === spelling).length;
    const spelling = group.reduce((best, other) => (frequency(other) > frequency(best) ? other : best));
    return { key, spelling, total: group.length };
  });
  const ordered = values.toSorted((one, other) => other.total - one.total || (one.key < other.key ? -1 : 1));
  return Object.fromEntries(ordered.slice(0, 50).map(({ spelling, total }) => [spelling, total]));
}

import type { HotelEntry } from "../directory/directory.ts";
import { amenityKey, foldText } from "../directory/fold_text.ts";
import { knownWords } from "../directory/words.ts";

/** Raised whenever the documents or their mapping change: an index of an older layout is made anew. */
export const LAYOUT = 1;

/** The document that says how far an index has followed the ledger. */
export const CURSOR_ID = "cursor";

/** A hotel as the search server keeps it. Every text is folded here, so that both directories compare the same letters. */
export interface HotelDocument {
  readonly kind: "hotel";
  readonly hotel_id: number;
  readonly city: string;
  readonly city_name: string;
  readonly country: string;
  readonly stars?: string;
  readonly amenities: readonly string[];
  readonly amenity_names: readonly string[];
  readonly words: readonly string[];
  /** The words in which typing errors are looked for, as {@link unitsAsLetters}. */
  readonly typed: readonly string[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly location?: { readonly lat: number; readonly lon: number };
}

/** A hotel that sells no more. It stays as a mark with a version, so that nobody who is late brings the hotel back. */
export interface GoneDocument {
  readonly kind: "gone";
  readonly hotel_id: number;
}

/** What the search server is told about a hotel. */
export function documentOf(entry: HotelEntry): HotelDocument {
  const { hotelId, city, country, latitude, longitude, stars } = entry;
  const byKey = new Map<string, string>();
  for (const amenity of entry.amenities) {
    const key = amenityKey(amenity);
    if (!byKey.has(key)) byKey.set(key, amenity);
  }
  const words = [...knownWords(entry)];
  const place =
    latitude === null || longitude === null ? {} : { latitude, longitude, location: { lat: latitude, lon: longitude } };
  return {
    kind: "hotel",
    hotel_id: hotelId,
    city: foldText(city),
    city_name: city,
    country,
    ...(stars === null ? {} : { stars: String(stars) }),
    amenities: [...byKey.keys()],
    amenity_names: [...byKey.values()],
    words,
    typed: words.filter((word) => !HAS_DIGIT.test(word)).map(unitsAsLetters),
    ...place,
  };
}

/** Every value as it is: no analysis, no words that are too long. */
export function mappingsOf(incarnation: string): object {
  const keyword = { type: "keyword" };
  const searchedOnly = { type: "keyword", doc_values: false };
  return {
    dynamic: "strict",
    _meta: { product: "lastroom", incarnation, layout: LAYOUT },
    properties: {
      kind: keyword,
      position: { type: "long", index: false },
      hotel_id: { type: "integer" },
      city: keyword,
      city_name: keyword,
      country: keyword,
      stars: keyword,
      amenities: keyword,
      amenity_names: keyword,
      words: searchedOnly,
      typed: searchedOnly,
      latitude: { type: "double" },
      longitude: { type: "double" },
      location: { type: "geo_point" },
    },
  };
}

/**
 * Letters outside of the basic plane as two letters each: the server counts mistakes in characters, `closeness` in UTF-16 units.
 * The letters are of the private use area, which no word has.
 */
export function unitsAsLetters(word: string): string {
  return word.replaceAll(SURROGATES, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0x0800));
}

const SURROGATES = /[\ud800-\udfff]/g;
const HAS_DIGIT = /\p{N}/u;

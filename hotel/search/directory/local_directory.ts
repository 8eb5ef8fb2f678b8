import type { DirectoryAnswer, DirectoryQuery, Facets, HotelDirectory, HotelEntry } from "./directory.ts";
import { amenityKey, cityKey, foldText } from "./fold_text.ts";
import { Numbering } from "./numbering.ts";
import { PlaceIndex } from "./place_index.ts";
import { SlotSet } from "./slot_set.ts";
import { countIn, SpelledValues } from "./spelled_values.ts";
import { WordIndex } from "./word_index.ts";
import { askedWords, knownWords } from "./words.ts";

/** How many cities and amenities a facet names at most. */
export const FACET_VALUES = 50;

/**
 * Phase 1 of a search in this process: every hotel in memory, a change visible to the next search. A hotel has a slot, each
 * condition is a set of slots, and an answer is where they meet (docs/search_directory.md).
 */
export class LocalDirectory implements HotelDirectory {
  readonly #hotels = new Numbering<number>();
  readonly #rows: (Row | undefined)[] = [];
  /** Apart from the rows, because a facet of cities counts those of every hotel. */
  readonly #cityOf: number[] = [];
  readonly #present = new SlotSet();
  readonly #words = new WordIndex();
  readonly #places = new PlaceIndex();
  readonly #cities = new SpelledValues(foldText);
  readonly #amenities = new SpelledValues(amenityKey);
  readonly #countries = new SpelledValues((country) => country);
  readonly #stars = new SpelledValues((stars) => stars);

  constructor(entries: Iterable<HotelEntry> = []) {
    for (const entry of entries) this.upsert(entry);
    this.#places.settle();
  }

  /** Hotels in it. */
  get size(): number {
    return this.#hotels.size;
  }

  /** Enters a hotel, or what has changed of it. Costs by what has changed, not by the number of hotels. */
  upsert(entry: HotelEntry): void {
    const before = this.entry(entry.hotelId);
    const slot = this.#hotels.give(entry.hotelId);
    this.#present.add(slot);
    this.#places.put(slot, entry);
    this.#index(slot, before, entry);
    this.#rows[slot] = this.#rowOf(entry);
    this.#cityOf[slot] = this.#cities.numberOf(entry.city);
  }

  /** Nothing finds the hotel any more. */
  remove(hotelId: number): void {
    const slot = this.#hotels.numberOf(hotelId);
    if (slot === undefined) return;
    this.#index(slot, this.entry(hotelId), undefined);
    this.#places.take(slot);
    this.#present.delete(slot);
    this.#rows[slot] = undefined;
    this.#hotels.release(hotelId);
  }

  /** The hotel as it was entered last. */
  entry(hotelId: number): HotelEntry | undefined {
    const slot = this.#hotels.numberOf(hotelId);
    const row = slot === undefined ? undefined : this.#rows[slot];
    if (slot === undefined || row === undefined) return undefined;
    const { latitude, longitude } = this.#places.placeOf(slot);
    return {
      hotelId,
      name: row.name,
      city: this.#cities.spelling(this.#cityOf[slot] ?? 0),
      country: this.#countries.spelling(row.country),
      latitude,
      longitude,
      stars: row.stars,
      amenities: row.asEntered ?? row.amenities.map((amenity) => this.#amenities.spelling(amenity)),
    };
  }

  find(query: DirectoryQuery, withFacets: boolean): DirectoryAnswer {
    const conditions = this.#conditions(query);
    const found = this.#meeting(conditions);
    const hotelIds = this.#idsOf(found);
    return withFacets ? { hotelIds, facets: this.#facets(conditions, found) } : { hotelIds };
  }

  #index(slot: number, before: HotelEntry | undefined, after: HotelEntry | undefined): void {
    const words = (hotel: HotelEntry | undefined): Set<string> => (hotel ? knownWords(hotel) : new Set());
    const city = (hotel: HotelEntry | undefined): Set<string> => new Set(hotel ? [hotel.city] : []);
    const country = (hotel: HotelEntry | undefined): Set<string> => new Set(hotel ? [hotel.country] : []);
    const stars = (hotel: HotelEntry | undefined): Set<string> =>
      new Set(hotel && hotel.stars !== null ? [String(hotel.stars)] : []);
    const amenities = (hotel: HotelEntry | undefined): Set<string> => distinctAmenities(hotel?.amenities ?? []);
    this.#words.change(slot, words(before), words(after));
    this.#cities.change(slot, city(before), city(after));
    this.#countries.change(slot, country(before), country(after));
    this.#stars.change(slot, stars(before), stars(after));
    this.#amenities.change(slot, amenities(before), amenities(after));
  }

  #rowOf(entry: HotelEntry): Row {
    const country = this.#countries.numberOf(entry.country);
    const amenities = [...distinctAmenities(entry.amenities)].map((amenity) => this.#amenities.numberOf(amenity));
    const row = { name: entry.name, country, stars: entry.stars, amenities };
    return amenities.length === entry.amenities.length ? row : { ...row, asEntered: entry.amenities };
  }

  #conditions(query: DirectoryQuery): Condition[] {
    const conditions: Condition[] = [];
    const add = (facet: keyof Facets | undefined, fill: (hotels: SlotSet) => void): void => {
      const hotels = new SlotSet(this.#hotels.end);
      fill(hotels);
      conditions.push({ facet, hotels });
    };
    const { city, country, text, near, box, stars, amenities } = query;
    if (city !== undefined) add("cities", (hotels) => this.#cities.addTo(hotels, cityKey(city)));
    if (country !== undefined) add(undefined, (hotels) => this.#countries.addTo(hotels, country));
    if (near) add(undefined, (hotels) => this.#places.addNear(hotels, near, near.km));
    if (box) add(undefined, (hotels) => this.#places.addInBox(hotels, box));
    if (stars) add("stars", (hotels) => stars.forEach((number) => this.#stars.addTo(hotels, String(number))));
    for (const amenity of amenities ?? [])
      add("amenities", (hotels) => this.#amenities.addTo(hotels, amenityKey(amenity)));
    for (const word of text === undefined ? [] : askedWords(text))
      conditions.push({ facet: undefined, hotels: this.#words.find(word, this.#hotels.end) });
    return conditions;
  }

  /** The hotels that meet all conditions, but those on one facet. */
  #meeting(conditions: readonly Condition[], except?: keyof Facets): SlotSet {
    const found = this.#present.copy();
    for (const { facet, hotels } of conditions) if (except === undefined || facet !== except) found.intersect(hotels);
    return found;
  }

  #idsOf(found: SlotSet): Int32Array {
    const ids = new Int32Array(found.size);
    let place = 0;
    let last = Number.NEGATIVE_INFINITY;
    let isSorted = true;
    found.forEach((slot) => {
      const id = this.#hotels.keyOf(slot) ?? 0;
      isSorted &&= id > last;
      last = id;
      ids[place++] = id;
    });
    return isSorted ? ids : ids.toSorted();
  }

  #facets(conditions: readonly Condition[], found: SlotSet): Facets {
    const counted = (facet: keyof Facets): SlotSet =>
      conditions.some((condition) => condition.facet === facet) ? this.#meeting(conditions, facet) : found;
    const stars: Record<string, number> = {};
    const cities = this.#cities.counters();
    const amenities = this.#amenities.counters();
    counted("stars").forEach((slot) => {
      const given = this.#rows[slot]?.stars ?? null;
      if (given !== null) stars[given] = (stars[given] ?? 0) + 1;
    });
    counted("cities").forEach((slot) => countIn(cities, this.#cityOf[slot] ?? 0));
    counted("amenities").forEach((slot) => {
      for (const number of this.#rows[slot]?.amenities ?? []) countIn(amenities, number);
    });
    return {
      stars,
      amenities: this.#amenities.frequent(amenities, FACET_VALUES),
      cities: this.#cities.frequent(cities, FACET_VALUES),
    };
  }
}

/** What is kept of a hotel; repeated values as the numbers of their spellings. */
interface Row {
  readonly name: string;
  readonly country: number;
  readonly stars: number | null;
  /** Each amenity once, however often it is spelled. */
  readonly amenities: readonly number[];
  /** Only when that is not the same. */
  readonly asEntered?: readonly string[];
}

/** The hotels that meet one condition, and the facet that it is about. */
interface Condition {
  readonly facet: keyof Facets | undefined;
  readonly hotels: SlotSet;
}

/** Without those that only spell an earlier one otherwise. */
function distinctAmenities(amenities: readonly string[]): Set<string> {
  const byKey = new Map<string, string>();
  for (const amenity of amenities) {
    const key = amenityKey(amenity);
    if (!byKey.has(key)) byKey.set(key, amenity);
  }
  return new Set(byKey.values());
}

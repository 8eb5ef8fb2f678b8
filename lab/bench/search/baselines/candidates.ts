import type { Night } from "../../../../hotel/vocabulary/night.ts";
import type { SearchAsk } from "../asks.ts";
import type { CatalogueHotel, CatalogueType } from "./catalogue.ts";
import { catalogueTotal } from "./catalogue_price.ts";

/** A room type on some dates that may be an answer, if it is free. */
export interface Candidate {
  readonly hotel: CatalogueHotel;
  readonly type: CatalogueType;
  readonly arrival: Night;
  readonly totalMinor: number;
}

const EARTH_KM = 6_371.008_771_4;

/** Hotels by city and by id: what a search without a database knows of places. */
export class Places {
  readonly #all: readonly CatalogueHotel[];
  readonly #byCity: ReadonlyMap<string, readonly CatalogueHotel[]>;

  constructor(hotels: readonly CatalogueHotel[]) {
    this.#all = hotels;
    this.#byCity = Map.groupBy(hotels, ({ city }) => cityKey(city));
  }

  /** The hotels that the question is about. */
  of(ask: SearchAsk): readonly CatalogueHotel[] {
    if (ask.kind === "world") return this.#all;
    if (ask.kind !== "radius") return this.#byCity.get(cityKey(ask.city)) ?? [];
    const { latitude, longitude, km } = ask;
    return this.#all.filter((hotel) => {
      if (hotel.latitude === null || hotel.longitude === null) return false;
      // A degree of latitude is 111 km: most hotels need no sines.
      if (Math.abs(hotel.latitude - latitude) > km / 111) return false;
      return distanceKm(latitude, longitude, hotel.latitude, hotel.longitude) <= km;
    });
  }
}

/** The room types that sleep the guests and may be sold on the dates, with their prices. */
export function candidatesOf(hotels: readonly CatalogueHotel[], ask: SearchAsk): Candidate[] {
  const found: Candidate[] = [];
  const days = ask.kind === "flexible" ? ask.days : 0;
  const stays = ask.kind === "calendar" ? singleNights(ask) : aroundDates(ask, days);
  for (const hotel of hotels) {
    for (const type of hotel.types) {
      if (type.maxOccupancy < ask.guests) continue;
      for (const stay of stays) {
        const totalMinor = catalogueTotal(hotel, type, stay);
        if (totalMinor !== undefined) found.push({ hotel, type, arrival: stay.arrival, totalMinor });
      }
    }
  }
  return found;
}

type Stay = Pick<SearchAsk, "arrival" | "nights" | "guests">;

// The dates that were asked for first, then those nearest to them, the earlier one first: of equal prices the first counts.
function aroundDates({ arrival, nights, guests }: SearchAsk, days: number): Stay[] {
  const shifts = Array.from({ length: 2 * days + 1 }, (_, index) => index - days);
  shifts.sort((one, other) => Math.abs(one) - Math.abs(other) || one - other);
  return shifts.map((shift) => ({ arrival: arrival + shift, nights, guests }));
}

function singleNights({ arrival, nights, guests }: SearchAsk): Stay[] {
  return Array.from({ length: nights }, (_, index) => ({ arrival: arrival + index, nights: 1, guests }));
}

/** Without case and accents; names of real cities need no more. */
function cityKey(city: string): string {
  return city
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .replaceAll(/[\s-]+/g, " ")
    .trim()
    .toLowerCase();
}

function distanceKm(latitude: number, longitude: number, otherLatitude: number, otherLongitude: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(otherLatitude - latitude) / 2) ** 2;
  const east = Math.sin(radians(otherLongitude - longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(latitude)) * Math.cos(radians(otherLatitude)) * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

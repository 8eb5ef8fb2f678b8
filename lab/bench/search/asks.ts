import { formatNight, type Night } from "../../../hotel/vocabulary/night.ts";
import type { Draw } from "../../load/random.ts";

/** Nights and guests of a search: one room for so many adults. */
export interface AskedStay {
  readonly arrival: Night;
  readonly nights: number;
  readonly guests: number;
}

/** What somebody looks for: the cheapest hotels, at most twenty, or the cheapest price of each day. */
export type SearchAsk =
  | (AskedStay & { readonly kind: "city"; readonly city: string })
  | (AskedStay & { readonly kind: "world" })
  | (AskedStay & {
      readonly kind: "radius";
      readonly latitude: number;
      readonly longitude: number;
      readonly km: number;
    })
  /** The cheapest of the arrivals up to so many days sooner or later. */
  | (AskedStay & { readonly kind: "flexible"; readonly city: string; readonly days: number })
  /** Of every arrival in `nights` days from `arrival` on the cheapest single night. */
  | (AskedStay & { readonly kind: "calendar"; readonly city: string });

/** Hotels in an answer, at most. */
export const LIMIT = 20;

/** What the loads of one scenario ask about. */
export type AskKind = SearchAsk["kind"];

/** A city, or the hotel in the middle of a radius. */
export interface AskedPlace {
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The nights that all hotels sell. */
export interface NightsOnSale {
  readonly first: Night;
  /** Inclusive. */
  readonly last: Night;
}

const LONGEST_STAY = 7;
const RADIUS_KM = 50;
const FLEXIBLE_DAYS = 3;
const CALENDAR_DAYS = 60;
/** Arrivals this much later than the first night have room for dates that are sooner. */
const MARGIN = FLEXIBLE_DAYS + 1;

/** Draws a question about one of the places; stays of 1 to 7 nights, mostly for two. */
export function drawAsk(kind: AskKind, places: readonly AskedPlace[], on: NightsOnSale, draw: Draw): SearchAsk {
  const place = places[draw(places.length)];
  if (place === undefined) throw new Error("a question needs a place");
  const nights = kind === "calendar" ? CALENDAR_DAYS : 1 + draw(LONGEST_STAY);
  const arrival = on.first + MARGIN + draw(on.last - on.first - 2 * MARGIN - nights);
  const stay = { arrival, nights, guests: [2, 2, 2, 1, 3, 4][draw(6)] ?? 2 };
  const { city, latitude, longitude } = place;
  switch (kind) {
    case "city":
      return { ...stay, kind, city };
    case "world":
      return { ...stay, kind };
    case "radius":
      return { ...stay, kind, latitude, longitude, km: RADIUS_KM };
    case "flexible":
      return { ...stay, kind, city, days: FLEXIBLE_DAYS };
    case "calendar":
      return { ...stay, kind, city };
  }
}

/** The question as path and query of a GET. The baselines understand the same. */
export function pathOf(ask: SearchAsk): string {
  const from = formatNight(ask.arrival);
  const until = formatNight(ask.arrival + ask.nights);
  if (ask.kind === "calendar") {
    return `/v1/search/calendar?city=${encodeURIComponent(ask.city)}&from=${from}&to=${until}&rooms=${ask.guests}`;
  }
  const stay = `check_in=${from}&check_out=${until}&rooms=${ask.guests}`;
  return `/v1/search?${stay}${placeIn(ask)}&sort=price&limit=${LIMIT}`;
}

/** The same question to the search that only knows cities; undefined for what it cannot be asked. */
export function availabilityPathOf(ask: SearchAsk): string | undefined {
  if (ask.kind !== "city") return undefined;
  const stay = `check_in=${formatNight(ask.arrival)}&check_out=${formatNight(ask.arrival + ask.nights)}&guests=${ask.guests}`;
  return `/v1/hotels/availability?city=${encodeURIComponent(ask.city)}&${stay}&limit=100`;
}

function placeIn(ask: Exclude<SearchAsk, { kind: "calendar" }>): string {
  switch (ask.kind) {
    case "city":
      return `&city=${encodeURIComponent(ask.city)}`;
    case "world":
      return "";
    case "radius":
      return `&near=${ask.latitude},${ask.longitude}&radius_km=${ask.km}`;
    case "flexible":
      return `&city=${encodeURIComponent(ask.city)}&flexible_days=${ask.days}`;
  }
}

import type { Night } from "../vocabulary/night.ts";
import { EVERY_DAY } from "../rates/book/scope.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { HotelOffer } from "./index/hotel_offer.ts";
import type { Range } from "./index/search_index.ts";
import { cheapestHotel, NOT_READY, type HotelSearch } from "./search_hotels.ts";
import { refuseOutside } from "./sale_window.ts";
import type { SearchParts } from "./search_parts.ts";
import { refuseUnknownCity } from "./unknown_city.ts";

/** The cheapest that anybody has for an arrival. */
export interface CalendarDay {
  readonly arrival: Night;
  /** Undefined: nobody has a room. */
  readonly offer: HotelOffer | undefined;
}

/**
 * The cheapest stay of some nights for each arrival of a range, over all hotels of a place or in one. Refuses with
 * `invalid_request` when none of them sells any of the nights.
 */
export async function priceCalendar(
  parts: SearchParts,
  search: HotelSearch,
  days: Range,
  hotelId: number | undefined,
): Promise<Decision<readonly CalendarDay[]>> {
  const places = await parts.directory(search.places, false);
  if (places === undefined) return NOT_READY;
  const unknown = await refuseUnknownCity(parts, search.places, places);
  if (unknown !== undefined) return unknown;
  const ids = hotelId === undefined ? places.hotelIds : places.hotelIds.filter((id) => id === hotelId);
  const state = await parts.feed.stateOf(ids, { from: days.from, to: days.to + search.dates.length });
  if (state === undefined) return NOT_READY;
  if (hotelId !== undefined && ids.length === 0) return refuse("not_found", "There is no such hotel on sale there.");
  const hotels = Array.from(ids, (id) => state.index.hotel(id)).filter((hotel) => hotel !== undefined);
  const { length } = search.dates;
  const whole = { firstArrival: days.from, lastArrival: days.to - 1, length, weekdays: EVERY_DAY };
  const outside = refuseOutside(whole, hotels, state.index.horizonDays, parts.feed.clock.now());
  if (outside !== undefined) return outside;
  return accept(
    Array.from({ length: days.to - days.from }, (_, place) => {
      const arrival = days.from + place;
      const dates = { firstArrival: arrival, lastArrival: arrival, length, weekdays: EVERY_DAY };
      return { arrival, offer: cheapestHotel(parts, state, { ...search, dates }, hotels) };
    }),
  );
}

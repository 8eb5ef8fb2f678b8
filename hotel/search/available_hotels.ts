import { cheapestFor } from "../rates/offers.ts";
import type { Buyer } from "../rates/stay_ask.ts";
import { toDecimal } from "../vocabulary/money.ts";
import { lengthOfStay } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { nightsOf } from "./dates_wanted.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import { IndexedFacts } from "./index/rate_facts.ts";
import type { SearchIndex } from "./index/search_index.ts";
import { StayScan } from "./index/stay_scan.ts";
import { EVERY_DAY } from "../rates/book/scope.ts";
import { refuseOutside } from "./sale_window.ts";
import type { AvailableHotel, AvailableRoomType } from "./schemas.ts";
import { NOT_READY } from "./search_hotels.ts";
import type { SearchParts } from "./search_parts.ts";
import { readStay, type StayQuery, type StayWanted } from "./stay_wanted.ts";

/** What a guest looks for, and which page of the answer. */
export interface AvailabilitySearch extends StayQuery {
  /** In any case, with or without accents. */
  readonly city: string;
  /** The last hotel of the page before; undefined for the first page. */
  readonly after?: number | undefined;
  /** Hotels, at most. */
  readonly limit: number;
}

/** Hotels that have rooms, in the order of their ids, and the hotel after which the next page begins. */
export interface AvailabilityPage {
  readonly hotels: readonly AvailableHotel[];
  readonly next: number | null;
}

const EVERYBODY: Buyer = { channel: "web", member: false };

/**
 * The hotels of a city that have enough rooms of one type on every night, with what the stay costs under the cheapest plan that
 * everybody can have. The answer is true at the moment of the reading, and the booking decides. Refuses with
 * `invalid_request` when the query is wrong or the stay lies outside the nights that any of the hotels can sell.
 */
export async function searchAvailability(
  parts: SearchParts,
  search: AvailabilitySearch,
): Promise<Decision<AvailabilityPage>> {
  const stay = readStay(search);
  if (!stay.accepted) return stay;
  const wanted = stay.value;
  const places = await parts.directory({ city: search.city }, false);
  const { arrival, departure } = wanted.dates;
  const length = lengthOfStay(wanted.dates);
  const dates = { firstArrival: arrival, lastArrival: arrival, length, weekdays: EVERY_DAY };
  const state = places && (await parts.feed.stateOf(places.hotelIds, nightsOf(dates)));
  if (state === undefined || places === undefined) return NOT_READY;
  const { index } = state;
  const now = parts.feed.clock.now();
  const hotels = Array.from(places.hotelIds, (hotelId) => index.hotel(hotelId)).filter((hotel) => hotel !== undefined);
  const outside = refuseOutside(dates, hotels, index.horizonDays, now);
  if (outside !== undefined) return outside;
  const scan = new StayScan(index, { dates, parties: [] });
  const found: AvailableHotel[] = [];
  for (const hotel of hotels) {
    if (hotel.hotelId <= (search.after ?? 0)) continue;
    if (arrival < hotel.zone.night || departure > hotel.zone.night + index.horizonDays) continue;
    const types = typesOf(index, hotel, { scan, wanted, now });
    if (types.length > 0) found.push(showHotel(hotel, types));
    if (found.length > search.limit) break;
  }
  const shown = found.slice(0, search.limit);
  return accept({ hotels: shown, next: found.length > search.limit ? (shown.at(-1)?.hotel_id ?? null) : null });
}

interface Asked {
  readonly scan: StayScan;
  readonly wanted: StayWanted;
  readonly now: Date;
}

function typesOf(index: SearchIndex, hotel: IndexedHotel, { scan, wanted, now }: Asked): AvailableRoomType[] {
  const { dates, rooms, guestsPerRoom } = wanted;
  const facts = new IndexedFacts(index, hotel, now);
  const party = { adults: guestsPerRoom, childAges: [] };
  const { currency } = hotel.facts;
  return hotel.types
    .flatMap(({ roomTypeId, slot, entry }): AvailableRoomType[] => {
      if (entry.roomType.maxOccupancy < guestsPerRoom) return [];
      const free = scan.freeRooms(slot, dates.arrival);
      if (free < rooms) return [];
      const offer = cheapestFor(facts, { roomTypeId, dates, party, rooms }, EVERYBODY);
      if (offer === undefined) return [];
      return [
        {
          room_type_id: roomTypeId,
          name: entry.roomType.name,
          available_rooms: free,
          price_per_night: toDecimal(Math.round(offer.totalMinor / lengthOfStay(dates)), currency),
          total_price: toDecimal(offer.totalMinor * rooms, currency),
          currency,
          rate_plan_id: offer.ratePlanId,
        },
      ];
    })
    .toSorted((one, other) => one.total_price - other.total_price || one.room_type_id - other.room_type_id);
}

function showHotel({ hotelId, entry }: IndexedHotel, types: AvailableRoomType[]): AvailableHotel {
  const { name, city, stars } = entry;
  return { hotel_id: hotelId, name, city, star_rating: stars, available_room_types: types };
}

import type { AvailabilityQuery, AvailableType, Zone } from "../available_types.ts";
import type { AvailabilityLookup } from "../lookup.ts";
import { typesWithRooms, type AvailabilityCounts } from "./availability_counts.ts";
import type { CachedHotels } from "./cached_hotels.ts";
import type { HotelClock } from "./hotel_clock.ts";
import type { SearchedHotel, SearchedType } from "./searched_hotels.ts";

/** What {@link CachedLookup} looks into. */
export interface CachedLookupParts {
  readonly hotels: Pick<CachedHotels, "ofCity">;
  readonly counts: AvailabilityCounts;
  readonly clock: Pick<HotelClock, "now">;
}

/** Room types whose counts are asked for at once. */
const TYPES_AT_ONCE = 500;

interface Candidate {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly hotel: SearchedHotel;
  readonly type: SearchedType;
}

/** Answers as the tables do, from what is kept of them: a search for what was searched a moment ago asks the database nothing. */
export class CachedLookup implements AvailabilityLookup {
  readonly #parts: CachedLookupParts;

  constructor(parts: CachedLookupParts) {
    this.#parts = parts;
  }

  async zones(city: string): Promise<{ now: Date; zones: readonly Zone[] }> {
    const [hotels, now] = await Promise.all([this.#parts.hotels.ofCity(city), this.#parts.clock.now()]);
    const zones = new Map(hotels.map((hotel) => [zoneKey(hotel), zoneOf(hotel)]));
    return { now, zones: [...zones.values()] };
  }

  async available(query: AvailabilityQuery): Promise<AvailableType[]> {
    const candidates = candidatesAmong(await this.#parts.hotels.ofCity(query.city), query);
    const found: AvailableType[] = [];
    const hotels = new Set<number>();
    // Hotel by hotel until the page is full, some at once; the hotel that is one too many says that there is another page.
    for (let from = 0; from < candidates.length && hotels.size <= query.limit;) {
      const to = endOfHotel(candidates, from + TYPES_AT_ONCE);
      const some = candidates.slice(from, to);
      for (const { type, rooms } of await typesWithRooms(this.#parts.counts, some, query.wanted, query.now)) {
        if (hotels.add(type.hotelId).size > query.limit + 1) return found;
        found.push(rowOf(type, rooms));
      }
      from = to;
    }
    return found;
  }
}

function candidatesAmong(hotels: readonly SearchedHotel[], query: AvailabilityQuery): Candidate[] {
  const open = new Set(query.zones.map((zone) => zoneKey(zone)));
  return hotels
    .filter((hotel) => hotel.hotel_id > query.after && open.has(zoneKey(hotel)))
    .flatMap((hotel) =>
      hotel.types
        .filter((type) => type.max_occupancy >= query.wanted.guestsPerRoom)
        .map((type) => ({ hotelId: hotel.hotel_id, roomTypeId: type.room_type_id, hotel, type })),
    );
}

/** The first place from there on where another hotel begins. */
function endOfHotel(candidates: readonly Candidate[], place: number): number {
  const hotelId = candidates[place - 1]?.hotelId;
  const next = candidates.findIndex((one, index) => index >= place && one.hotelId !== hotelId);
  return next < 0 ? candidates.length : next;
}

function rowOf({ hotel, type }: Candidate, rooms: number): AvailableType {
  return {
    hotel_id: hotel.hotel_id,
    hotel_name: hotel.name,
    city: hotel.city,
    star_rating: hotel.star_rating,
    currency: hotel.currency,
    room_type_id: type.room_type_id,
    room_type_name: type.name,
    base_price_minor: type.base_price_minor,
    available_rooms: rooms,
  };
}

function zoneOf({ time_zone, day_roll_hour }: Zone): Zone {
  return { time_zone, day_roll_hour };
}

function zoneKey({ time_zone, day_roll_hour }: Zone): string {
  return `${day_roll_hour} ${time_zone}`;
}

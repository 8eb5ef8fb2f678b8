import { lengthOfStay, type Night } from "../../vocabulary/night.ts";
import type { IndexedHotel, IndexedType } from "../index/indexed_hotel.ts";
import { nightsSoldAnywhere, SearchIndex, type HotelRead, type NightRead, type Range } from "../index/search_index.ts";
import { NOT_ON_SALE, type AvailabilityCounts, type NightCounts } from "./availability_counts.ts";
import type { NightlyRates } from "./nightly_rates.ts";
import type { SoldOfHotel } from "./sold_of_hotels.ts";

/** What a {@link smallIndex} is made of. */
export interface SmallIndexParts {
  readonly hotels: readonly HotelRead[];
  readonly nightly: ReadonlyMap<number, NightlyRates>;
  readonly sold: ReadonlyMap<number, SoldOfHotel>;
  readonly counts: AvailabilityCounts;
  readonly now: Date;
  readonly horizonDays: number;
}

/**
 * An index of a few hotels on a few nights, for one search: so that a node without the whole one answers by the same functions,
 * with the same answers.
 */
export async function smallIndex(parts: SmallIndexParts, nights: Range): Promise<SearchIndex> {
  const { hotels, nightly, sold, counts, now, horizonDays } = parts;
  const window = within(nights, nightsSoldAnywhere(now, horizonDays));
  const index = new SearchIndex(now, horizonDays, window);
  const types = hotels.flatMap((hotel) => hotel.types.map(({ roomType }) => roomType));
  index.expect(types.length);
  const dates = { arrival: window.from, departure: window.to };
  const counted = await counts.count(types, dates, now);
  let place = 0;
  for (const read of hotels) {
    index.putHotel(read);
    const hotel = index.hotel(read.entry.hotelId);
    if (hotel === undefined) continue;
    for (const { roomType } of read.types) {
      const type = hotel.types.find(({ roomTypeId }) => roomTypeId === roomType.roomTypeId);
      if (type !== undefined) {
        const { hotelId } = hotel;
        setNightly(index, { hotel, type, nightly: nightly.get(hotelId), sold: sold.get(hotelId) }, window);
        index.setNights(type, window, nightsRead(counted, place, window));
      }
      place += lengthOfStay(dates);
    }
  }
  return index;
}

/** At least one night, or a search would have nowhere to look: it is refused for its dates all the same. */
function within(nights: Range, sold: Range): Range {
  const from = Math.max(nights.from, sold.from);
  const to = Math.min(nights.to, sold.to);
  return from < to ? { from, to } : { from: sold.from, to: sold.from + 1 };
}

interface NightlyOf {
  readonly hotel: IndexedHotel;
  readonly type: IndexedType;
  readonly nightly: NightlyRates | undefined;
  readonly sold: SoldOfHotel | undefined;
}

function setNightly(index: SearchIndex, { hotel, type, nightly, sold }: NightlyOf, window: Range): void {
  const isInside = ({ night }: { readonly night: Night }): boolean => night >= window.from && night < window.to;
  const rates = nightly?.rates.get(type.roomTypeId)?.filter(isInside);
  if (rates !== undefined && rates.length > 0) index.setRates(hotel, type, window, rates);
  index.setPickups(type, window, nightly?.pickups.get(type.roomTypeId) ?? []);
  const limited = nightly?.limited.get(type.roomTypeId)?.filter((night) => isInside({ night })) ?? [];
  if (limited.length > 0) index.setSold(type, window, limited, sold?.get(type.roomTypeId)?.filter(isInside) ?? []);
}

function nightsRead({ free, used, physical }: NightCounts, place: number, { from, to }: Range): NightRead[] {
  return Array.from({ length: to - from }, (_, offset) => {
    const spare = free[place + offset] ?? NOT_ON_SALE;
    return {
      night: from + offset,
      spare: spare === NOT_ON_SALE ? undefined : spare,
      usedRooms: used[place + offset] ?? 0,
      physicalRooms: physical[place + offset] ?? 0,
      // Those that have run out are counted as free already, and the count is good until the next does.
      held: [],
    };
  });
}

import type { IndexedHotel, IndexedType } from "../search/index/indexed_hotel.ts";
import { NOT_ON_SALE } from "../search/index/night_planes.ts";
import type { SearchState } from "../search/index/search_feed.ts";
import type { SearchIndex } from "../search/index/search_index.ts";
import type { Night } from "../vocabulary/night.ts";

const PICKUP_DAYS = [1, 3, 7];

/** Everything that an index knows, as a value to be compared: what two of them say about the same state is equal. */
export function cellsOf({ index, directory }: SearchState): unknown {
  const hotels = [...index.hotels()].toSorted((one, other) => one.hotelId - other.hotelId);
  return {
    first: index.planes.first,
    end: index.planes.end,
    found: [...directory.find({}, false).hotelIds],
    hotels: hotels.map((hotel) => ({
      entry: hotel.entry,
      found: directory.entry(hotel.hotelId),
      facts: hotel.facts,
      // Setting single nights raises it, and says nothing else about the book.
      book: { ...hotel.book, version: 0 },
      today: hotel.zone.night,
      types: hotel.types.map((type) => typeCells(index, hotel, type)),
    })),
  };
}

function typeCells(index: SearchIndex, { slots }: IndexedHotel, type: IndexedType): unknown {
  const { planes } = index;
  const nights = Array.from({ length: planes.nights }, (_, place) => planes.first + place);
  return {
    entry: type.entry,
    isInPlace: slots.includes(type.slot),
    sleeps: index.sleeps[type.slot],
    free: nights.map((night) => planes.free(night)[type.slot]),
    floors: nights.map((night) => planes.floors(night)[type.slot]),
    set: nights.flatMap((night) => inOrder(type.rates?.at(night) ?? [])),
    sold: type.sold?.all.map(([night, sold]) => [night, inOrder(sold)]),
    // Of a night off sale nobody asks for it.
    demand:
      type.demand &&
      nights.map((night) => (planes.free(night)[type.slot] === NOT_ON_SALE ? undefined : demandOf(type, night))),
  };
}

/** Which plan was set or sold first is not known to a new index. */
function inOrder<Cell extends object>(cells: readonly Cell[]): Cell[] {
  return cells.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function demandOf({ demand }: IndexedType, night: Night): unknown {
  return { ...demand?.at(night), pickups: PICKUP_DAYS.map((days) => demand?.pickup(night, days)) };
}

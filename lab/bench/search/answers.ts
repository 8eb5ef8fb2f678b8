/** A hotel in an answer, as far as answers are compared. */
export interface FoundHotel {
  readonly hotelId: number;
  /** Of the whole stay, in the hotel's currency. */
  readonly price: number;
  /** The cheapest room type, and how many of its rooms are left; an answer about several dates may choose another one of the same price. */
  readonly roomTypeId: number;
  readonly available: number;
}

/** What a search answered: hotels, the cheapest first, or the cheapest price of each day. */
export type FoundAnswer =
  | { readonly hotels: readonly FoundHotel[] }
  | { readonly days: readonly { readonly date: string; readonly price: number | null }[] };

interface SearchBody {
  readonly hotels?: readonly {
    readonly hotel_id: number;
    readonly total_price: number;
    readonly rooms?: readonly { readonly room_type_id: number; readonly available_rooms: number }[];
    readonly available_room_types?: readonly {
      readonly room_type_id: number;
      readonly available_rooms: number;
      readonly total_price: number;
    }[];
  }[];
  readonly days?: readonly { readonly date: string; readonly cheapest: { readonly total_price: number } | null }[];
}

/** Reads the body of an answer of `/v1/search`, `/v1/search/calendar` or `/v1/hotels/availability`. Throws for anything else. */
export function readAnswer(text: string): FoundAnswer {
  const body = JSON.parse(text) as SearchBody;
  if (body.days !== undefined) {
    return { days: body.days.map(({ date, cheapest }) => ({ date, price: cheapest?.total_price ?? null })) };
  }
  if (body.hotels === undefined) throw new Error(`not an answer of a search: ${text.slice(0, 200)}`);
  return { hotels: body.hotels.map(foundOf).toSorted(byPrice) };
}

function foundOf(hotel: NonNullable<SearchBody["hotels"]>[number]): FoundHotel {
  const [room] = hotel.rooms ?? [];
  const [cheapest] = (hotel.available_room_types ?? []).toSorted(
    (one, other) => one.total_price - other.total_price || one.room_type_id - other.room_type_id,
  );
  return {
    hotelId: hotel.hotel_id,
    price: cheapest?.total_price ?? hotel.total_price,
    roomTypeId: (cheapest ?? room)?.room_type_id ?? 0,
    available: (cheapest ?? room)?.available_rooms ?? 0,
  };
}

function byPrice(one: FoundHotel, other: FoundHotel): number {
  return one.price - other.price || one.hotelId - other.hotelId;
}

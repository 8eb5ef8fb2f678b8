import type { Night, StayDates } from "../../vocabulary/night.ts";

/** Names a room type of a hotel. */
export interface TypeKey {
  readonly hotelId: number;
  readonly roomTypeId: number;
}

/** One night of a room type. */
export interface TypeNight extends TypeKey {
  readonly night: Night;
}

/** The count of a night that has no row or is closed: it cannot be bought, whatever is free. */
export const NOT_ON_SALE = -1;

/** Where the availability part of a search gets its counts from: tables, a cache, or an index. No lock: the booking decides. */
export interface AvailabilityCounts {
  /**
   * Free rooms, type by type and night by night within each: the night `n` of type `t` stands at
   * `t * lengthOfStay(dates) + n`. {@link NOT_ON_SALE}, or 0 and more; a night that was forced beyond its limit has 0.
   *
   * @param now by the clock of the hotels: holds that have run out by then count as free
   */
  freeRooms(types: readonly TypeKey[], dates: StayDates, now: Date): Promise<Int16Array>;
}

/** The nights of all types, in the order of {@link AvailabilityCounts.freeRooms}. */
export function nightsOfTypes(types: readonly TypeKey[], { arrival, departure }: StayDates): TypeNight[] {
  const nights: TypeNight[] = [];
  for (const { hotelId, roomTypeId } of types) {
    for (let night = arrival; night < departure; night += 1) nights.push({ hotelId, roomTypeId, night });
  }
  return nights;
}

/** A room type with rooms on every night of a stay. */
export interface TypeWithRooms<Type> {
  readonly type: Type;
  /** Rooms free on the fullest night. */
  readonly rooms: number;
}

/** Those of the types that have so many rooms on every night of the stay, in their order. */
export async function typesWithRooms<Type extends TypeKey>(
  counts: AvailabilityCounts,
  types: readonly Type[],
  stay: { readonly dates: StayDates; readonly rooms: number },
  now: Date,
): Promise<TypeWithRooms<Type>[]> {
  const nights = stay.dates.departure - stay.dates.arrival;
  const free = await counts.freeRooms(types, stay.dates, now);
  return types.flatMap((type, place) => {
    const rooms = Math.min(...free.subarray(place * nights, (place + 1) * nights));
    return rooms >= stay.rooms ? [{ type, rooms }] : [];
  });
}

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

/** Counts of nights, type by type and night by night within each: the night `n` of type `t` stands at `t * nights + n`. */
export interface NightCounts {
  /** Rooms that can be sold: {@link NOT_ON_SALE}, or 0 and more; a night that was forced beyond its limit has 0. */
  readonly free: Int16Array;
  /** Rooms in use, and rooms that can be slept in: what prices that follow demand depend on. */
  readonly used: Int16Array;
  readonly physical: Int16Array;
}

/** Where the availability part of a search gets its counts from: the tables, or a cache of them. No lock: the booking decides. */
export interface AvailabilityCounts {
  /**
   * The counts of every night of the stay in each of the types.
   *
   * @param now by the clock of the hotels: holds that have run out by then count as free
   */
  count(types: readonly TypeKey[], dates: StayDates, now: Date): Promise<NightCounts>;
}

/** Counts that are still to be set. */
export function emptyCounts(nights: number): NightCounts {
  return { free: new Int16Array(nights), used: new Int16Array(nights), physical: new Int16Array(nights) };
}

/** The nights of all types, in the order of {@link NightCounts}. */
export function nightsOfTypes(types: readonly TypeKey[], { arrival, departure }: StayDates): TypeNight[] {
  const nights: TypeNight[] = [];
  for (const { hotelId, roomTypeId } of types) {
    for (let night = arrival; night < departure; night += 1) nights.push({ hotelId, roomTypeId, night });
  }
  return nights;
}

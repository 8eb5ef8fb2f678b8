import type { HotelName, IntendedBooking } from "./intended_booking.ts";

/** The rooms of one type of one hotel. */
export interface TypePlan {
  readonly hotel: HotelName;
  /** The letter of the file. */
  readonly type: string;
  readonly rooms: number;
  /** The most guests that anybody brought to a room of the type. */
  readonly maxOccupancy: number;
  /** The mean price of a night among the bookings of the type, in cents. */
  readonly basePriceMinor: number;
}

/** `peak`, or the same number of rooms for every type. */
export type RoomsOption = "peak" | number;

/**
 * The room types of the file and how many rooms each has. `peak`: as many as were really in use at once, that is the
 * greatest number, over all nights, of guests who stayed (not cancelled, not a no-show) in a room assigned to them of this
 * type; at least one. So the hotel has the rooms its guests really slept in, and no more.
 */
export function planTypes(bookings: readonly IntendedBooking[], rooms: RoomsOption): TypePlan[] {
  const drafts = new Map<string, TypeDraft>();
  for (const booking of bookings) {
    const reserved = draftOf(drafts, booking.hotel, booking.reservedType);
    const assigned = draftOf(drafts, booking.hotel, booking.assignedType);
    reserved.prices += booking.nightlyMinor;
    reserved.bookings += 1;
    for (const draft of [reserved, assigned]) draft.guests = Math.max(draft.guests, booking.guests);
    if (booking.ending === "stayed") occupy(assigned, booking);
  }
  return [...drafts.values()].map((draft) => planOf(draft, rooms)).toSorted(byName);
}

interface TypeDraft {
  readonly hotel: HotelName;
  readonly type: string;
  readonly occupied: Map<number, number>;
  guests: number;
  prices: number;
  bookings: number;
}

function draftOf(drafts: Map<string, TypeDraft>, hotel: HotelName, type: string): TypeDraft {
  const name = `${hotel} ${type}`;
  const known = drafts.get(name);
  if (known !== undefined) return known;
  const draft = { hotel, type, occupied: new Map<number, number>(), guests: 1, prices: 0, bookings: 0 };
  drafts.set(name, draft);
  return draft;
}

function occupy({ occupied }: TypeDraft, { arrival, departure }: IntendedBooking): void {
  for (let night = arrival; night < departure; night += 1) occupied.set(night, (occupied.get(night) ?? 0) + 1);
}

function planOf(draft: TypeDraft, rooms: RoomsOption): TypePlan {
  const { hotel, type, occupied, guests, prices, bookings } = draft;
  const peak = [...occupied.values()].reduce((most, count) => Math.max(most, count), 1);
  const basePriceMinor = bookings === 0 ? 0 : Math.round(prices / bookings);
  return { hotel, type, rooms: rooms === "peak" ? peak : rooms, maxOccupancy: guests, basePriceMinor };
}

function byName(one: TypePlan, other: TypePlan): number {
  return one.hotel.localeCompare(other.hotel) || one.type.localeCompare(other.type);
}

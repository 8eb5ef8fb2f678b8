import type { EventNotice } from "../../events/event.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import type { NightsOfType } from "./read_nights.ts";

/** What a batch of events says is to be read again. */
export interface ToRead {
  /** Hotels with types and rate book; the nights of types that are new. */
  readonly hotels: ReadonlySet<number>;
  /** Hotels of which only the rate book was changed. */
  readonly books: ReadonlySet<number>;
  /** Nights whose counters moved; no two overlap. */
  readonly nights: readonly NightsOfType[];
  /** Nights whose rates or restrictions were changed; no two overlap. */
  readonly rates: readonly NightsOfType[];
  /** Hotels of which was counted anew how much was taken lately. */
  readonly pickups: ReadonlySet<number>;
}

/** A night that no window reaches: for what concerns all nights from one on. */
export const FOREVER: Night = 65_535;

interface Segment {
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
}

type Nights = Pick<NightsOfType, "roomTypeId" | "from" | "to">;

/**
 * What to read again after these events, each thing once. An event says where to look and not what to add: the tables
 * may be ahead of it. Types of events that this program does not know say nothing.
 */
export function whatToRead(events: readonly EventNotice[]): ToRead {
  const hotels = new Set<number>();
  const books = new Set<number>();
  const pickups = new Set<number>();
  const nights: NightsOfType[] = [];
  const rates: NightsOfType[] = [];
  for (const event of events) {
    const { hotelId } = event;
    if (event.type.startsWith("hotel.") || event.type.startsWith("room_type.")) hotels.add(hotelId);
    if (event.type === "rate_book.changed" || event.type.startsWith("rate_plan.")) books.add(hotelId);
    if (event.type === "pickup.counted") pickups.add(hotelId);
    if (event.type === "rate_nights.changed") rates.push({ hotelId, ...nightsOfSegment(event.data) });
    for (const touched of nightsOf(event)) nights.push({ hotelId, ...touched });
  }
  return { hotels, books, pickups, nights: withoutOverlaps(nights), rates: withoutOverlaps(rates) };
}

/** The nights whose counters an event moved. */
export function nightsOf(event: EventNotice): Nights[] {
  switch (event.type) {
    case "reservation.held":
    case "reservation.confirmed":
    case "reservation.hold_released":
    case "reservation.expired":
    case "reservation.cancelled":
    case "reservation.reinstated":
    case "reservation.imported":
      return event.data.stays.map(nightsOfSegment);
    case "reservation.checked_out":
    case "reservation.no_show":
      return event.data.freed.map(nightsOfSegment);
    case "reservation.modified":
    case "reservation.extended":
    case "reservation.room_moved":
    case "reservation.upgraded":
      return [...event.data.before, ...event.data.after].map(nightsOfSegment);
    case "hold.lapsed":
      return event.data.nights.map(({ night }) => oneNight(event.data.room_type_id, nightOf(night)));
    case "block.changed":
      return [event.data.before, event.data.after].map(nightsOfSegment);
    case "block.created":
    case "block.released":
    case "out_of_order.created":
    case "out_of_order.ended":
    case "capacity.cut":
    case "overbooking.changed":
    case "nights.opened":
    case "nights.closed":
    case "nights.reopened":
      return [nightsOfSegment(event.data)];
    case "room.retired":
      return [{ roomTypeId: event.data.room_type_id, from: nightOf(event.data.retired_from), to: FOREVER }];
    // A type's allowance may have been changed with it.
    case "rooms.added":
    case "room_type.changed":
      return [{ roomTypeId: event.data.room_type_id, from: 0, to: FOREVER }];
    case "reservation.checked_in":
    case "reservation.pinned":
    case "reservation.unpinned":
    case "reservation.reseated":
    case "rate_book.changed":
    case "rate_plan.created":
    case "rate_plan.changed":
    case "rate_plan.retired":
    case "rate_nights.changed":
    case "pickup.counted":
    case "hotel.created":
    case "hotel.changed":
    case "hotel.retired":
    case "room_type.created":
    case "room_type.retired":
      return [];
    // Written by a newer program.
    default:
      return [];
  }
}

function nightsOfSegment({ room_type_id: roomTypeId, start_date, end_date }: Segment): Nights {
  return { roomTypeId, from: nightOf(start_date), to: nightOf(end_date) };
}

function oneNight(roomTypeId: number, night: Night): Nights {
  return { roomTypeId, from: night, to: night + 1 };
}

/** Joins what overlaps or touches, by type. */
export function withoutOverlaps(nights: readonly NightsOfType[]): NightsOfType[] {
  const ordered = nights.toSorted(
    (one, other) => one.hotelId - other.hotelId || one.roomTypeId - other.roomTypeId || one.from - other.from,
  );
  const joined: NightsOfType[] = [];
  for (const one of ordered) {
    const last = joined.at(-1);
    if (last?.hotelId === one.hotelId && last.roomTypeId === one.roomTypeId && one.from <= last.to) {
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, one.to) };
    } else joined.push(one);
  }
  return joined;
}

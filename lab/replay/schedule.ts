import type { Night } from "../../hotel/vocabulary/night.ts";
import type { IntendedBooking } from "./intended_booking.ts";

/**
 * What happens on one day of the file, in the order of the fields: who leaves makes room before anybody new books, and
 * guests arrive at the end. Within each list: the order of the file. The file knows no time of day; this order is ours,
 * and the same in every run.
 */
export interface Day {
  readonly day: Night;
  /** 06:00: guests who should have come yesterday. */
  readonly noShows: readonly IntendedBooking[];
  /** 11:00: departures of today. */
  readonly checkOuts: readonly IntendedBooking[];
  /** 12:00: cancellations of bookings made on an earlier day. */
  readonly cancellations: readonly IntendedBooking[];
  /** 14:00: bookings made today. */
  readonly bookings: readonly IntendedBooking[];
  /** 17:00: cancellations of bookings made today. */
  readonly sameDayCancellations: readonly IntendedBooking[];
  /** 18:00: arrivals of today, first those who get another room type than they booked, in the order of the file. */
  readonly upgrades: readonly IntendedBooking[];
  readonly checkIns: readonly IntendedBooking[];
}

/** The local hour of each part of a day. */
export const HOURS = {
  noShows: 6,
  checkOuts: 11,
  cancellations: 12,
  bookings: 14,
  sameDayCancellations: 17,
  upgrades: 18,
  checkIns: 18,
} as const satisfies Record<keyof Omit<Day, "day">, number>;

/** A part of a day. */
export type Part = keyof typeof HOURS;

/** The parts in the order in which they happen. */
export const PARTS = Object.keys(HOURS) as readonly Part[];

type Draft = { -readonly [Key in Part]: IntendedBooking[] } & { readonly day: Night };

/**
 * The days on which anything happens, in order. A booking day before `firstDay` is moved to it: the clock of the replay
 * starts there, and nothing can be booked earlier.
 */
export function scheduleOf(bookings: readonly IntendedBooking[], firstDay: Night): Day[] {
  const days = new Map<Night, Draft>();
  const on = (day: Night): Draft => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const draft = emptyDay(day);
    days.set(day, draft);
    return draft;
  };
  for (const booking of bookings) place(booking, Math.max(booking.bookingDay, firstDay), on);
  return [...days.values()].toSorted((one, other) => one.day - other.day);
}

function place(booking: IntendedBooking, bookingDay: Night, on: (day: Night) => Draft): void {
  on(bookingDay).bookings.push(booking);
  switch (booking.ending) {
    case "cancelled":
      if (booking.endingDay <= bookingDay) on(bookingDay).sameDayCancellations.push(booking);
      else on(booking.endingDay).cancellations.push(booking);
      return;
    case "no_show":
      on(booking.endingDay).noShows.push(booking);
      return;
    case "stayed":
      if (booking.assignedType !== booking.reservedType) on(booking.arrival).upgrades.push(booking);
      on(booking.arrival).checkIns.push(booking);
      on(booking.departure).checkOuts.push(booking);
  }
}

function emptyDay(day: Night): Draft {
  return {
    day,
    noShows: [],
    checkOuts: [],
    cancellations: [],
    bookings: [],
    sameDayCancellations: [],
    upgrades: [],
    checkIns: [],
  };
}

import { formatNight, parseNight } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import type { CsvRow } from "./csv_rows.ts";

/** One of the two hotels of the file. */
export type HotelName = "City" | "Resort";

/** How a booking of the file ended. */
export type Ending = "stayed" | "cancelled" | "no_show";

/** What a line of the file says a guest wanted and did. Days are hotel dates, as night numbers. */
export interface IntendedBooking {
  /** The line of the file: its identity, since the file has no other. */
  readonly line: number;
  readonly hotel: HotelName;
  /** The type that was booked, a letter. */
  readonly reservedType: string;
  /** The type that was given at check-in. */
  readonly assignedType: string;
  /** Arrival less `lead_time`. */
  readonly bookingDay: Night;
  readonly arrival: Night;
  readonly departure: Night;
  /** Adults, children and babies. */
  readonly guests: number;
  /** `adr`, the average price of a night, in cents of a euro. */
  readonly nightlyMinor: number;
  readonly ending: Ending;
  /** The day of the cancellation; the day after arrival for a no-show; the departure otherwise. */
  readonly endingDay: Night;
}

/** Why no hotel could accept a line, in the order in which the reasons are looked for. */
export type Rejection = "unreadable" | "zero nights" | "no guests" | "negative price";

/** What became of a line. */
export type Conversion =
  | { readonly kind: "booking"; readonly booking: IntendedBooking }
  | { readonly kind: "rejected"; readonly line: number; readonly reason: Rejection };

const HOTELS: Readonly<Record<string, HotelName>> = { "City Hotel": "City", "Resort Hotel": "Resort" };
const ENDINGS: Readonly<Record<string, Ending>> = {
  "Check-Out": "stayed",
  Canceled: "cancelled",
  "No-Show": "no_show",
};
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * Turns a line into the booking it records, or says why no hotel could accept it. Exact duplicates are kept: they are
 * group bookings. `booking_changes` is only a count and is left out.
 */
export function convert({ line, cells }: CsvRow): Conversion {
  const rejected = (reason: Rejection): Conversion => ({ kind: "rejected", line, reason });
  const hotel = HOTELS[cells["hotel"] ?? ""];
  const ending = ENDINGS[cells["reservation_status"] ?? ""];
  const arrival = arrivalOf(cells);
  const statusDay = parseNight(cells["reservation_status_date"] ?? "");
  const counts = countsOf(cells);
  const price = decimal(cells["adr"]);
  const [reservedType, assignedType] = [roomType(cells["reserved_room_type"]), roomType(cells["assigned_room_type"])];
  if (!hotel || !ending || arrival === undefined || statusDay === undefined || !counts || price === undefined) {
    return rejected("unreadable");
  }
  if (reservedType === undefined || assignedType === undefined) return rejected("unreadable");
  if (counts.nights === 0) return rejected("zero nights");
  if (counts.guests === 0) return rejected("no guests");
  if (price < 0) return rejected("negative price");
  const bookingDay = arrival - counts.leadTime;
  const departure = arrival + counts.nights;
  const stay = { line, hotel, reservedType, assignedType, bookingDay, arrival, departure, guests: counts.guests };
  const endingDay = endingDayOf(ending, stay, statusDay);
  return { kind: "booking", booking: { ...stay, nightlyMinor: Math.round(price * 100), ending, endingDay } };
}

/** A booking as one line of a message. */
export function describeBooking(booking: IntendedBooking): string {
  const { line, hotel, reservedType, arrival, departure } = booking;
  return `line ${line}: ${hotel} ${reservedType}, ${formatNight(arrival)} to ${formatNight(departure)}`;
}

/** Nobody cancels before booking, or after the day of arrival. */
function endingDayOf(
  ending: Ending,
  stay: { bookingDay: Night; arrival: Night; departure: Night },
  statusDay: Night,
): Night {
  if (ending === "stayed") return stay.departure;
  if (ending === "no_show") return stay.arrival + 1;
  return Math.min(Math.max(statusDay, stay.bookingDay), stay.arrival);
}

function arrivalOf(cells: CsvRow["cells"]): Night | undefined {
  const month = MONTHS.indexOf(cells["arrival_date_month"] ?? "") + 1;
  const day = cells["arrival_date_day_of_month"] ?? "";
  return parseNight(`${cells["arrival_date_year"] ?? ""}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`);
}

interface Counts {
  readonly leadTime: number;
  readonly nights: number;
  readonly guests: number;
}

function countsOf(cells: CsvRow["cells"]): Counts | undefined {
  const leadTime = count(cells["lead_time"]);
  const weekend = count(cells["stays_in_weekend_nights"]);
  const week = count(cells["stays_in_week_nights"]);
  // Four lines have NA for children: the hotel did not ask.
  const people = [cells["adults"], cells["children"], cells["babies"]].map((text) => (text === "NA" ? 0 : count(text)));
  const guests = people.reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0);
  if (leadTime === undefined || weekend === undefined || week === undefined || Number.isNaN(guests)) return undefined;
  return { leadTime, nights: weekend + week, guests };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}(\.0)?$/.test(text) ? Number(text) : undefined;
}

function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,7}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

function roomType(text: string | undefined): string | undefined {
  const letter = text?.trim() ?? "";
  return /^[A-Z]$/.test(letter) ? letter : undefined;
}

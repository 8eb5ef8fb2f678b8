import type { Night } from "../../hotel/vocabulary/night.ts";
import { readCsv } from "./csv_rows.ts";
import { convert } from "./intended_booking.ts";
import type { HotelName, IntendedBooking, Rejection } from "./intended_booking.ts";

/** What is replayed of a file. */
export interface InputOptions {
  /** Only this hotel; undefined: both. */
  readonly hotel: HotelName | undefined;
  /** Only so many lines of it, the first ones; undefined: all. */
  readonly limit: number | undefined;
}

/** A file's bookings, in its order, and what was left out. */
export interface Input {
  readonly lines: number;
  readonly bookings: readonly IntendedBooking[];
  readonly rejected: ReadonlyMap<Rejection, number>;
  /** The first booking day. */
  readonly firstDay: Night;
}

/** Reads a file. Throws when no booking is left. */
export async function readInput(file: string, { hotel, limit }: InputOptions): Promise<Input> {
  const bookings: IntendedBooking[] = [];
  const rejected = new Map<Rejection, number>();
  let lines = 0;
  let firstDay = Number.POSITIVE_INFINITY;
  for await (const row of readCsv(file)) {
    if (hotel !== undefined && row.cells["hotel"] !== `${hotel} Hotel`) continue;
    if (limit !== undefined && lines >= limit) break;
    lines += 1;
    const converted = convert(row);
    if (converted.kind === "rejected") {
      rejected.set(converted.reason, (rejected.get(converted.reason) ?? 0) + 1);
      continue;
    }
    bookings.push(converted.booking);
    firstDay = Math.min(firstDay, converted.booking.bookingDay);
  }
  if (bookings.length === 0) throw new Error(`${file} holds no booking that a hotel could accept`);
  return { lines, bookings, rejected, firstDay };
}

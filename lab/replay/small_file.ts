import { gzipSync } from "node:zlib";

/** The columns of a hotel_bookings file that the replay reads, for made-up lines in tests. */
export interface MadeUpLine {
  readonly hotel?: string;
  readonly leadTime?: number;
  /** `YYYY-MM-DD`. */
  readonly arrival?: string;
  readonly weekendNights?: number;
  readonly weekNights?: number;
  readonly adults?: string;
  readonly children?: string;
  readonly babies?: string;
  readonly reserved?: string;
  readonly assigned?: string;
  readonly adr?: string;
  readonly status?: string;
  readonly statusDate?: string;
}

const HEADER =
  "hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month,arrival_date_day_of_month,stays_in_weekend_nights," +
  "stays_in_week_nights,adults,children,babies,reserved_room_type,assigned_room_type,adr,reservation_status,reservation_status_date";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"];

/** A made-up file, plain. Unless told: one night for two in a City room of type A, booked on the day, stayed. */
export function csvOf(lines: readonly MadeUpLine[]): string {
  return `${[HEADER, ...lines.map(csvLine)].join("\n")}\n`;
}

/** The same, compressed. */
export function gzipOf(lines: readonly MadeUpLine[]): Buffer {
  return gzipSync(csvOf(lines));
}

function csvLine(line: MadeUpLine): string {
  const [year, month, day] = (line.arrival ?? "2016-03-10").split("-");
  return [
    line.hotel ?? "City Hotel",
    line.status === "Canceled" ? "1" : "0",
    line.leadTime ?? 0,
    year,
    MONTHS[Number(month) - 1],
    Number(day),
    line.weekendNights ?? 0,
    line.weekNights ?? 1,
    line.adults ?? "2",
    line.children ?? "0",
    line.babies ?? "0",
    // Some files pad the letter with blanks.
    `${line.reserved ?? "A"}   `,
    line.assigned ?? line.reserved ?? "A",
    line.adr ?? "80",
    line.status ?? "Check-Out",
    line.statusDate ?? line.arrival ?? "2016-03-10",
  ].join(",");
}

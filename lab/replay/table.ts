import type { TypePlan } from "./room_counts.ts";
import type { HotelName } from "./intended_booking.ts";
import type { Month } from "./statistics.ts";

const DAY_MS = 86_400_000;
const HEADER = [
  "month",
  "asked",
  "accepted",
  "refused",
  "cancelled",
  "no-shows",
  "upgraded",
  "(full)",
  "nights",
  "occupancy",
  "ADR",
  "RevPAR",
];

/** A table for each hotel, a line for each month and one for all; money in euros. */
export function tableOf(months: readonly Month[], types: readonly TypePlan[]): string {
  const byHotel = Map.groupBy(months, (month) => month.hotel);
  return [...byHotel].map(([hotel, ofHotel]) => hotelTable(hotel, ofHotel, roomsOf(hotel, types))).join("\n\n");
}

/** Why bookings were refused, all months and hotels together, most frequent first. */
export function refusalsOf(months: readonly Month[]): [reason: string, count: number][] {
  const reasons = new Map<string, number>();
  for (const [reason, count] of months.flatMap((month) => [...month.refused])) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  return [...reasons].toSorted(([, one], [, other]) => other - one);
}

function hotelTable(hotel: HotelName, months: readonly Month[], rooms: number): string {
  const lines = months.map((month) => cellsOf(month.month, [month], rooms * daysOf(month.month)));
  const roomNights = months.reduce((sum, month) => sum + rooms * daysOf(month.month), 0);
  const rows = [HEADER, ...lines, cellsOf("all", months, roomNights)];
  return [`${hotel} Hotel, ${rooms} rooms`, ...rows.map(lineOf)].join("\n");
}

function cellsOf(name: string, months: readonly Month[], roomNights: number): string[] {
  const sum = (pick: (month: Month) => number): number => months.reduce((total, month) => total + pick(month), 0);
  const [asked, accepted, nights] = [
    sum((month) => month.asked),
    sum((month) => month.accepted),
    sum((month) => month.nights),
  ];
  const revenue = sum((month) => month.revenueMinor) / 100;
  const counts = [
    asked,
    accepted,
    asked - accepted,
    sum((month) => month.cancelled),
    sum((month) => month.noShows),
    sum((month) => month.upgraded),
    sum((month) => month.upgradesRefused),
    nights,
  ];
  const adr = nights === 0 ? "-" : (revenue / nights).toFixed(2);
  return [
    name,
    ...counts.map(String),
    `${((100 * nights) / roomNights).toFixed(1)} %`,
    adr,
    (revenue / roomNights).toFixed(2),
  ];
}

function lineOf(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(8) : cell.padStart(11))).join("");
}

function roomsOf(hotel: HotelName, types: readonly TypePlan[]): number {
  return types.filter((type) => type.hotel === hotel).reduce((sum, type) => sum + type.rooms, 0);
}

function daysOf(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return (Date.UTC(year, number) - Date.UTC(year, number - 1)) / DAY_MS;
}

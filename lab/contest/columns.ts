import type { ShowingNumbers } from "./result.ts";

/** One number of a contender, as both reports show it. */
export interface Column {
  readonly header: string;
  readonly meaning: string;
  /** Whether anything above zero is a fault of the contender. */
  readonly isFault: boolean;
  readonly valueOf: (numbers: ShowingNumbers) => number | undefined;
  readonly written: (value: number) => string;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** The columns in their order: answers, faults, trouble, speed, and what it is like to lose. */
export const COLUMNS: readonly Column[] = [
  column("requests", "bookings asked for, over all rounds", ({ requests }) => requests),
  column("accepted", "answers that say booked", ({ accepted }) => accepted),
  column("refused", "answers that say sold out", ({ refused }) => refused),
  fault("failed", "answers that say neither, and requests without an answer", ({ failed }) => failed),
  fault(
    "double",
    "guests who find somebody else in their room, or whose night was sold above the rooms there are; one for each surplus night",
    ({ doubleBookings }) => doubleBookings,
  ),
  fault(
    "turned away",
    'guests told "sold out" though a room they could have had was left at the end',
    ({ falseSoldOuts }) => falseSoldOuts,
  ),
  fault("lost", "bookings that were acknowledged and are not in the database", ({ lost }) => lost),
  column("deadlocks", "transactions the database ended because they waited in a circle", ({ deadlocks }) => deadlocks),
  column("retries", "bookings that were tried again, for whatever reason", ({ retries }) => retries),
  column("bookings/s", "bookings a second", ({ bookingsPerSecond }) => bookingsPerSecond, rate),
  column("p50 ms", "half of all answers came within this time", ({ p50 }) => p50, tenths),
  column("p99 ms", "99 of 100 answers came within this time", ({ p99 }) => p99, tenths),
  column(
    "losers ms",
    "from the start of a round until the last loser knew; the median of the rounds",
    ({ losersKnow }) => losersKnow,
    tenths,
  ),
  column(
    "out of order",
    "of all pairs in which an earlier request could have lost to a later one, the share in which it did",
    ({ outOfOrder }) => outOfOrder,
    percent,
  ),
];

/** A number as the reports show it; "-" where it does not apply, as a median of nothing does not. */
export function cellOf({ valueOf, written }: Column, numbers: ShowingNumbers): string {
  const value = valueOf(numbers);
  return value === undefined || !Number.isFinite(value) ? "-" : written(value);
}

/** A count with its thousands set apart. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** So many a second; a slow one is more than "0". */
export function rate(perSecond: number): string {
  return perSecond < 10 ? tenths(perSecond) : whole(perSecond);
}

function tenths(value: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function column(header: string, meaning: string, valueOf: Column["valueOf"], written = whole): Column {
  return { header, meaning, isFault: false, valueOf, written };
}

function fault(header: string, meaning: string, valueOf: Column["valueOf"]): Column {
  return { ...column(header, meaning, valueOf), isFault: true };
}

import { Temporal } from "temporal-polyfill";
import { keptUnder } from "./kept_under.ts";
import { formatNight, nightOf, type Night } from "./night.ts";

/** What the business date of a hotel depends on. */
export interface HotelDay {
  /** IANA name, such as `Europe/Lisbon`. */
  readonly timeZone: string;
  /** The hour of the wall clock at which the business date rolls, 0 to 12. */
  readonly dayRollHour: number;
}

/**
 * The night that a hotel is selling at an instant: until the roll hour it is still yesterday's, so a walk-in at
 * 01:30 buys yesterday's night. It never goes back, also where the clock is set back over the roll hour.
 * Throws RangeError for an unknown zone. Under a microsecond while the date stays the same.
 */
export function businessDate(hotel: HotelDay, now: Date): Night {
  const instant = now.getTime();
  const days = daysOf(hotel.timeZone);
  const known = days[hotel.dayRollHour];
  if (known !== undefined && instant >= known.from && instant < known.until) return known.night;
  const day = businessDay(hotel, instant);
  days[hotel.dayRollHour] = day;
  return day.night;
}

/** The instant at which the business date becomes this night; that of the next night ends it. */
export function rollInstant(hotel: HotelDay, night: Night): Date {
  return instantOf(hotel.timeZone, night, rollTime(hotel.dayRollHour));
}

/**
 * The instant at which the wall clock of a zone shows this time on this date. A time that occurs twice means
 * the later instant: a deadline is never earlier than the guest could read it. A time that the clock skips
 * moves forward by the length of the gap (RFC 5545, section 3.3.5).
 *
 * @param wallTime `HH:MM` or `HH:MM:SS`; throws RangeError for what is no time of day, and for an unknown zone
 */
export function instantOf(timeZone: string, night: Night, wallTime: string): Date {
  const instants = instantsOf(timeZone, wallTime);
  const known = instants.get(night);
  if (known !== undefined) return new Date(known);
  const instant = Temporal.PlainDateTime.from(`${formatNight(night)}T${wallTime}`).toZonedDateTime(timeZone, {
    disambiguation: "later",
  }).epochMilliseconds;
  if (instants.size >= NIGHTS_KEPT) instants.clear();
  instants.set(night, instant);
  return new Date(instant);
}

interface BusinessDay {
  readonly night: Night;
  /** Milliseconds since 1970, inclusive. */
  readonly from: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until: number;
}

// A zone costs some 30 microseconds for each look-up, too much for every booking: what was found is kept. Zones
// and wall times are those of hotels, a few; the bounds only keep a mistake from filling the memory.
const ZONES_KEPT = 2_000;
const WALL_TIMES_KEPT = 2_000;
const NIGHTS_KEPT = 4_000;
const daysByZone = new Map<string, (BusinessDay | undefined)[]>();
const instantsByZone = new Map<string, Map<string, Map<Night, number>>>();

function daysOf(timeZone: string): (BusinessDay | undefined)[] {
  return keptUnder(daysByZone, timeZone, ZONES_KEPT, () => []);
}

function instantsOf(timeZone: string, wallTime: string): Map<Night, number> {
  const ofZone = keptUnder(instantsByZone, timeZone, ZONES_KEPT, () => new Map<string, Map<Night, number>>());
  return keptUnder(ofZone, wallTime, WALL_TIMES_KEPT, () => new Map<Night, number>());
}

/** The last night whose roll has come: where the calendar skips a date, its roll and the next one coincide. */
function businessDay(hotel: HotelDay, instant: number): BusinessDay {
  let night = calendarDate(hotel.timeZone, instant);
  while (rollInstant(hotel, night).getTime() > instant) night -= 1;
  while (rollInstant(hotel, night + 1).getTime() <= instant) night += 1;
  return {
    night,
    from: rollInstant(hotel, night).getTime(),
    until: rollInstant(hotel, night + 1).getTime(),
  };
}

function calendarDate(timeZone: string, instant: number): Night {
  const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return nightOf(there.toPlainDate().toString());
}

function rollTime(dayRollHour: number): string {
  return `${String(dayRollHour).padStart(2, "0")}:00`;
}

import { Temporal } from "temporal-polyfill";

/**
 * An instant as the wall clock of a zone shows it, with its distance from UTC (RFC 3339): `2027-06-01T15:00:00+01:00`. The same
 * instant when read back; milliseconds are written where there are any. Throws RangeError for an unknown zone. Costs little
 * more than `toISOString` for times between clock changes that were asked for before.
 */
export function localInstant(timeZone: string, instant: Date): string {
  const time = instant.getTime();
  const { offset, suffix } = periodAt(timeZone, time);
  const wall = new Date(time + offset).toISOString();
  return `${wall.slice(0, time % SECOND_IN_MS === 0 ? -5 : -1)}${suffix}`;
}

/** A time between two clock changes. */
interface Period {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until: number;
  /** Milliseconds ahead of UTC. */
  readonly offset: number;
  readonly suffix: string;
}

const SECOND_IN_MS = 1_000;
const MINUTE_IN_MS = 60_000;

// A zone costs some 30 microseconds for each look-up, and its clock changes twice a year: what was found is kept. The bounds
// only keep a mistake from filling the memory.
const ZONES_KEPT = 2_000;
const PERIODS_KEPT = 64;
const periodsByZone = new Map<string, Period[]>();

function periodAt(timeZone: string, time: number): Period {
  const known = periodsByZone.get(timeZone);
  const found = known?.find(({ from, until }) => time >= from && time < until);
  if (found !== undefined) return found;
  const period = readPeriod(timeZone, time);
  if (periodsByZone.size >= ZONES_KEPT) periodsByZone.clear();
  if (known === undefined || known.length >= PERIODS_KEPT) periodsByZone.set(timeZone, [period]);
  else known.push(period);
  return period;
}

function readPeriod(timeZone: string, time: number): Period {
  const there = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  // RFC 3339 knows no seconds here: zones of the far past that had them are written to the minute, the instant is kept.
  const minutes = Math.round(there.offsetNanoseconds / 1e6 / MINUTE_IN_MS);
  return {
    // The change at this very instant belongs to what it begins.
    from: there.add({ milliseconds: 1 }).getTimeZoneTransition("previous")?.epochMilliseconds ?? -Infinity,
    until: there.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity,
    offset: minutes * MINUTE_IN_MS,
    suffix: offsetSuffix(minutes),
  };
}

function offsetSuffix(minutes: number): string {
  const distance = Math.abs(minutes);
  const twoDigits = (number: number): string => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(distance / 60))}:${twoDigits(distance % 60)}`;
}

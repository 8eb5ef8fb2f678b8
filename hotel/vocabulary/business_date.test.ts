import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { businessDate, instantOf, rollInstant } from "./business_date.ts";
import { formatNight, lengthOfStay, nightOf, nightsOf, type Night } from "./night.ts";

/** Zones with their clock changes between 2015 and 2030, so that a zone database without them shows. */
const ZONES: readonly [zone: string, changes: number][] = [
  ["Europe/Lisbon", 32],
  ["Europe/London", 32],
  ["America/New_York", 32],
  ["America/Havana", 32],
  ["Australia/Lord_Howe", 32],
  ["Africa/Casablanca", 32],
  ["Africa/Cairo", 16],
  ["America/Sao_Paulo", 9],
  ["Asia/Tehran", 16],
  ["Pacific/Apia", 13],
  ["Atlantic/Azores", 32],
  ["Asia/Kathmandu", 0],
];
const ROLL_HOURS = [0, 1, 2, 3, 4, 12];
const QUARTER = 900_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(ZONES)("the clock changes of %s", (timeZone, count) => {
  const changes = clockChanges(timeZone, "2015-01-01", "2031-01-01");

  test("are those the test means", () => {
    expect(changes.length).toBeGreaterThanOrEqual(count);
  });

  test("roll the business date once, at the last time the clock shows the roll hour", () => {
    const wrong: string[] = [];
    for (const change of changes) {
      const walls = wallTimes(timeZone, change - 2 * DAY, change + 2 * DAY);
      for (const dayRollHour of ROLL_HOURS) {
        for (const [instant, night] of expectedDates(walls, dayRollHour)) {
          const found = businessDate({ timeZone, dayRollHour }, new Date(instant));
          // Asked some thousand times: the words are made only when there is something to say.
          if (found === night) continue;
          wrong.push(
            `${new Date(instant).toISOString()} roll ${dayRollHour}: ${formatNight(found)}, not ${formatNight(night)}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("neither add nor lose a night", () => {
    for (const change of changes) {
      const arrival = nightOf(new Date(change - 3 * DAY).toISOString().slice(0, 10));
      const stay = { arrival, departure: arrival + 7 };
      expect(lengthOfStay(stay)).toBe(7);
      expect(new Set(nightsOf(stay).map(formatNight)).size).toBe(7);
      expect(nightOf(formatNight(stay.departure))).toBe(stay.departure);
    }
  });

  test("leave every business date between 22 and 26 hours, one after the other", () => {
    for (const change of changes) {
      for (const dayRollHour of ROLL_HOURS) {
        const hotel = { timeZone, dayRollHour };
        const first = businessDate(hotel, new Date(change)) - 2;
        for (const night of nightsOf({ arrival: first, departure: first + 5 })) {
          const from = rollInstant(hotel, night).getTime();
          const until = rollInstant(hotel, night + 1).getTime();
          expect(until - from).toBeGreaterThanOrEqual(22 * HOUR);
          expect(until - from).toBeLessThanOrEqual(26 * HOUR);
          expect(businessDate(hotel, new Date(from))).toBe(night);
          expect(businessDate(hotel, new Date(until - 1))).toBe(night);
        }
      }
    }
  });
});

describe("businessDate", () => {
  test("a walk-in at 01:30 buys yesterday's night", () => {
    const lisbon = { timeZone: "Europe/Lisbon", dayRollHour: 4 };
    expect(businessDate(lisbon, new Date("2027-06-02T00:30:00Z"))).toBe(nightOf("2027-06-01"));
    expect(businessDate(lisbon, new Date("2027-06-02T02:59:59Z"))).toBe(nightOf("2027-06-01"));
    expect(businessDate(lisbon, new Date("2027-06-02T03:00:00Z"))).toBe(nightOf("2027-06-02"));
  });

  test("27 October is one night, though it has 25 hours", () => {
    const stay = { arrival: nightOf("2024-10-27"), departure: nightOf("2024-10-28") };
    expect(nightsOf(stay).map(formatNight)).toEqual(["2024-10-27"]);
    const lisbon = { timeZone: "Europe/Lisbon", dayRollHour: 0 };
    const hours = (rollInstant(lisbon, stay.departure).getTime() - rollInstant(lisbon, stay.arrival).getTime()) / HOUR;
    expect(hours).toBe(25);
    for (let hour = 0; hour < hours; hour += 1) {
      const instant = new Date(rollInstant(lisbon, stay.arrival).getTime() + hour * HOUR);
      expect(businessDate(lisbon, instant)).toBe(stay.arrival);
    }
  });

  test("does not go back where the roll hour occurs twice", () => {
    const lisbon = { timeZone: "Europe/Lisbon", dayRollHour: 1 };
    expect(businessDate(lisbon, new Date("2024-10-27T00:30:00Z"))).toBe(nightOf("2024-10-26"));
    expect(businessDate(lisbon, new Date("2024-10-27T01:00:00Z"))).toBe(nightOf("2024-10-27"));
  });

  test("a date that the calendar of a zone skips is never sold as today", () => {
    const apia = { timeZone: "Pacific/Apia", dayRollHour: 4 };
    const roll = new Date("2011-12-30T14:00:00Z"); // 31 December 04:00 in Apia, then at UTC+14
    expect(businessDate(apia, new Date(roll.getTime() - 1))).toBe(nightOf("2011-12-29"));
    expect(businessDate(apia, roll)).toBe(nightOf("2011-12-31"));
  });

  test("the same whatever was asked before", () => {
    const hotels = [
      { timeZone: "Europe/Lisbon", dayRollHour: 4 },
      { timeZone: "Pacific/Apia", dayRollHour: 4 },
      { timeZone: "America/New_York", dayRollHour: 0 },
    ];
    const instants = Array.from({ length: 40 }, (_, index) => Date.UTC(2025, 9, 20) + ((index * 7) % 40) * 11 * HOUR);
    const asked = instants.map((instant) => hotels.map((hotel) => businessDate(hotel, new Date(instant))));
    const again = [...instants]
      .toReversed()
      .map((instant) => hotels.map((hotel) => businessDate(hotel, new Date(instant))));
    expect(again.toReversed()).toEqual(asked);
    expect(asked[0]).toEqual([nightOf("2025-10-19"), nightOf("2025-10-20"), nightOf("2025-10-19")]);
  });

  test("refuses a zone that does not exist", () => {
    expect(() => businessDate({ timeZone: "Mars/Olympus", dayRollHour: 4 }, new Date(0))).toThrow(RangeError);
  });
});

describe("instantOf", () => {
  test.each([
    ["Europe/Lisbon", "2027-06-01", "15:00", "2027-06-01T14:00:00.000Z"],
    ["Europe/Lisbon", "2027-01-01", "15:00:30", "2027-01-01T15:00:30.000Z"],
    ["Asia/Kathmandu", "2027-06-01", "00:00", "2027-05-31T18:15:00.000Z"],
    ["Europe/Lisbon", "2024-10-27", "01:30", "2024-10-27T01:30:00.000Z"],
    ["America/New_York", "2025-11-02", "01:30", "2025-11-02T06:30:00.000Z"],
    ["Australia/Lord_Howe", "2025-04-06", "01:45", "2025-04-05T15:15:00.000Z"],
    ["America/New_York", "2025-03-09", "02:30", "2025-03-09T07:30:00.000Z"],
    ["America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00:00.000Z"],
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00.000Z"],
  ])("%s on %s at %s is %s", (zone, date, time, instant) => {
    expect(instantOf(zone, nightOf(date), time).toISOString()).toBe(instant);
    expect(instantOf(zone, nightOf(date), time).toISOString()).toBe(instant);
  });

  test.each(["24:00", "12:60", "noon", "12:00Z"])("refuses the wall time %s", (time) => {
    expect(() => instantOf("Europe/Lisbon", 20_000, time)).toThrow(RangeError);
  });

  test("hands out a date of its own each time", () => {
    instantOf("Europe/Lisbon", 20_000, "12:00").setFullYear(1999);
    expect(instantOf("Europe/Lisbon", 20_000, "12:00").toISOString()).toBe("2024-10-04T11:00:00.000Z");
  });
});

interface Wall {
  readonly instant: number;
  readonly date: Night;
  readonly minutes: number;
}

function clockChanges(timeZone: string, from: string, until: string): number[] {
  const changes: number[] = [];
  const end = Date.parse(`${until}T00:00:00Z`);
  let at = Temporal.Instant.from(`${from}T00:00:00Z`).toZonedDateTimeISO(timeZone).getTimeZoneTransition("next");
  while (at !== null && at.epochMilliseconds < end) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition("next");
  }
  return changes;
}

/** What the wall clock shows every quarter of an hour, from Intl and not from the code under test. */
function wallTimes(timeZone: string, from: number, until: number): Wall[] {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const walls: Wall[] = [];
  for (let instant = from; instant < until; instant += QUARTER) {
    const [date = "", time = ""] = clock.format(instant).split(" ");
    const [hours = "", minutes = ""] = time.split(":");
    walls.push({ instant, date: nightOf(date), minutes: Number(hours) * 60 + Number(minutes) });
  }
  return walls;
}

/** By walking through time: a date begins when the clock shows the roll hour for the last time, or has jumped over it. */
function expectedDates(walls: readonly Wall[], rollHour: number): [instant: number, night: Night][] {
  const begins = new Map<Night, number>();
  const reached = new Set<Night>();
  for (const { instant, date, minutes } of walls) {
    if (minutes === rollHour * 60 || (minutes > rollHour * 60 && !reached.has(date))) begins.set(date, instant);
    if (minutes >= rollHour * 60) reached.add(date);
  }
  const first = Math.min(...begins.keys());
  return walls
    .filter(({ instant, date }) => date > first && instant < (walls.at(-1)?.instant ?? 0) - DAY)
    .map(({ instant }) => [
      instant,
      Math.max(...[...begins].filter(([, from]) => from <= instant).map(([night]) => night)),
    ]);
}

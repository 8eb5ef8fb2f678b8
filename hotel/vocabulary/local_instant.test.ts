import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localInstant } from "./local_instant.ts";

const ZONES = [
  "Europe/Lisbon",
  "America/New_York",
  "America/St_Johns",
  "Asia/Tokyo",
  "Asia/Kathmandu",
  "Asia/Kuwait",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "UTC",
];

describe("localInstant", () => {
  test.each([
    ["Europe/Lisbon", "2027-06-01T14:00:00Z", "2027-06-01T15:00:00+01:00"],
    ["Europe/Lisbon", "2027-01-01T15:00:00Z", "2027-01-01T15:00:00+00:00"],
    ["Asia/Tokyo", "2027-06-01T16:30:00Z", "2027-06-02T01:30:00+09:00"],
    ["America/St_Johns", "2027-01-01T01:00:00Z", "2026-12-31T21:30:00-03:30"],
    ["Asia/Kathmandu", "2027-01-01T00:00:00Z", "2027-01-01T05:45:00+05:45"],
    ["UTC", "2027-06-01T14:00:00.250Z", "2027-06-01T14:00:00.250+00:00"],
    // The clock goes back at 02:00 summer time: half past one happens twice, and both can be told apart.
    ["Europe/Lisbon", "2024-10-27T00:30:00Z", "2024-10-27T01:30:00+01:00"],
    ["Europe/Lisbon", "2024-10-27T00:59:59Z", "2024-10-27T01:59:59+01:00"],
    ["Europe/Lisbon", "2024-10-27T01:00:00Z", "2024-10-27T01:00:00+00:00"],
    ["Europe/Lisbon", "2024-10-27T01:30:00Z", "2024-10-27T01:30:00+00:00"],
    ["Europe/Lisbon", "2024-03-31T00:59:59Z", "2024-03-31T00:59:59+00:00"],
    ["Europe/Lisbon", "2024-03-31T01:00:00Z", "2024-03-31T02:00:00+01:00"],
  ])("%s at %s is %s", (zone, instant, local) => {
    expect(localInstant(zone, new Date(instant))).toBe(local);
    expect(localInstant(zone, new Date(instant))).toBe(local);
  });

  test("is the same instant, as the wall clock of the zone shows it, in whatever order it is asked", () => {
    const anyInstant = fc.date({ min: new Date("1975-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anyInstant, (zone, instant) => {
        const local = localInstant(zone, instant);
        expect(Date.parse(local)).toBe(instant.getTime());
        expect(local.slice(0, 19).replace("T", " ")).toBe(wallClock(zone, instant));
      }),
      { numRuns: 3_000 },
    );
  });

  test("refuses a zone that does not exist", () => {
    expect(() => localInstant("Mars/Olympus", new Date(0))).toThrow(RangeError);
  });
});

/** From Intl and not from the code under test. */
function wallClock(timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(instant);
}

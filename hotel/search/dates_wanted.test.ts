import { describe, expect, test } from "vitest";
import { formatNight, nightOf } from "../vocabulary/night.ts";
import { mayArrive, nightsOf, readDates, type DatesQuery } from "./dates_wanted.ts";

const STAY = { check_in: "2027-06-04", check_out: "2027-06-06" };
const MONTH = { from: "2027-06-01", to: "2027-07-01" };

describe("the days on which a stay may arrive", () => {
  test.each<readonly [string, DatesQuery, number, readonly string[]]>([
    ["one", STAY, 2, ["2027-06-04"]],
    ["a day around", { ...STAY, flexible_days: 1 }, 2, ["2027-06-03", "2027-06-04", "2027-06-05"]],
    ["two days around", { ...STAY, flexible_days: 2 }, 2, days("2027-06-02", 5)],
    ["three days around", { ...STAY, flexible_days: 3 }, 2, days("2027-06-01", 7)],
    ["seven days around", { ...STAY, flexible_days: 7 }, 2, days("2027-05-28", 15)],
    ["weekends: Fridays", { within: "weekend", ...MONTH }, 2, days("2027-06-04", 4, 7)],
    ["a weekend that fits just so", { within: "weekend", from: "2027-06-04", to: "2027-06-06" }, 2, ["2027-06-04"]],
    ["a week, whatever its first day", { within: "week", ...MONTH }, 7, days("2027-06-01", 24)],
    ["so many nights of a month", { within: "month", nights: 28, ...MONTH }, 28, days("2027-06-01", 3)],
  ])("%s", (_, query, length, arrivals) => {
    const read = readDates(query);
    if (!read.accepted) throw new Error(JSON.stringify(read.refusal));
    expect(read.value.length).toBe(length);
    const { from, to } = nightsOf(read.value);
    const found = [];
    for (let night = from - 1; night <= to; night += 1)
      if (mayArrive(read.value, night)) found.push(formatNight(night));
    expect(found).toEqual(arrivals);
    // The last departure is among the nights: it may be closed to that.
    expect(to - 1).toBeGreaterThanOrEqual(nightOf(arrivals.at(-1) ?? "") + length);
  });
});

describe("what is refused names its field:", () => {
  test.each<readonly [string, DatesQuery, readonly string[]]>([
    ["no dates", {}, ["check_in", "check_out"]],
    ["a date that no calendar has", { ...STAY, check_in: "2027-02-30" }, ["check_in"]],
    ["a departure before arrival", { check_in: "2027-06-06", check_out: "2027-06-04" }, ["check_out"]],
    ["400 nights", { check_in: "2027-06-04", check_out: "2028-07-08" }, ["check_out"]],
    ["a range without within", { ...STAY, ...MONTH }, ["from", "to"]],
    ["dates beside within", { within: "week", ...STAY, ...MONTH }, ["check_in", "check_out"]],
    ["no range", { within: "week" }, ["from", "to"]],
    ["no number of nights", { within: "month", ...MONTH }, ["nights"]],
    ["a range that is too short", { within: "week", from: "2027-06-04", to: "2027-06-06" }, ["to"]],
    ["a range of 93 days", { within: "week", from: "2027-06-01", to: "2027-09-02" }, ["to"]],
  ])("%s", (_, query, fields) => {
    expect(readDates(query)).toMatchObject({
      accepted: false,
      refusal: { code: "invalid_request", detail: { errors: fields.map((field) => ({ field })) } },
    });
  });
});

function days(first: string, count: number, step = 1): string[] {
  const start = nightOf(first);
  return Array.from({ length: count }, (_, index) => formatNight(start + index * step));
}

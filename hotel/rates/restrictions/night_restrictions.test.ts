import { describe, expect, test } from "vitest";
import { PLAN_IDS, restrictionWorld, type WrittenRestriction } from "../../testing/restriction_world.ts";
import { nightOf } from "../../vocabulary/night.ts";
import { nightRestrictions, strictest } from "./night_restrictions.ts";

const NIGHT = "2027-07-09";
const clock = { timeZone: "Europe/Lisbon", dayRollHour: 4 };

function shown(set: readonly WrittenRestriction[], plan: keyof typeof PLAN_IDS, channel = "web") {
  const facts = restrictionWorld({ title: "", set, stay: { arrive: NIGHT, leave: NIGHT }, sold: true });
  return nightRestrictions(facts, 10, PLAN_IDS[plan], channel, nightOf(NIGHT));
}

describe("what a calendar shows of a night", () => {
  const set: WrittenRestriction[] = [
    { night: NIGHT, min_stay_arrival: 2, max_stay_arrival: 9 },
    { night: NIGHT, plan: "flexible", min_stay_arrival: 3 },
    { night: NIGHT, channel: "agency", max_stay_arrival: 5 },
    { weekdays: ["fri"], closed_to_departure: true },
    { weekdays: ["sat"], closed: true },
    { night: "2027-07-10", closed: true },
  ];

  test("is what counts for the plan and the channel, on this night only", () => {
    const forAll = { minStayArrival: 2, maxStayArrival: 9, closedToDeparture: true };
    expect(shown(set, "members")).toEqual(forAll);
    expect(shown(set, "corporate")).toEqual({ ...forAll, minStayArrival: 3 });
    expect(shown(set, "corporate", "agency")).toEqual({ ...forAll, minStayArrival: 3, maxStayArrival: 5 });
    expect(shown([], "members")).toEqual({});
  });
});

describe("the strictest of several", () => {
  test("of patterns says yes where all do, and no to what is longer than one of them", () => {
    expect(strictest([{ stayPattern: "YNYY" }, { stayPattern: "YYYNY" }, {}], clock)).toEqual({ stayPattern: "YNYN" });
    expect(strictest([{ stayPattern: "Y" }, { stayPattern: "NY" }], clock)).toEqual({ stayPattern: "N" });
  });

  test("of hours is the one that comes first in the business day, which ends after midnight", () => {
    expect(strictest([{ sameDayCutoffHour: 2 }, { sameDayCutoffHour: 22 }], clock)).toEqual({ sameDayCutoffHour: 22 });
    expect(strictest([{ sameDayCutoffHour: 0 }, { sameDayCutoffHour: 2 }], clock)).toEqual({ sameDayCutoffHour: 0 });
  });

  test("of numbers is the greatest least and the least most", () => {
    const one = { minStayThrough: 2, maxStayThrough: 9, minAdvanceDays: 0, maxAdvanceDays: 30, sellLimit: 4 };
    const other = { minStayThrough: 3, maxStayThrough: 7, minAdvanceDays: 2, maxAdvanceDays: 90, sellLimit: 0 };
    expect(strictest([one, other], clock)).toEqual({
      minStayThrough: 3,
      maxStayThrough: 7,
      minAdvanceDays: 2,
      maxAdvanceDays: 30,
      sellLimit: 0,
    });
  });

  test("of a flag that is set and one that is not is the flag", () => {
    expect(strictest([{ closed: false }, { closed: true, closedToArrival: false }], clock)).toEqual({ closed: true });
  });
});

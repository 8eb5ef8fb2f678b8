import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookOf } from "../../testing/restriction_world.ts";
import { businessDate, rollInstant } from "../../vocabulary/business_date.ts";
import type { CatalogueEntry } from "../../properties/facts.ts";
import { EVERY_PLAN, type RateNight } from "../book/rate_night.ts";
import type { Restriction, RestrictionRule } from "../book/restriction.ts";
import { RateNights } from "../nights/rate_night_rows.ts";
import type { RateFacts, StayAsk } from "../stay_ask.ts";
import { allowStay, whyNot } from "./allow_stay.ts";
import { isPastCutoff } from "./booking_time.ts";
import { nightRestrictions } from "./night_restrictions.ts";

const FIRST = 21_000;
const NIGHTS = 8;
const ROOM_TYPE = 10;
const hotel = { timeZone: "Europe/Lisbon", dayRollHour: 4 };
const CHANNELS = ["", "web", "agency"];

const night = fc.integer({ min: FIRST, max: FIRST + NIGHTS });
const few = fc.integer({ min: 1, max: NIGHTS });
const one = <Key extends keyof Restriction>(key: Key, value: fc.Arbitrary<NonNullable<Restriction[Key]>>) =>
  value.map((given): Restriction => ({ [key]: given }));
const restriction: fc.Arbitrary<Restriction> = fc.oneof(
  one("closed", fc.boolean()),
  one("closedToArrival", fc.boolean()),
  one("closedToDeparture", fc.boolean()),
  one("minStayArrival", few),
  one("maxStayArrival", few),
  one("minStayThrough", few),
  one("maxStayThrough", few),
  one("minAdvanceDays", fc.nat(9)),
  one("maxAdvanceDays", fc.nat(9)),
  one("sameDayCutoffHour", fc.nat(23)),
  one("sellLimit", fc.nat(4)),
  one(
    "stayPattern",
    fc.array(fc.constantFrom("Y", "N"), { minLength: 1, maxLength: 8 }).map((all) => all.join("")),
  ),
);
const setNight: fc.Arbitrary<RateNight> = fc
  .record({ night, ratePlanId: fc.integer({ min: EVERY_PLAN, max: 4 }), channel: fc.constantFrom(...CHANNELS) })
  .chain((place) => restriction.map((values) => ({ roomTypeId: ROOM_TYPE, ...place, ...values })));
const rule: fc.Arbitrary<RestrictionRule> = fc
  .record({ from: night, length: fc.nat(NIGHTS), weekdays: fc.integer({ min: 1, max: 127 }) })
  .chain(({ from, length, weekdays }) =>
    restriction.map((values) => ({ from, until: from + length, weekdays, ...values })),
  );
const ask: fc.Arbitrary<StayAsk> = fc
  .record({ arrival: night, length: few, ratePlanId: fc.nat(4) })
  .map(({ arrival, length, ratePlanId }) => ({
    roomTypeId: ROOM_TYPE,
    dates: { arrival, departure: arrival + length },
    party: { adults: 1, childAges: [] },
    ratePlanId,
    extras: [],
  }));
const buyer = fc.constantFrom("web", "agency", "desk").map((channel) => ({ channel, member: false }));
const sold = fc.option(fc.nat(5), { nil: undefined });
/** From the evening before the first night until late the next. */
const now = fc
  .integer({ min: -12 * 60, max: 36 * 60 })
  .map((minutes) => new Date(FIRST * 86_400_000 + minutes * 60_000));

interface World {
  readonly rules?: readonly RestrictionRule[];
  readonly set?: readonly RateNight[];
  readonly now?: Date;
  readonly sold?: number | undefined;
}

function factsOf(world: World): RateFacts {
  const nights = new RateNights(world.set ?? []);
  return {
    book: { ...bookOf([]), restrictions: world.rules ?? [] },
    now: world.now ?? new Date(FIRST * 86_400_000),
    roomType: () => ({ hotel }) as CatalogueEntry,
    nights: (roomTypeId, at) => nights.of(roomTypeId, at),
    demand: () => undefined,
    pickup: () => 0,
    soldUnder: () => world.sold,
  };
}

const world = fc.record({
  rules: fc.array(rule, { maxLength: 3 }),
  set: fc.array(setNight, { maxLength: 6 }),
  now,
  sold,
});

describe("allowStay", () => {
  test("sells every stay when nothing is restricted", () => {
    fc.assert(
      fc.property(ask, buyer, now, (stay, who, at) => {
        expect(allowStay(factsOf({ now: at }), stay, who)).toEqual({ accepted: true, value: true });
      }),
    );
  });

  test("more restrictions never allow more, and take no reason away", () => {
    fc.assert(
      fc.property(
        world,
        fc.array(setNight, { maxLength: 4 }),
        fc.array(rule, { maxLength: 2 }),
        ask,
        buyer,
        (...drawn) => {
          const [base, moreNights, moreRules, stay, who] = drawn;
          const fewer = whyNot(factsOf(base), stay, who);
          const stricter = { ...base, rules: [...base.rules, ...moreRules], set: [...base.set, ...moreNights] };
          const more = whyNot(factsOf(stricter), stay, who);
          expect(more).toEqual(expect.arrayContaining([...fewer]));
          expect(fewer.length > 0 && allowStay(factsOf(stricter), stay, who).accepted).toBe(false);
        },
      ),
    );
  });

  test("refuses exactly when a reason is named, and each lies within the stay", () => {
    fc.assert(
      fc.property(world, ask, buyer, (drawn, stay, who) => {
        const reasons = whyNot(factsOf(drawn), stay, who);
        expect(allowStay(factsOf(drawn), stay, who).accepted).toBe(reasons.length === 0);
        expect(reasons.map(({ date }) => date)).toEqual(reasons.map(({ date }) => date).toSorted());
      }),
    );
  });

  test("is decided by each restriction alone: all together let pass what each of them does", () => {
    fc.assert(
      fc.property(world, ask, buyer, (drawn, stay, who) => {
        const alone = [
          ...drawn.rules.map((single) => ({ ...drawn, set: [], rules: [single] })),
          ...drawn.set.map((single) => ({ ...drawn, rules: [], set: [single] })),
        ];
        const allowed = alone.every((single) => allowStay(factsOf(single), stay, who).accepted);
        expect(allowStay(factsOf(drawn), stay, who).accepted).toBe(allowed);
      }),
    );
  });

  test("a calendar's merged restrictions say the same as all of them", () => {
    fc.assert(
      fc.property(world, ask, buyer, (drawn, stay, who) => {
        // Limits of different scopes are held against different counts: only where nobody has sold they say the same.
        fc.pre(drawn.sold === undefined || drawn.sold === 0);
        const facts = factsOf(drawn);
        const merged: RateNight[] = [];
        for (let at = stay.dates.arrival; at <= stay.dates.departure; at += 1) {
          const values = nightRestrictions(facts, ROOM_TYPE, stay.ratePlanId, who.channel, at);
          merged.push({ roomTypeId: ROOM_TYPE, night: at, ratePlanId: EVERY_PLAN, channel: "", ...values });
        }
        expect(allowStay(factsOf({ ...drawn, rules: [], set: merged }), stay, who).accepted).toBe(
          allowStay(facts, stay, who).accepted,
        );
      }),
    );
  });
});

describe("isPastCutoff", () => {
  test("happens once in a business day, at the hour, whatever the day rolls at and the clock does", () => {
    const zones = fc.constantFrom("Europe/Lisbon", "Asia/Tokyo", "America/New_York", "UTC");
    fc.assert(
      fc.property(
        zones,
        fc.nat(12),
        fc.nat(23),
        fc.integer({ min: 19_700, max: 21_500 }),
        (timeZone, roll, hour, day) => {
          const clock = { timeZone, dayRollHour: roll };
          const [from, until] = [rollInstant(clock, day).getTime(), rollInstant(clock, day + 1).getTime()];
          let past = false;
          for (let at = from; at < until; at += 15 * 60_000) {
            const is = isPastCutoff(clock, day, hour, new Date(at));
            expect(past && !is).toBe(false);
            past = is;
            expect(isPastCutoff(clock, day + 1, hour, new Date(at))).toBe(false);
          }
          expect(businessDate(clock, new Date(from))).toBe(day);
          expect(past).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

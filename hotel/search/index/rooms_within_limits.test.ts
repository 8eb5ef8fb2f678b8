import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import type { LimitOnStay } from "../../rates/restrictions/sell_limits.ts";
import { cheapestWithinLimits, type LimitedChoice } from "./rooms_within_limits.ts";

/** Plans 1 and 2 inherit from plan 0, plan 4 from plan 3. */
const SCOPES = [[EVERY_PLAN], [0, 1, 2], [1], [2], [3, 4], [4]];
const PLANS = [0, 1, 2, 3, 4];

interface Room {
  readonly offer: { readonly ratePlanId: number; readonly totalMinor: number };
}
type Choice = LimitedChoice<Room>;

const limits = fc
  .uniqueArray(fc.record({ scope: fc.nat(SCOPES.length - 1), rooms: fc.nat(2) }), { selector: ({ scope }) => scope })
  .map((all) => all.map(({ scope, rooms }): LimitOnStay => ({ plans: SCOPES[scope] ?? [], rooms })));
const offers = fc
  .uniqueArray(fc.record({ ratePlanId: fc.constantFrom(...PLANS), totalMinor: fc.nat(20) }), {
    selector: ({ ratePlanId }) => ratePlanId,
    maxLength: 4,
  })
  .map((all) => all.map((offer): Room => ({ offer })));
const choice: fc.Arbitrary<Choice> = fc
  .record({
    types: fc.integer({ min: 1, max: 2 }),
    wanted: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }),
  })
  .chain(({ types, wanted }) =>
    fc.record({
      wanted: fc.constant(wanted),
      types: fc.array(fc.record({ free: fc.integer({ min: -1, max: 3 }), limits }), {
        minLength: types,
        maxLength: types,
      }),
      rooms: fc.array(fc.array(offers, { minLength: types, maxLength: types }), {
        minLength: wanted.length,
        maxLength: wanted.length,
      }),
    }),
  );

test("takes what costs least of everything that the limits and the rooms allow", () => {
  fc.assert(
    fc.property(choice, (one) => {
      const found = cheapestWithinLimits(one);
      const sum = found?.flat().reduce((all, { offer }) => all + offer.totalMinor, 0);
      expect(sum ?? Infinity).toBe(leastOf(one));
      if (found === undefined) return;
      expect(found.map((rooms) => rooms.length)).toEqual(one.wanted);
      for (const [party, rooms] of found.entries()) {
        for (const room of rooms) expect(one.rooms[party]?.flat()).toContain(room);
      }
    }),
    { numRuns: 500 },
  );
});

test("moves a party out of the cheap plan for one that has no other", () => {
  const [cheap, dear] = [{ offer: { ratePlanId: 1, totalMinor: 10 } }, { offer: { ratePlanId: 2, totalMinor: 11 } }];
  const types = [{ free: 5, limits: [{ plans: [1], rooms: 1 }] }];
  expect(cheapestWithinLimits({ wanted: [1, 1], types, rooms: [[[cheap, dear]], [[cheap]]] })).toEqual([
    [dear],
    [cheap],
  ]);
});

/** By trying every room for every party, one after the other. */
function leastOf({ wanted, types, rooms }: Choice): number {
  const parties = wanted.flatMap((count, party) => Array.from({ length: count }, () => party));
  const try_ = (place: number, taken: readonly { readonly type: number; readonly plan: number }[]): number => {
    const party = parties[place];
    if (party === undefined) return 0;
    let least = Infinity;
    for (const [type, ofType] of (rooms[party] ?? []).entries()) {
      for (const { offer } of ofType) {
        const all = [...taken, { type, plan: offer.ratePlanId }];
        if (
          isAllowed(
            types[type],
            all.filter((one) => one.type === type),
          )
        ) {
          least = Math.min(least, offer.totalMinor + try_(place + 1, all));
        }
      }
    }
    return least;
  };
  return try_(0, []);
}

function isAllowed(type: Choice["types"][number] | undefined, taken: readonly { readonly plan: number }[]): boolean {
  if (type === undefined || taken.length > type.free) return false;
  return type.limits.every(({ plans, rooms }) => {
    const counted = taken.filter(({ plan }) => plans.includes(EVERY_PLAN) || plans.includes(plan));
    return counted.length <= rooms;
  });
}

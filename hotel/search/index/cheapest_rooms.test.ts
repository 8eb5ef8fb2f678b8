import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import type { LimitOnStay } from "../../rates/restrictions/sell_limits.ts";
import { cheapestRooms, type RoomChoice } from "./cheapest_rooms.ts";

/** Plans 1 and 2 inherit from plan 0, plan 4 from plan 3. */
const SCOPES = [[EVERY_PLAN], [0, 1, 2], [1], [2], [3, 4], [4]];
const PLANS = [0, 1, 2, 3, 4];

interface Room {
  readonly offer: { readonly ratePlanId: number; readonly totalMinor: number };
}
type Choice = RoomChoice<Room>;

const noLimits = fc.constant<readonly LimitOnStay[]>([]);
const someLimits = fc
  .uniqueArray(fc.record({ scope: fc.nat(SCOPES.length - 1), rooms: fc.nat(2) }), { selector: ({ scope }) => scope })
  .map((all) => all.map(({ scope, rooms }): LimitOnStay => ({ plans: SCOPES[scope] ?? [], rooms })));
const oneOffer = fc.nat(30).map((totalMinor) => [room(0, totalMinor)]);
const oneOfferOrNone = fc.oneof({ weight: 5, arbitrary: oneOffer }, { weight: 1, arbitrary: fc.constant<Room[]>([]) });
const offersOfPlans = fc
  .uniqueArray(fc.record({ ratePlanId: fc.constantFrom(...PLANS), totalMinor: fc.nat(20) }), {
    selector: ({ ratePlanId }) => ratePlanId,
    maxLength: 4,
  })
  .map((all) => all.map(({ ratePlanId, totalMinor }) => room(ratePlanId, totalMinor)).toSorted(byPrice));

test.each([
  ["rooms", choices({ parties: 3, leastTypes: 0, types: 4, limits: noLimits, offers: oneOfferOrNone })],
  ["rooms of several plans", choices({ parties: 2, leastTypes: 1, types: 2, limits: noLimits, offers: offersOfPlans })],
  ["limits", choices({ parties: 2, leastTypes: 1, types: 2, limits: someLimits, offers: offersOfPlans })],
])("takes what costs least of everything that the %s allow", (_, choice) => {
  fc.assert(
    fc.property(choice, (one) => {
      const taken = cheapestRooms(one);
      expect(taken === undefined ? Infinity : costOf(taken)).toBe(leastOf(one));
      if (taken !== undefined) expectToBePossible(taken, one);
    }),
    { numRuns: 500 },
  );
});

test("a party moves when that makes room for another that needs it more", () => {
  // The first party would take the cheapest room, which is the only one for the second.
  const [first, other, only] = [room(0, 10), room(0, 11), room(0, 12)];
  const rooms = [
    [[first], [other]],
    [[only], []],
  ];
  expect(cheapestRooms({ wanted: [1, 1], types: [free(1), free(1)], rooms })).toEqual([other, only]);
});

test("a party moves out of the cheap plan for one that has no other", () => {
  const [cheap, dear] = [room(1, 10), room(2, 11)];
  const types = [{ free: 5, limits: [{ plans: [1], rooms: 1 }] }];
  expect(cheapestRooms({ wanted: [1, 1], types, rooms: [[[cheap, dear]], [[cheap]]] })).toEqual([dear, cheap]);
});

test("of rooms that cost the same the first party gets the first type", () => {
  const ofParty = (): Room[][] => [[room(0, 10)], [room(0, 10)], [room(0, 10)]];
  const rooms = [ofParty(), ofParty()];
  const taken = cheapestRooms({ wanted: [2, 1], types: [free(1), free(1), free(1)], rooms });
  expect(taken?.map((one) => placeOf(one, rooms))).toEqual([
    [0, 0],
    [0, 1],
    [1, 2],
  ]);
});

test("where it costs the same whoever takes the dear room, the later party does", () => {
  // Either the second party is content with the dearer room, or the first moves there for it.
  const ofParty = (): Room[][] => [[room(0, 10)], [room(0, 15)]];
  const rooms = [ofParty(), ofParty()];
  const taken = cheapestRooms({ wanted: [1, 1], types: [free(1), free(5)], rooms });
  expect(taken?.map((one) => placeOf(one, rooms))).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

function choices({
  parties,
  leastTypes,
  types,
  limits,
  offers,
}: {
  readonly parties: number;
  readonly leastTypes: number;
  readonly types: number;
  readonly limits: fc.Arbitrary<readonly LimitOnStay[]>;
  readonly offers: fc.Arbitrary<readonly Room[]>;
}): fc.Arbitrary<Choice> {
  const wanted = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: parties });
  return fc.tuple(wanted, fc.integer({ min: leastTypes, max: types })).chain(([ofParties, count]) =>
    fc.record({
      wanted: fc.constant(ofParties),
      types: exactly(count, fc.record({ free: fc.integer({ min: -1, max: 3 }), limits })),
      rooms: exactly(ofParties.length, exactly(count, offers)),
    }),
  );
}

function exactly<Thing>(count: number, thing: fc.Arbitrary<Thing>): fc.Arbitrary<Thing[]> {
  return fc.array(thing, { minLength: count, maxLength: count });
}

function room(ratePlanId: number, totalMinor: number): Room {
  return { offer: { ratePlanId, totalMinor } };
}

function byPrice({ offer: one }: Room, { offer: other }: Room): number {
  return one.totalMinor - other.totalMinor || one.ratePlanId - other.ratePlanId;
}

function free(rooms: number): Choice["types"][number] {
  return { free: rooms, limits: [] };
}

function costOf(rooms: readonly Room[]): number {
  return rooms.reduce((sum, { offer }) => sum + offer.totalMinor, 0);
}

/** The party and the type of a room that was taken. */
function placeOf(taken: Room, rooms: Choice["rooms"]): [party: number, type: number] {
  const party = rooms.findIndex((ofParty) => ofParty.some((ofType) => ofType.includes(taken)));
  return [party, rooms[party]?.findIndex((ofType) => ofType.includes(taken)) ?? -1];
}

function expectToBePossible(taken: readonly Room[], { wanted, types, rooms }: Choice): void {
  const places = taken.map((one) => ({ place: placeOf(one, rooms), plan: one.offer.ratePlanId }));
  expect(places.map(({ place: [party] }) => party)).toEqual(partiesOf(wanted));
  for (const [, type] of places.map(({ place }) => place)) {
    const ofType = places.filter(({ place }) => place[1] === type);
    expect(isAllowed(types[type], ofType)).toBe(true);
  }
}

/** By trying every room for every party, one after the other. */
function leastOf({ wanted, types, rooms }: Choice): number {
  const parties = partiesOf(wanted);
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

function partiesOf(wanted: readonly number[]): number[] {
  return wanted.flatMap((count, party) => Array.from({ length: count }, () => party));
}

function isAllowed(type: Choice["types"][number] | undefined, taken: readonly { readonly plan: number }[]): boolean {
  if (type === undefined || taken.length > type.free) return false;
  return type.limits.every(({ plans, rooms }) => {
    const counted = taken.filter(({ plan }) => plans.includes(EVERY_PLAN) || plans.includes(plan));
    return counted.length <= rooms;
  });
}

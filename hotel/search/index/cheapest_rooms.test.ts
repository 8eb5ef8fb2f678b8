import fc from "fast-check";
import { expect, test } from "vitest";
import { cheapestRooms, type RoomChoice } from "./cheapest_rooms.ts";

const NONE = Number.POSITIVE_INFINITY;
const cost = fc.oneof({ weight: 5, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constant(NONE) });
const choice = fc
  .record({ parties: fc.integer({ min: 1, max: 3 }), types: fc.integer({ min: 0, max: 4 }) })
  .chain(({ parties, types }) =>
    fc.record({
      wanted: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: parties, maxLength: parties }),
      free: fc.array(fc.nat(3), { minLength: types, maxLength: types }),
      cost: fc.array(fc.array(cost, { minLength: types, maxLength: types }), {
        minLength: parties,
        maxLength: parties,
      }),
    }),
  );

test("costs what the best of all ways to take rooms costs, and takes no room twice", () => {
  fc.assert(
    fc.property(choice, (one) => {
      const rooms = one.wanted.flatMap((count, party) => Array.from({ length: count }, () => party));
      const best = leastCost(rooms, one.free, one.cost);
      const taken = cheapestRooms(one);
      expect(taken === undefined).toBe(best === NONE);
      if (taken !== undefined) expectToBe(taken, one, best);
    }),
    { numRuns: 500 },
  );
});

test("a party moves when that makes room for another that needs it more", () => {
  // The first party would take the cheapest room, which is the only one for the second.
  expect(
    cheapestRooms({
      wanted: [1, 1],
      free: [1, 1],
      cost: [
        [10, 11],
        [12, NONE],
      ],
    }),
  ).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

function expectToBe(taken: readonly number[][], { wanted, free, cost: prices }: RoomChoice, best: number): void {
  expect(taken.map((own) => own.reduce((sum, count) => sum + count, 0))).toEqual(wanted);
  for (const [type, rooms] of free.entries()) {
    expect(taken.reduce((sum, own) => sum + (own[type] ?? 0), 0)).toBeLessThanOrEqual(rooms);
  }
  const costs = taken.flatMap((own, party) =>
    own.map((count, type) => (count === 0 ? 0 : count * priceOf(prices, party, type))),
  );
  expect(costs.reduce((total, price) => total + price, 0)).toBe(best);
}

function leastCost(rooms: readonly number[], free: readonly number[], prices: readonly (readonly number[])[]): number {
  const [party, ...others] = rooms;
  if (party === undefined) return 0;
  const sums = free.map((count, type) =>
    count === 0 ? NONE : priceOf(prices, party, type) + leastCost(others, free.with(type, count - 1), prices),
  );
  return Math.min(NONE, ...sums);
}

function priceOf(prices: readonly (readonly number[])[], party: number, type: number): number {
  return prices[party]?.[type] ?? NONE;
}

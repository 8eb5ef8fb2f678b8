import fc from "fast-check";
import { expect, test } from "vitest";
import { comesBefore, firstOf, type Place } from "./top.ts";

const candidate = fc.record({
  first: fc.nat(20),
  bound: fc.nat(10),
  more: fc.nat(10),
  isNone: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
});

test("the first so many are those of a full sort, on every page", () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const sorted = all
        .map(({ first, bound, more }, id) => ({ key: first + bound + more, id }))
        .filter(({ id }) => all[id]?.isNone === false)
        .toSorted((one, other) => (comesBefore(one, other) ? -1 : 1));
      const found: Place[] = [];
      for (let after: Place | undefined; ;) {
        const page = pageOf(all, after, limit);
        found.push(...page.map(({ key, id }) => ({ key, id })));
        after = page.at(-1);
        if (page.length < limit) break;
      }
      expect(found).toEqual(sorted);
    }),
  );
});

test("no more is asked for than is needed to be sure", () => {
  const asked: number[] = [];
  const found = firstOf(
    { bounds: Float64Array.of(9, 1, 5, 2, Number.POSITIVE_INFINITY), ids: Int32Array.of(1, 2, 3, 4, 5) },
    undefined,
    2,
    {
      bound: (number) => (number === 2 ? Number.POSITIVE_INFINITY : number === 1 ? 1 : 2),
      exact: (number) => {
        asked.push(number);
        return { key: number === 1 ? 4 : 3, value: number };
      },
    },
  );
  expect([found.map(({ value }) => value), asked]).toEqual([
    [3, 1],
    [1, 3],
  ]);
});

function pageOf(
  all: readonly {
    readonly first: number;
    readonly bound: number;
    readonly more: number;
    readonly isNone: boolean;
  }[],
  after: Place | undefined,
  limit: number,
): Place[] {
  const bounds = Float64Array.from(all, ({ first }) => first);
  const candidates = { bounds, ids: Int32Array.from(all.keys()) };
  return firstOf(candidates, after, limit, {
    bound: (number) => {
      const one = all[number];
      return one === undefined || (one.isNone && one.more > 5) ? Number.POSITIVE_INFINITY : one.first + one.bound;
    },
    exact: (number) => {
      const one = all[number];
      return one === undefined || one.isNone ? undefined : { key: one.first + one.bound + one.more, value: number };
    },
  });
}

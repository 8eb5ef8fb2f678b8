import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { includedShare, roundedShare } from "./rounding.ts";

const MOST = 10 ** 15;
const MOST_SHARE = 1_000_000;
/** Of every size, and not only the largest: each power of ten as often as the next. */
const amount = fc
  .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: -MOST, max: MOST }))
  .map(([power, full]) => Math.trunc(full / 10 ** power));
const share = fc.oneof(
  fc.integer({ min: -MOST_SHARE, max: MOST_SHARE }),
  fc.constantFrom(0, 1, 500, 700, 1_900, 5_000, 10_000, MOST_SHARE),
);
const runs = { numRuns: 20_000 };

describe("roundedShare", () => {
  test.each([
    [1_000, 1_500, 150],
    [5, 1_000, 1],
    [4, 1_000, 0],
    [15, 1_000, 2],
    [-5, 1_000, -1],
    [5, -1_000, -1],
    [-5, -1_000, 1],
    [-4, 1_000, 0],
    [0, -1_000, 0],
    [12_345, 0, 0],
    [1, 5_000, 1],
    [3, 3_333, 1],
    [999_999_999_999_999, 5_000, 500_000_000_000_000],
    [MOST, 10_000, MOST],
    [900_719_925_474_099, 100_000, 9_007_199_254_740_990],
  ])("of %i, %i basis points are %i", (of, basisPoints, expected) => {
    expect(roundedShare(of, basisPoints)).toBe(expected);
  });

  test("is exact over the whole range that it states", () => {
    fc.assert(
      fc.property(amount, share, (of, basisPoints) => {
        const exact = rounded(BigInt(of) * BigInt(basisPoints), 10_000n);
        fc.pre(isSafe(exact));
        expect(roundedShare(of, basisPoints)).toBe(Number(exact));
      }),
      runs,
    );
  });

  test("rounds halves away from zero, at every size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST / 2 - 1 }), (half) => {
        const odd = 2 * half + 1;
        expect(roundedShare(odd, 5_000)).toBe(half + 1);
        expect(roundedShare(-odd, 5_000)).toBe(-half - 1);
        expect(roundedShare(odd, -5_000)).toBe(-half - 1);
      }),
      runs,
    );
  });

  test("grows with the amount and with the share", () => {
    const positive = fc.nat({ max: 10 ** 12 });
    fc.assert(
      fc.property(positive, positive, fc.nat(20_000), fc.nat(20_000), (one, other, low, high) => {
        expect(roundedShare(Math.min(one, other), low)).toBeLessThanOrEqual(roundedShare(Math.max(one, other), low));
        expect(roundedShare(one, Math.min(low, high))).toBeLessThanOrEqual(roundedShare(one, Math.max(low, high)));
      }),
    );
  });
});

describe("includedShare", () => {
  const tax = fc.integer({ min: 0, max: MOST_SHARE });

  test.each([
    [10_700, 700, 700],
    [11_900, 1_900, 1_900],
    [9_600, 1_900, 1_533],
    [10_000, 600, 566],
    [1, 10_000, 1],
    [-10_700, 700, -700],
    [-9_600, 1_900, -1_533],
    [0, 700, 0],
    [500, 0, 0],
  ])("%i with %i basis points of tax in it holds %i", (gross, basisPoints, expected) => {
    expect(includedShare(gross, basisPoints)).toBe(expected);
  });

  test("is exact over the whole range that it states", () => {
    fc.assert(
      fc.property(amount, tax, tax, (gross, basisPoints, others) => {
        const all = basisPoints + others;
        const exact = rounded(BigInt(gross) * BigInt(basisPoints), 10_000n + BigInt(all));
        expect(includedShare(gross, basisPoints, all)).toBe(Number(exact));
      }),
      runs,
    );
  });

  test("what is left pays that tax: the tax of the net price is the same to one unit", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.nat(10_000), (gross, basisPoints) => {
        const within = includedShare(gross, basisPoints);
        const net = gross - within;
        expect(within).toBeGreaterThanOrEqual(0);
        expect(net).toBeGreaterThanOrEqual(0);
        expect(Math.abs(roundedShare(net, basisPoints) - within)).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  test("two taxes in one price are taken out of it together", () => {
    expect(includedShare(11_500, 500, 1_500)).toBe(500);
    expect(includedShare(11_500, 1_000, 1_500)).toBe(1_000);
  });
});

/** The same rule in integers of any size. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}

function isSafe(number: bigint): boolean {
  return number <= BigInt(Number.MAX_SAFE_INTEGER) && number >= BigInt(Number.MIN_SAFE_INTEGER);
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Histogram } from "./histogram.ts";

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe("histogram", () => {
  it("is empty at first", () => {
    const histogram = new Histogram();
    expect([histogram.count, histogram.max, histogram.mean, histogram.quantile(0.5)]).toEqual([0, 0, 0, 0]);
  });

  it("is exact for small values", () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(histogram.quantile(0.5)).toBe(50);
    expect(histogram.quantile(0.99)).toBe(99);
    expect(histogram.quantile(1)).toBe(100);
    expect(histogram.mean).toBe(50.5);
  });

  it("gives any quantile by nearest rank, at most 1/128 too high and never too low", () => {
    const values = fc.array(fc.nat(2 ** 31 - 1), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (latencies, share) => {
        const sorted = latencies.toSorted((one, other) => one - other);
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
        const found = histogramOf(latencies).quantile(share);
        expect(found).toBeGreaterThanOrEqual(exact);
        expect(found).toBeLessThanOrEqual(exact + exact / 128);
      }),
    );
  });

  it("takes what is out of range at the ends", () => {
    const histogram = histogramOf([-5, 1e12]);
    expect(histogram.quantile(0.5)).toBe(0);
    expect(histogram.max).toBe(2 ** 31 - 1);
  });
});

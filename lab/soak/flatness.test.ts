import { describe, expect, it } from "vitest";
import { seeded } from "../load/random.ts";
import { judgeFlatness } from "./flatness.ts";
import { settled, slopeOf, type Point } from "./trend.ts";

/** A sample each half minute, as many minutes long. */
function series(minutes: number, valueAt: (minute: number, index: number) => number): Point[] {
  return Array.from({ length: 2 * minutes }, (_, index) => {
    const at = 30 * (index + 1);
    return { at, value: valueAt(at / 60, index) };
  });
}

const draw = seeded(7);
const noise = (): number => draw(11) - 5;

describe("trend", () => {
  it("is the slope of a line, whatever a few points say", () => {
    const points = series(10, (minute) => 100 + 6 * minute);
    expect(slopeOf(points)).toBeCloseTo(0.1);
    expect(slopeOf(points.map((point, index) => (index % 5 === 0 ? { ...point, value: 9_999 } : point)))).toBeCloseTo(
      0.1,
      2,
    );
  });

  it("has no slope of nothing, one point, or several at one time", () => {
    expect(slopeOf([])).toBeNaN();
    expect(slopeOf([{ at: 1, value: 1 }])).toBeNaN();
    expect(
      slopeOf([
        { at: 1, value: 1 },
        { at: 1, value: 2 },
      ]),
    ).toBeNaN();
  });

  it("leaves out the first third of the time", () => {
    expect(settled(series(3, (minute) => minute)).map(({ at }) => at)).toEqual([60, 90, 120, 150, 180]);
  });
});

describe("flatness", () => {
  it("holds for a program that has found its size, with noise and a peak", () => {
    const memory = series(30, (minute, index) => 200 - 80 * Math.exp(-minute / 2) + noise() + (index === 40 ? 90 : 0));
    expect(judgeFlatness(memory)).toMatchObject({ verdict: "flat" });
  });

  it("does not hold for a leak of a megabyte a minute behind the same noise", () => {
    const judged = judgeFlatness(series(30, (minute) => 200 + minute + noise()));
    expect(judged.verdict).toBe("not flat");
    expect(judged.growthPerHour).toBeGreaterThan(50);
    expect(judged.growthPerHour).toBeLessThan(70);
  });

  it("does not hold for a leak in steps, nor for one that begins late", () => {
    expect(judgeFlatness(series(30, (minute) => 200 + 20 * Math.floor(minute / 8))).verdict).toBe("not flat");
    expect(judgeFlatness(series(30, (minute) => 200 + Math.max(0, 3 * (minute - 14)))).verdict).toBe("not flat");
  });

  it("cannot be told of a short run that grows; one that does not is flat", () => {
    expect(judgeFlatness(series(5, (minute) => 200 + 20 * minute)).verdict).toBe("too short to tell");
    expect(judgeFlatness(series(5, noise).map(({ at, value }) => ({ at, value: 200 + value }))).verdict).toBe("flat");
  });

  it("never holds for what was not measured", () => {
    expect(judgeFlatness(series(30, () => Number.NaN)).verdict).toBe("not flat");
    expect(judgeFlatness([]).verdict).toBe("too short to tell");
  });

  it("lets counts move by their slack, and not further", () => {
    const files = (perMinute: number): Point[] => series(30, (minute) => 20 + Math.floor(minute * perMinute));
    expect(judgeFlatness(files(0.1), 4).verdict).toBe("flat");
    expect(judgeFlatness(files(0.1)).verdict).toBe("not flat");
    expect(judgeFlatness(files(1), 4).verdict).toBe("not flat");
  });
});

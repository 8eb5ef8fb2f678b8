import { describe, expect, it } from "vitest";
import { growthsOf, type RelationSize } from "./bloat.ts";

const MB = 2 ** 20;

function relation(name: string, megabytes: number, live: number): RelationSize {
  return { name, kind: "table", table: name, bytes: megabytes * MB, live, dead: 0 };
}

/** The samples of one relation, of which two are the first third. */
function isBounded(...samples: readonly (readonly [megabytes: number, live: number])[]): boolean | undefined {
  const relations = samples.map(([megabytes, live]) => [relation("it", megabytes, live)]);
  return growthsOf(relations, 2)[0]?.isBounded;
}

describe("bloat", () => {
  it("is bounded where a table stays as it is, or its dead rows are taken up again", () => {
    expect(isBounded([20, 5_000], [24, 5_000], [30, 5_000], [24, 5_000])).toBe(true);
  });

  it("is not where a table of as many rows grows", () => {
    expect(isBounded([20, 5_000], [24, 5_000], [40, 5_000], [60, 5_000])).toBe(false);
  });

  it("lets history grow with its rows, and no faster", () => {
    expect(isBounded([20, 100_000], [40, 200_000], [80, 400_000], [120, 600_000])).toBe(true);
    expect(isBounded([20, 100_000], [40, 200_000], [120, 400_000], [200, 600_000])).toBe(false);
  });

  it("lets a queue be full at one moment, but sees that it is never emptied on disk", () => {
    expect(isBounded([2, 10], [3, 400], [2, 5], [3, 380])).toBe(true);
    expect(isBounded([2, 10], [3, 400], [8, 5], [16, 380])).toBe(false);
  });

  it("sees what was not there at first", () => {
    expect(growthsOf([[], [relation("late", 9, 10)]], 1)[0]).toMatchObject({ bytesBefore: 0, isBounded: false });
    expect(growthsOf([[], [relation("late", 3, 10)]], 1)[0]).toMatchObject({ bytesBefore: 0, isBounded: true });
    expect(growthsOf([], 0)).toEqual([]);
  });
});

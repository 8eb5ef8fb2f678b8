import { expect, test } from "vitest";
import type { Measured, Ran } from "./statistics.ts";
import { median, rank, rotated } from "./statistics.ts";

function runs(...rates: number[]): Measured[] {
  const cpu = { apiMicroseconds: 100, databaseMicroseconds: 200 };
  return rates.map((rate) => ({ rate, p50: 1000 / rate, p99: 9000 / rate, apiMegabytes: rate / 10, ...cpu }));
}

test("the median is the middle one, or the mean of the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test("ratios are against the best baseline, not against the best of all, and against the raw limit", () => {
  const contenders: Ran[] = [
    { name: "engine", kind: "engine", runs: runs(600, 590, 6000) },
    { name: "slow", kind: "baseline", runs: runs(50, 50, 50) },
    { name: "quick", kind: "baseline", runs: runs(90, 100, 110) },
    { name: "raw", kind: "raw limit", runs: runs(299, 300, 301) },
  ];
  const standings = rank(contenders);
  expect(standings.map(({ name, ratio }) => [name, ratio])).toEqual([
    ["engine", 6],
    ["slow", 0.5],
    ["quick", 1],
    ["raw", 3],
  ]);
  expect(standings.map(({ rawRatio }) => rawRatio)).toEqual([2, 50 / 300, 100 / 300, 1]);
  expect(standings[0]).toMatchObject({ rate: 600, apiMegabytes: 600, slowest: 590, fastest: 6000 });
  expect(standings[2]).toMatchObject({ p50: 10, p99: 90 });
});

test("without anybody to compare with there is no ratio", () => {
  expect(rank([{ name: "engine", kind: "engine", runs: runs(600) }])[0]).toMatchObject({
    ratio: Number.NaN,
    rawRatio: Number.NaN,
  });
});

test("the order rotates", () => {
  expect([0, 1, 2, 3].map((run) => rotated(["a", "b", "c"], run).join(""))).toEqual(["abc", "bca", "cab", "abc"]);
});

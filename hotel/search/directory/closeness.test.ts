import fc from "fast-check";
import { expect, test } from "vitest";
import { closeness, mistakesBetween } from "./closeness.ts";

test.each([
  ["hilton", "hilton", 0],
  ["hil", "hilton", 0],
  ["hi", "hilton", undefined],
  ["hi", "hi", 0],
  ["hilotn", "hilton", 1],
  ["hillton", "hilton", 1],
  ["hiton", "hilton", 1],
  ["hiltom", "hilton", 1],
  ["hitlom", "hilton", undefined],
  ["paris", "parkside", undefined],
  ["paris", "parisian", 0],
  ["rome", "home", undefined],
  ["contnietnal", "continental", 2],
  ["contxietnal", "continental", undefined],
  ["19000", "18000", undefined],
  ["hilto1", "hilton", undefined],
  ["hilton", "hilto1", undefined],
  ["京都", "東京都", 0],
  ["parkside", "park", undefined],
])("%s to %s: %s", (asked, known, distance) => {
  expect(closeness(asked, known)).toBe(distance);
});

test("mistakes are counted as by their definition", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.nat(3), (one, other, most) => {
      const counted = mistakesBetween(one, other, most);
      expect(Math.min(counted, most + 1)).toBe(Math.min(byDefinition(one, other), most + 1));
    }),
    { numRuns: 2_000 },
  );
});

/** Optimal string alignment, from the last letters backwards, without the code under test. */
function byDefinition(one: string, other: string, known = new Map<string, number>()): number {
  if (one === "" || other === "") return one.length + other.length;
  const pair = `${one},${other}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const [last, next] = [one.at(-1), other.at(-1)];
  const ways = [
    byDefinition(one.slice(0, -1), other, known) + 1,
    byDefinition(one, other.slice(0, -1), known) + 1,
    byDefinition(one.slice(0, -1), other.slice(0, -1), known) + (last === next ? 0 : 1),
  ];
  if (one.length > 1 && other.length > 1 && last === other.at(-2) && next === one.at(-2))
    ways.push(byDefinition(one.slice(0, -2), other.slice(0, -2), known) + 1);
  const least = Math.min(...ways);
  known.set(pair, least);
  return least;
}

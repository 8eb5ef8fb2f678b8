import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { guestCases, staffCases, type WritingCase } from "../testing/interleaved_cases.ts";
import { outcomeOf, wrongIn } from "../testing/interleaved_verdict.ts";
import { Interleaving, type Interleaved } from "../testing/interleaving.ts";
import { setNoon } from "../testing/world.ts";

// Two ways to look closer at some of the pairs, each too slow for all of them: also the orders that are taken for alike, and
// the whole of admission with its timeouts.
const database = await testDatabase();
const usual = new Interleaving(database);
const thorough = new Interleaving(database, { alsoAlike: true });
const aside = new Interleaving(database, { admission: true });

beforeAll(() => setNoon(database));
afterAll(async () => {
  for (const one of [usual, thorough, aside]) await one.close();
});

const named = (name: string): WritingCase => {
  const found = [...guestCases, ...staffCases].find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no use case ${name}`);
  return found;
};
const outcomesOf = ({ played }: Interleaved): Set<string> => new Set(played.map(outcomeOf));

test.for([
  ["book", "confirm late"],
  ["other dates", "another type"],
  ["cancel", "upgrade into a pinned room"],
  ["block", "cancel"],
] as const)("%s / %s: orders that are alike come to nothing else", async ([one, other]) => {
  const all = await thorough.playAll(named(one), named(other));
  const some = await usual.playAll(named(one), named(other));
  expect(wrongIn(all)).toEqual([]);
  expect(all.played.length).toBeGreaterThan(some.played.length);
  expect(outcomesOf(some)).toEqual(outcomesOf(all));
});

test.for([
  ["book", "book"],
  ["book both types", "book both types the other way"],
  ["confirm late", "book"],
] as const)("%s / %s: who finds the hotel locked is put aside, and comes to nothing else", async ([one, other]) => {
  const interleaved = await aside.playAll(named(one), named(other));
  const locked = interleaved.played.filter(({ failed }) => failed.some((failure) => failure.startsWith("locked")));
  expect(locked.length).toBeGreaterThan(0);
  expect(wrongIn(interleaved, /^locked: /)).toEqual([]);
});

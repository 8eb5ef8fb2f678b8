import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyEverything } from "../reservations/verify.ts";
import { testDatabase } from "../testing/database.ts";
import { guestCases, staffCases } from "../testing/interleaved_cases.ts";
import { count, wrongIn, type Tally } from "../testing/interleaved_verdict.ts";
import { Interleaving } from "../testing/interleaving.ts";
import { setNoon } from "../testing/world.ts";

// The same for each use case of the staff, with each other, itself, and what goes through admission; left out are those that
// lock, read and write the same rows as another one does, because the staff's commands have the most steps.
const LIKE_OTHERS = [
  "book both types the other way",
  "book with a key",
  "book the other type with that key",
  "decline",
];
const others = guestCases.filter(({ name }) => !LIKE_OTHERS.includes(name));

const database = await testDatabase();
const interleaving = new Interleaving(database);
// A hundred schedules and more, each of some ten round trips.
const LONGEST_MS = 180_000;
const tally: Tally = { pairs: 0, schedules: 0, mostSteps: 0 };

beforeAll(() => setNoon(database));

afterAll(async () => {
  await interleaving.close();
  process.stdout.write(`${tally.pairs} pairs, ${tally.schedules} schedules, of ${tally.mostSteps} steps at most\n`);
});

for (const [place, one] of staffCases.entries()) {
  test(
    `${one.name}: in every order with each of the others it is as if one had come after the other`,
    async () => {
      for (const other of [...staffCases.slice(place), ...others]) {
        const interleaved = await interleaving.playAll(one, other);
        count(tally, interleaved);
        expect(wrongIn(interleaved)).toEqual([]);
      }
    },
    LONGEST_MS,
  );
}

test("and everything that is kept about all their nights adds up", async () => {
  expect(await verifyEverything(database)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { guestCases } from "../testing/interleaved_cases.ts";
import { count, wrongIn, type Tally } from "../testing/interleaved_verdict.ts";
import { Interleaving } from "../testing/interleaving.ts";
import { setNoon } from "../testing/world.ts";
import { verifyEverything } from "./verify.ts";

// Each pair of use cases that go through admission, each with itself too, in every order in which the round trips of
// their transactions can come. Where both work on a reservation of the same kind it is the same reservation.
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

for (const [place, one] of guestCases.entries()) {
  test(
    `${one.name}: in every order with each of the others it is as if one had come after the other`,
    async () => {
      for (const other of guestCases.slice(place)) {
        const interleaved = await interleaving.playAll(one, other);
        count(tally, interleaved);
        expect(wrongIn(interleaved)).toEqual([]);
      }
    },
    LONGEST_MS,
  );
}

test("and everything that is kept about all their nights adds up", async () => {
  expect(tally.pairs).toBe((guestCases.length * (guestCases.length + 1)) / 2);
  expect(await verifyEverything(database)).toEqual([]);
});

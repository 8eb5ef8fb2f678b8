import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyEverything } from "../reservations/verify.ts";
import { testDatabase } from "../testing/database.ts";
import { guestCases, staffCases } from "../testing/interleaved_cases.ts";
import { count, wrongIn, type Tally } from "../testing/interleaved_verdict.ts";
import { Interleaving } from "../testing/interleaving.ts";
import { setNoon } from "../testing/world.ts";

// The same for each use case of the staff, with each other, itself, and all that goes through admission.
const database = await testDatabase();
const interleaving = new Interleaving(database);
const tally: Tally = { pairs: 0, schedules: 0, mostSteps: 0 };

beforeAll(() => setNoon(database));

afterAll(async () => {
  await interleaving.close();
  console.log(`${tally.pairs} pairs, ${tally.schedules} schedules, of ${tally.mostSteps} steps at most`);
});

for (const [place, one] of staffCases.entries()) {
  test(`${one.name}: in every order with each of the others it is as if one had come after the other`, async () => {
    for (const other of [...staffCases.slice(place), ...guestCases]) {
      const interleaved = await interleaving.playAll(one, other);
      count(tally, interleaved);
      expect(wrongIn(interleaved)).toEqual([]);
    }
  });
}

test("and everything that is kept about all their nights adds up", async () => {
  expect(await verifyEverything(database)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { verifyEverything } from "../reservations/verify.ts";
import type { WritingCase } from "./interleaved_cases.ts";
import { count, wrongIn, type Tally } from "./interleaved_verdict.ts";
import { Interleaving } from "./interleaving.ts";
import { setNoon } from "./world.ts";

// A hundred schedules and more, each of some ten round trips.
const LONGEST_MS = 180_000;

/**
 * Tests of each use case with itself, with those behind it and with the others, in every order of their round trips; and one of
 * all that they have left. Prints how many schedules there were.
 */
export function testPairs(
  database: Database,
  cases: readonly WritingCase[],
  others: readonly WritingCase[] = [],
): void {
  const interleaving = new Interleaving(database);
  const tally: Tally = { pairs: 0, schedules: 0, mostSteps: 0 };

  beforeAll(() => setNoon(database));

  afterAll(async () => {
    await interleaving.close();
    process.stdout.write(`${tally.pairs} pairs, ${tally.schedules} schedules, of ${tally.mostSteps} steps at most\n`);
  });

  for (const [place, one] of cases.entries()) {
    test(
      `${one.name}: in every order with each of the others it is as if one had come after the other`,
      async () => {
        for (const other of [...cases.slice(place), ...others]) {
          const interleaved = await interleaving.playAll(one, other);
          count(tally, interleaved);
          expect(wrongIn(interleaved)).toEqual([]);
        }
      },
      LONGEST_MS,
    );
  }

  test("and everything that is kept about all their nights adds up", async () => {
    expect(tally.pairs).toBe((cases.length * (cases.length + 1)) / 2 + cases.length * others.length);
    expect(await verifyEverything(database)).toEqual([]);
  });
}

import { expect, inject, test } from "vitest";
import { seeded } from "../../load/random.ts";
import { allFaults, FaultPlan } from "./all_faults.ts";

test("every fault has a name of its own", () => {
  expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
});

test("every fault comes up once before one comes again, and two sometimes together", () => {
  const plan = new FaultPlan(allFaults, seeded(inject("seed")));
  const rounds = Array.from({ length: 10 * allFaults.length }, () => plan.next());
  const firstTurn = new Set(rounds.slice(0, allFaults.length).flat());
  expect(firstTurn.size).toBe(allFaults.length);
  expect(rounds.some((faults) => faults.length === 2)).toBe(true);
});

test("the same seed brings the same faults", () => {
  const namesOf = (seed: number): string[] => {
    const plan = new FaultPlan(allFaults, seeded(seed));
    return Array.from({ length: 30 }, () => plan.next()).flatMap((faults) => faults.map(({ name }) => name));
  };
  expect(namesOf(7)).toEqual(namesOf(7));
  expect(namesOf(7)).not.toEqual(namesOf(8));
});

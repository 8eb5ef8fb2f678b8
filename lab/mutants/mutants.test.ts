import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import type { TestOutcome, TestRunResult } from "./test_run.ts";
import { controlFaults, judge } from "./verdict.ts";
import { occurrences } from "./working_copy.ts";

// Whether the tests catch them takes minutes: `npm run mutants`. Here only that the list fits the code as it is.
const root = join(import.meta.dirname, "../..");

test("there are at least 40, each with a name of its own and a sentence that says why", () => {
  const names = mutants.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, why } of mutants) {
    expect(name).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    expect(why, name).toMatch(/^[A-Z].*\.$/);
  }
});

test.each(mutants)("$name: its guard stands once in $file, and its test is there", async (mutant) => {
  expect(await occurrences(root, mutant)).toBe(1);
  expect(mutant.to).not.toBe(mutant.from);
  expect(mutant.test).toMatch(/\.test\.ts$/);
  expect(existsSync(join(root, mutant.test))).toBe(true);
});

describe("the verdict", () => {
  const ran = (tests: readonly Partial<TestOutcome>[], more: Partial<TestRunResult> = {}): TestRunResult => ({
    tests: tests.map((one) => ({ file: "a.test.ts", name: "sells once", passed: true, ...one })),
    exitCode: 0,
    hung: false,
    ...more,
  });

  test("caught is only what a failing test has caught, or what never ended", () => {
    expect(judge(ran([{}, { name: "sells none", passed: false }], { exitCode: 1 }))).toEqual({
      caught: true,
      words: 'caught by "sells none"',
    });
    expect(judge(ran([{}], { exitCode: null, hung: true }))).toMatchObject({ caught: true });
    expect(judge(ran([{}]))).toEqual({ caught: false, words: "SURVIVED 1 tests" });
    expect(judge(ran([]))).toMatchObject({ caught: false });
    expect(judge(ran([], { exitCode: 1 }))).toMatchObject({ caught: false });
  });

  test("the control names tests that fail by themselves, and mutants without a test", () => {
    const mutant = { name: "m", why: "", file: "a.ts", from: "a", to: "b", test: "a.test.ts", only: "sells ONCE" };
    expect(controlFaults(ran([{}]), [mutant])).toEqual([]);
    expect(controlFaults(ran([{ passed: false }], { exitCode: 1 }), [mutant])).toHaveLength(1);
    expect(controlFaults(ran([{ name: "other" }]), [mutant])).toEqual(["m: no test in a.test.ts sells ONCE"]);
    expect(controlFaults(ran([{}], { exitCode: 1 }), [mutant])).toEqual(["the run ended with 1"]);
  });
});

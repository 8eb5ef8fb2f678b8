import type { Mutant } from "./mutant.ts";
import type { TestOutcome, TestRunResult } from "./test_run.ts";

/** What is known of a mutant in the end. */
export interface Verdict {
  readonly caught: boolean;
  /** For a person: by which test, or why it was not. */
  readonly words: string;
}

/** The verdict on a mutant whose text does not stand exactly once in its file. */
export function stale(found: number): Verdict {
  return { caught: false, words: `stale: its text occurs ${found} times` };
}

/** The verdict of the tests. A run that breaks without a failing test proves nothing, one that never ends does: it says so. */
export function judge({ tests, exitCode, hung }: TestRunResult): Verdict {
  const failed = tests.find(({ passed }) => !passed);
  if (failed !== undefined) return { caught: true, words: `caught by "${failed.name}"` };
  if (hung) return { caught: true, words: "caught: the tests hung" };
  if (exitCode !== 0) return { caught: false, words: `BROKEN: no test failed, and the run ended with ${exitCode}` };
  return { caught: false, words: tests.length === 0 ? "SURVIVED: no test ran" : `SURVIVED ${tests.length} tests` };
}

/** What is wrong with the tests themselves, before any guard is off: they must pass, and each mutant must have one. */
export function controlFaults({ tests, exitCode, hung }: TestRunResult, mutants: readonly Mutant[]): string[] {
  const failed = tests
    .filter(({ passed }) => !passed)
    .map(({ file, name }) => `fails without a mutant: ${file} ${name}`);
  const idle = mutants.filter((mutant) => !tests.some((test) => concerns(test, mutant)));
  const broken = hung
    ? ["the tests hung"]
    : exitCode === 0 || failed.length > 0
      ? []
      : [`the run ended with ${exitCode}`];
  return [...broken, ...failed, ...idle.map(({ name, test, only }) => `${name}: no test in ${test} ${only ?? ""}`)];
}

function concerns(test: TestOutcome, { test: file, only }: Mutant): boolean {
  return test.file === file && (only === undefined || new RegExp(only, "i").test(test.name));
}

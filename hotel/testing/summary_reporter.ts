import { writeSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

const STANDARD_OUTPUT = 1;

/** The outcome of a run in two numbers. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Ends the output of a run with `N passed, N failed`, alone on the last line, for people and for scripts. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: string): void {
    const line = summaryLine(tally(modules, errors, reason));
    // The other reporters and the tear-down still write: this waits until they have.
    process.once("exit", () => writeSync(STANDARD_OUTPUT, `${line}\n`));
  }
}

/** What a run of the tests came to: `12 passed, 0 failed`. */
export function summaryLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/**
 * Counts tests. A file that fails outside its tests (import, hook) and an error outside all tests count as one failure
 * each, and a run that failed has at least one.
 */
export function tally(modules: readonly TestModule[], errors: readonly unknown[], reason: string): Tally {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
  const failed = states.filter((state) => state === "failed").length + brokenFiles + errors.length;
  const passed = states.filter((state) => state === "passed").length;
  return { passed, failed: reason === "passed" ? failed : Math.max(failed, 1) };
}

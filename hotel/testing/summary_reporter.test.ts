import { expect, test } from "vitest";
import type { TestModule } from "vitest/node";
import { summaryLine, tally } from "./summary_reporter.ts";

function module(states: string[], errors: unknown[] = []): TestModule {
  const tests = states.map((state) => ({ result: () => ({ state }) }));
  return { children: { allTests: () => tests }, errors: () => errors } as unknown as TestModule;
}

test("counts passed and failed tests, and leaves out skipped ones", () => {
  const modules = [module(["passed", "failed", "skipped"]), module(["passed"])];
  expect(summaryLine(tally(modules, [], "failed"))).toBe("2 passed, 1 failed");
});

test("a file that cannot be loaded and an error outside the tests are failures", () => {
  expect(tally([module([], ["import failed"])], ["unhandled"], "failed")).toEqual({ passed: 0, failed: 2 });
});

test("a run that failed without a failed test still says so", () => {
  expect(tally([module(["passed"])], [], "interrupted")).toEqual({ passed: 1, failed: 1 });
});

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { drawnSchedules } from "./drawn.ts";
import { runSchedules } from "./run.ts";
import { formatHash } from "./trace.ts";

const COUNT = 3_000;
const seed = inject("seed");

test(`${COUNT} schedules: nothing is wrong, and there was something to go wrong`, async () => {
  const { schedules, wrong, coverage } = await runSchedules(drawnSchedules({ seed, from: 0, count: COUNT }));
  expect(wrong).toEqual([]);
  expect(schedules).toBe(COUNT);
  for (const name of ["lock wait", "schedules with crash", "book: no_availability", "batch failed: in_doubt"]) {
    expect(coverage.tally.get(name), name).toBeGreaterThan(0);
  }
});

test("the same seed takes the same course, another one another", async () => {
  const hashOf = async (seed: number): Promise<string> =>
    formatHash((await runSchedules(drawnSchedules({ seed, from: 0, count: 200 }))).hash);
  expect(await hashOf(seed)).toBe(await hashOf(seed));
  expect(await hashOf(seed)).not.toBe(await hashOf(seed + 1));
});

test("in other processes, and with other numbers of workers, too", async () => {
  const [one, two] = await Promise.all([program("--workers", "1"), program("--workers", "2")]);
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(two).toBe(one);
});

test("one schedule shows all that happens in it", async () => {
  const { lines } = await runSchedules(drawnSchedules({ seed, from: 7, count: 1, keepsLines: true }));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.join("\n")).toContain("lock_types");
});

// A hold and its expiry in one batch: nothing to do for the second, by the clock of the decision; at COMMIT the hold has run out.
test("a hold that runs out between its decision and its COMMIT is judged by the time of the decision", async () => {
  const { lines, wrong } = await runSchedules(
    drawnSchedules({ seed: 50_942_974, from: 36_431, count: 1, keepsLines: true }),
  );
  expect(wrong).toEqual([]);
  // As long as the draw takes this course, which the next change of what is drawn may end: then another seed is to be found.
  const told = lines.filter((line) => /let_holds_lapse|write_nights|commit$|: accepted/.test(line));
  expect(told.map((line) => line.replace(/^connection.*: /, ""))).toEqual([
    "fault: let_holds_lapse (any)",
    "write_nights",
    "commit",
    "0.0: accepted",
    "1.0: accepted",
  ]);
});

async function program(...options: readonly string[]): Promise<string | undefined> {
  const script = join(import.meta.dirname, "main.ts");
  const asked = ["--schedules", "200", "--seed", String(seed), "--drawn-only", ...options];
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...asked], { timeout: 55_000 });
  return /^trace hash (\w+)$/m.exec(stdout)?.[1];
}

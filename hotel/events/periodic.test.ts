import { expect, onTestFinished, test } from "vitest";
import { openClient } from "../database/database.ts";
import type { Database } from "../database/database.ts";
import { testDatabase } from "../testing/database.ts";
import { startPeriodic } from "./periodic.ts";
import { untilDue } from "./periodic_record.ts";
import type { PeriodicContext, PeriodicOptions, PeriodicRunner, PeriodicTask } from "./periodic.ts";

const database = await testDatabase();
const soon = { timeout: 20_000, interval: 5 };
const DAY_MS = 86_400_000;

function runnerOf(
  tasks: readonly PeriodicTask[],
  options: PeriodicOptions = {},
  on: Database = database,
): PeriodicRunner {
  const runner = startPeriodic(on, tasks, options);
  onTestFinished(() => runner.stop());
  return runner;
}

async function recordOf(name: string): Promise<Record<string, unknown>> {
  const { rows } = await database.pool.query("SELECT * FROM periodic_task WHERE name = $1", [name]);
  return rows[0] ?? {};
}

/** A task that waits to be let go, and tells whether it was ever in hand twice at once. */
function gatedTask(name: string) {
  const gate = Promise.withResolvers<void>();
  const seen = { runs: 0, now: 0, most: 0 };
  const run = async ({ signal }: PeriodicContext): Promise<void> => {
    seen.runs += 1;
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener("abort", resolve))]);
    seen.now -= 1;
  };
  return { task: { name, everyMs: DAY_MS, run }, gate, seen };
}

test("a task runs at start, then in its rhythm, and each run is recorded", async () => {
  let runs = 0;
  const runner = runnerOf([{ name: "often", everyMs: 10, run: async () => void (runs += 1) }]);
  await expect.poll(() => runs, soon).toBeGreaterThanOrEqual(3);
  await runner.stop();
  const record = await recordOf("often");
  expect(record).toMatchObject({ failure: null, cursor: null });
  expect((record["finished_at"] as Date) >= (record["started_at"] as Date)).toBe(true);
  expect(runner.counts.get("often")?.finished).toBe(runs);
});

test("the rhythm counts over all nodes: what one has run is not due on the other", async () => {
  const first = { name: "daily", everyMs: DAY_MS, run: () => Promise.resolve() };
  const one = runnerOf([first]);
  await expect.poll(() => one.counts.get("daily")?.finished, soon).toBe(1);
  const { rows } = await database.pool.query("SELECT started_at FROM periodic_task WHERE name = 'daily'");
  expect(await one.runNow("daily")).toMatchObject({ outcome: "finished" });
  expect((await recordOf("daily"))["started_at"]).not.toEqual(rows[0].started_at);
  expect(one.counts.get("daily")?.finished).toBe(2);
  await expect(one.runNow("weekly")).rejects.toThrow("no periodic task weekly");
});

test("while one node runs it, no other does; without the lock both would", async () => {
  const { task, gate, seen } = gatedTask("exclusive");
  runnerOf([task]);
  await expect.poll(() => seen.runs, soon).toBe(1);
  const other = runnerOf([task]);
  expect(await other.runNow("exclusive")).toEqual({ outcome: "elsewhere" });
  expect(seen).toMatchObject({ runs: 1, most: 1 });

  // Control: another name is another lock, and then they do overlap.
  runnerOf([{ ...task, name: "exclusive under another lock" }]);
  await expect.poll(() => seen.most, soon).toBe(2);
  gate.resolve();
});

test("runs of one process do not overlap either", async () => {
  const { task, gate, seen } = gatedTask("in line");
  const runner = runnerOf([task]);
  const extra = [runner.runNow("in line"), runner.runNow("in line")];
  await expect.poll(() => seen.runs, soon).toBe(1);
  gate.resolve();
  await Promise.all(extra);
  expect(seen).toMatchObject({ runs: 3, most: 1 });
});

test("a failure is recorded, counted and told, harms no other task, and the next run clears it", async () => {
  const told: string[] = [];
  let broken = true;
  const fragile = async (): Promise<void> => {
    if (broken) throw new Error("no rooms table");
  };
  const runner = runnerOf(
    [
      { name: "fragile", everyMs: DAY_MS, run: fragile },
      { name: "sturdy", everyMs: DAY_MS, run: () => Promise.resolve() },
    ],
    { onError: (task, error) => told.push(`${task}: ${String(error)}`) },
  );
  await expect.poll(() => runner.counts.get("fragile")?.failed, soon).toBe(1);
  await expect.poll(() => runner.counts.get("sturdy")?.finished, soon).toBe(1);
  expect(told).toEqual(["fragile: Error: no rooms table"]);
  expect(await recordOf("fragile")).toMatchObject({ failure: "no rooms table" });
  broken = false;
  expect(await runner.runNow("fragile")).toMatchObject({ outcome: "finished" });
  expect(await recordOf("fragile")).toMatchObject({ failure: null });
});

test("a run that takes too long is asked to stop and counts as failed", async () => {
  const { task } = gatedTask("slow");
  const runner = runnerOf([{ ...task, timeoutMs: 10 }]);
  await expect.poll(() => runner.counts.get("slow")?.failed, soon).toBe(1);
  expect(await recordOf("slow")).toMatchObject({ failure: "ran longer than 10 ms" });
});

test("a long task goes on from its cursor", async () => {
  const cursors: (string | null)[] = [];
  const run = async ({ cursor, keepCursor }: PeriodicContext): Promise<void> => {
    cursors.push(cursor);
    await keepCursor(`hotel ${cursors.length}`);
  };
  const runner = runnerOf([{ name: "in chunks", everyMs: DAY_MS, run }]);
  await expect.poll(() => cursors.length, soon).toBe(1);
  await runner.runNow("in chunks");
  expect(cursors).toEqual([null, "hotel 1"]);
});

test("a stop asks the running task to end, waits for it, and starts nothing more", async () => {
  const { task, seen } = gatedTask("stopped");
  const runner = runnerOf([task]);
  await expect.poll(() => seen.runs, soon).toBe(1);
  await runner.stop();
  expect(seen).toEqual({ runs: 1, now: 0, most: 1 });
  expect(await recordOf("stopped")).toMatchObject({ failure: null });
  await expect(runner.runNow("stopped")).rejects.toThrow("the program stops");
});

test("a task that throws because it was asked to stop has not failed, and nobody is told", async () => {
  let runs = 0;
  const errors: unknown[] = [];
  const run = async ({ signal }: PeriodicContext): Promise<void> => {
    runs += 1;
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    signal.throwIfAborted();
  };
  const runner = startPeriodic(database, [{ name: "throws", everyMs: DAY_MS, run }], {
    onError: (_task, error) => errors.push(error),
  });
  await expect.poll(() => runs, soon).toBe(1);
  await runner.stop();
  expect(errors).toEqual([]);
  expect(await recordOf("throws")).toMatchObject({ failure: null });
});

test("a node that loses the connection of its lock ends the run, and another takes it over", async () => {
  const { task, seen } = gatedTask("lost turn");
  const one = runnerOf([task]);
  await expect.poll(() => seen.runs, soon).toBe(1);
  const killer = await openClient(database);
  onTestFinished(() => killer.end());
  await killer.query(`
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  await expect.poll(() => one.counts.get("lost turn")?.failed, soon).toBe(1);
  expect(await recordOf("lost turn")).toMatchObject({ failure: "the connection that holds the task's lock was lost" });
  const other = runnerOf([{ ...task, run: () => Promise.resolve() }]);
  await expect.poll(() => other.counts.get("lost turn")?.finished, soon).toBe(1);
});

test("a failed run and one that died with its node are due again after a minute, not after a day", async () => {
  const insert =
    "INSERT INTO periodic_task (name, started_at, finished_at, failure) VALUES ($1, clock_timestamp(), $2, $3)";
  await database.pool.query(insert, ["failed", new Date("2100-01-01"), "broken"]);
  await database.pool.query(insert, ["died", null, null]);
  await database.pool.query(insert, ["well", new Date("2100-01-01"), null]);
  for (const [name, most, least] of [
    ["failed", 60_000, 30_000],
    ["died", 60_000, 30_000],
    ["well", DAY_MS, DAY_MS - 30_000],
  ] as const) {
    const wait = await untilDue(database.pool, name, DAY_MS);
    expect(wait, name).toBeLessThanOrEqual(most);
    expect(wait, name).toBeGreaterThan(least);
  }
  expect(await untilDue(database.pool, "never", DAY_MS)).toBe(0);
});

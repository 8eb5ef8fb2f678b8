import { afterAll, beforeEach, expect, test } from "vitest";
import pg from "pg";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "./database.ts";
import { GatedActor } from "./gated_actor.ts";
import { everySchedule } from "./schedules.ts";
import { stepThrough, type Stepped } from "./stepper.ts";

// Two counters in a table, and actors who are wrong in the two ways that the stepper is there to find.
const database = await testDatabase({ empty: true });
await database.pool.query("CREATE TABLE counter (counter_id int PRIMARY KEY, value int NOT NULL)");
const actors = [0, 1].map((place) => new GatedActor(place, database, "-c deadlock_timeout=20"));
afterAll(() => Promise.all(actors.map((actor) => actor.database.close())));
beforeEach(async () => {
  await database.pool.query("TRUNCATE counter");
});

type Work = (tx: pg.PoolClient, actor: number) => Promise<unknown>;

/** Every schedule of two actors who do the same, each on two counters that are 0. */
async function explore(work: Work): Promise<{ stepped: Stepped; values: number[] }[]> {
  const found: { stepped: Stepped; values: number[] }[] = [];
  await everySchedule({ most: 200 }, async (choose) => {
    await database.pool.query("TRUNCATE counter");
    await database.pool.query("INSERT INTO counter VALUES (1, 0), (2, 0)");
    const works = actors.map((actor) => ({
      actor,
      run: () => inTransaction(actor.database, (tx) => work(tx, actor.place), { attempts: 1 }),
    }));
    const stepped = await stepThrough(database.pool, works, choose);
    const { rows } = await database.pool.query<{ value: number }>("SELECT value FROM counter ORDER BY counter_id");
    found.push({ stepped, values: rows.map(({ value }) => value) });
  });
  return found;
}

test("control: who reads, then writes, loses what the other has written in some of the schedules", async () => {
  const found = await explore(async (tx) => {
    const { rows } = await tx.query<{ value: number }>("SELECT value FROM counter WHERE counter_id = 1");
    await tx.query("UPDATE counter SET value = $1 WHERE counter_id = 1", [(rows[0]?.value ?? 0) + 1]);
  });
  const lost = found.filter(({ values }) => values[0] === 1).map(({ stepped }) => stepped.steps);
  const kept = found.filter(({ values }) => values[0] === 2).map(({ stepped }) => stepped.steps);
  expect(lost).toContain("AABABB");
  expect(kept).toEqual(expect.arrayContaining(["AAABBB", "BBBAAA"]));
});

test("who locks before reading loses nothing in any of them, and whoever waits is passed over", async () => {
  const found = await explore(async (tx) => {
    await tx.query("SELECT 1 FROM counter WHERE counter_id = 1 FOR UPDATE");
    const { rows } = await tx.query<{ value: number }>("SELECT value FROM counter WHERE counter_id = 1");
    await tx.query("UPDATE counter SET value = $1 WHERE counter_id = 1", [(rows[0]?.value ?? 0) + 1]);
  });
  expect(new Set(found.map(({ values }) => values[0]))).toEqual(new Set([2]));
  expect(found.map(({ stepped }) => stepped.steps)).toContain("ABAAABBB");
});

test("control: two locks in opposite orders are a deadlock in some schedules, and not in those of one after the other", async () => {
  const found = await explore(async (tx, actor) => {
    for (const counter of actor === 0 ? [1, 2] : [2, 1])
      await tx.query("UPDATE counter SET value = value + 1 WHERE counter_id = $1", [counter]);
  });
  const isDeadlock = ({ outcomes }: Stepped): boolean =>
    outcomes.some(({ status, ...rest }) => status === "rejected" && codeOf(rest) === "40P01");
  const dead = found.filter(({ stepped }) => isDeadlock(stepped)).map(({ stepped }) => stepped.steps);
  expect(dead.length).toBeGreaterThan(0);
  expect(dead.every((steps) => /^(AB|BA)/.test(steps))).toBe(true);
  expect(found.length).toBeGreaterThan(dead.length);
});

function codeOf(outcome: object): string | undefined {
  return "reason" in outcome && outcome.reason instanceof pg.DatabaseError ? outcome.reason.code : undefined;
}

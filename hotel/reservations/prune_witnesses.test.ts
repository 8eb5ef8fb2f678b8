import { expect, test } from "vitest";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { firstIdAt, newId } from "../vocabulary/identity.ts";
import { choreTasks } from "./chores.ts";

const database = await testDatabase();
const { admission } = openAdmission(database);
const HOUR = 3_600_000;

test("old witnesses go, by the clock of the database: not those of a node whose clock is behind", async () => {
  const now = Date.now();
  const [old, young, behind] = [firstIdAt(now - 3 * HOUR), newId(now), newId(now - 3 * HOUR)];
  await witness(old, 3);
  await witness(young, 0);
  await witness(behind, 0);
  await prune();
  expect(await witnesses()).toEqual([young, behind].toSorted());
});

async function prune(): Promise<void> {
  const task = choreTasks({ db: database.pool, admission }).find(({ name }) => name === "prune_batch_witnesses");
  const keepCursor = (): Promise<void> => Promise.resolve();
  await task?.run({ database, signal: new AbortController().signal, cursor: null, keepCursor });
}

async function witness(batchId: string, hoursAgo: number): Promise<void> {
  await database.pool.query(
    "INSERT INTO admission_batch (batch_id, created_at) VALUES ($1, clock_timestamp() - make_interval(hours => $2))",
    [batchId, hoursAgo],
  );
}

async function witnesses(): Promise<string[]> {
  const { rows } = await database.pool.query<{ batch_id: string }>(
    "SELECT batch_id FROM admission_batch ORDER BY batch_id",
  );
  return rows.map((row) => row.batch_id);
}

import { expect, test } from "vitest";
import { testDatabase } from "./database.ts";

const migrated = await testDatabase();
const empty = await testDatabase({ empty: true });

const COUNT_TABLES =
  "SELECT count(*) AS tables FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

test("a test database has the migrated schema, an empty one nothing", async () => {
  expect((await migrated.pool.query(COUNT_TABLES)).rows[0].tables).toBeGreaterThan(0);
  expect((await empty.pool.query(COUNT_TABLES)).rows[0].tables).toBe(0);
});

test("two test databases do not see each other's rows", async () => {
  const other = await empty.pool.query("CREATE TABLE only_here (id int)").then(() => migrated.pool);
  await expect(other.query("SELECT * FROM only_here")).rejects.toThrow("does not exist");
});

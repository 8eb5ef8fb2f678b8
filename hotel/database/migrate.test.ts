import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import type { Database } from "./database.ts";
import { migrate, MigrationMismatch } from "./migrate.ts";

let folder: string;
let database: Database;
const databases: Database[] = [];
for (let index = 0; index < 9; index += 1) databases.push(await testDatabase({ empty: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lastroom-migrate-"));
  const next = databases.pop();
  if (!next) throw new Error("more tests than databases");
  database = next;
});

afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, sql: string): Promise<void> => writeFile(join(folder, `${name}.sql`), sql);

test("runs every file once, in order", async () => {
  await write("0002_row", "INSERT INTO guest_book VALUES (1)");
  await write("0001_table", "CREATE TABLE guest_book (id int)");
  expect(await migrate(database, folder)).toEqual(["0001_table", "0002_row"]);
  expect(await migrate(database, folder)).toEqual([]);
  await write("0003_row", "INSERT INTO guest_book VALUES (2)");
  expect(await migrate(database, folder)).toEqual(["0003_row"]);
  expect((await database.pool.query("SELECT count(*) AS rows FROM guest_book")).rows).toEqual([{ rows: 2 }]);
});

test("several processes at once run each file once", async () => {
  await write("0001_table", "CREATE TABLE guest_book (id int)");
  await write("0002_row", "INSERT INTO guest_book VALUES (1)");
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database, folder)));
  expect(results.flat().toSorted()).toEqual(["0001_table", "0002_row"]);
});

test("a failing file leaves nothing of itself and keeps those before it", async () => {
  await write("0001_table", "CREATE TABLE guest_book (id int)");
  await write("0002_half", "INSERT INTO guest_book VALUES (1); SELECT 1 / 0");
  await expect(migrate(database, folder)).rejects.toThrow("migration 0002_half failed: division by zero");
  expect((await database.pool.query("SELECT name FROM migration")).rows).toEqual([{ name: "0001_table" }]);
  expect((await database.pool.query("SELECT * FROM guest_book")).rows).toEqual([]);
});

test("refuses a file that was changed after it was applied", async () => {
  await write("0001_table", "CREATE TABLE guest_book (id int)");
  await migrate(database, folder);
  await write("0001_table", "CREATE TABLE guest_book (id bigint)");
  const again = migrate(database, folder);
  await expect(again).rejects.toThrow(MigrationMismatch);
  await expect(again).rejects.toThrow("migration 0001_table was changed after it was applied");
});

test("line ends of Windows are no change", async () => {
  await write("0001_table", "CREATE TABLE guest_book\n(id int)");
  await migrate(database, folder);
  await write("0001_table", "CREATE TABLE guest_book\r\n(id int)");
  expect(await migrate(database, folder)).toEqual([]);
});

test("refuses a database that is newer than the program", async () => {
  await write("0001_table", "CREATE TABLE guest_book (id int)");
  await migrate(database, folder);
  await rm(join(folder, "0001_table.sql"));
  await expect(migrate(database, folder)).rejects.toThrow("it is newer");
});

test("refuses a new file that sorts before an applied one", async () => {
  await write("0002_table", "CREATE TABLE guest_book (id int)");
  await migrate(database, folder);
  await write("0001_late", "SELECT 1");
  await expect(migrate(database, folder)).rejects.toThrow("migration 0001_late sorts before 0002_table");
});

test("refuses two files of one number, and a name without a number", async () => {
  await write("0001_one", "SELECT 1");
  await write("0001_two", "SELECT 1");
  await expect(migrate(database, folder)).rejects.toThrow("two migrations have the number of 0001_two");
  await rm(join(folder, "0001_two.sql"));
  await write("first", "SELECT 1");
  await expect(migrate(database, folder)).rejects.toThrow("first.sql is not named NNNN_name.sql");
});

test("the product's own migrations are applied in the template", async () => {
  expect(await migrate(database)).not.toEqual([]);
  expect(await migrate(database)).toEqual([]);
});

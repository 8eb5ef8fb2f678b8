import { expect, test } from "vitest";
import { againstArrows } from "./lab/tidy/arrows.ts";
import { MEDIAN_FILE, MEDIAN_FUNCTION, medianFile, medianFunction, tooLong } from "./lab/tidy/lengths.ts";
import { badFileName, badName } from "./lab/tidy/names.ts";
import { readSources, report } from "./lab/tidy/source.ts";
import { badSql } from "./lab/tidy/sql.ts";
import { foreignWrite, OWNERS, tablesOf } from "./lab/tidy/tables.ts";
import { anyType, idleTests, leftovers, undocumented } from "./lab/tidy/words.ts";

const sources = await readSources(import.meta.dirname);

test.each([
  ["dependencies follow the arrows", againstArrows],
  ["no file or function is too long", tooLong],
  ["files are named after what is in them", badFileName],
  ["names are whole words that say something", badName],
  ["nothing is put off, tied to a machine or switched off silently", leftovers],
  ["no type is switched off", anyType],
  ["no test is left out silently, none sleeps", idleTests],
  ["what is exported says what it is", undocumented],
  ["only its module writes a table", foreignWrite],
  ["SQL keeps to the locking protocol and to exact types", badSql],
])("%s", (_, rule) => {
  expect(report(sources.flatMap(rule))).toBe("");
});

test("every table has a module that writes it", () => {
  const schema = sources.find(({ path }) => path === "hotel/database/schema.sql")?.text ?? "";
  expect(tablesOf(schema).toSorted()).toEqual(Object.keys(OWNERS).toSorted());
});

test("half of all files and functions are short", () => {
  expect(medianFile(sources)).toBeLessThanOrEqual(MEDIAN_FILE);
  expect(medianFunction(sources)).toBeLessThanOrEqual(MEDIAN_FUNCTION);
});

test("the rules read the whole project", () => {
  const paths = sources.map(({ path }) => path);
  for (const path of ["tidy.test.ts", "hotel/config.ts", "hotel/database/migrations/0001_engine.sql", ".ci/run"]) {
    expect(paths).toContain(path);
  }
});

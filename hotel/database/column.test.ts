import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { column, type ColumnValue } from "./column.ts";

const database = await testDatabase();

async function roundTrip(type: string, values: readonly ColumnValue[]): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ value: unknown }>(
    `SELECT value FROM unnest($1::${type}[]) WITH ORDINALITY AS c (value, place) ORDER BY place`,
    [column(values, (value) => value)],
  );
  return rows.map((row) => row.value);
}

const text = fc.oneof(
  fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "")),
  fc.constantFrom("NULL", "null", "", " ", "{}", '"', "\\", ",", "a,b", "{1}", "\\x00", "'", "\n"),
);

test("any text arrives as it was sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (values) => {
      expect(await roundTrip("text", values)).toEqual(values);
    }),
    { numRuns: 200 },
  );
});

test("numbers, truth values, bytes and nulls arrive as they were sent", async () => {
  expect(await roundTrip("int", [0, -1, null, 2_147_483_647])).toEqual([0, -1, null, 2_147_483_647]);
  expect(await roundTrip("bool", [true, false, null])).toEqual([true, false, null]);
  const bytes = [Buffer.alloc(0), Buffer.from([0, 255, 92, 34]), null];
  expect(await roundTrip("bytea", bytes)).toEqual(bytes);
});

test("no rows are an empty array", async () => {
  expect(await roundTrip("int", [])).toEqual([]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "../vocabulary/identity.ts";
import { formatNight } from "../vocabulary/night.ts";
import { testDatabase } from "../testing/database.ts";
import {
  bigIntegers,
  byteStrings,
  dates,
  instants,
  integers,
  smallIntegers,
  texts,
  truths,
  uuids,
  type Column,
} from "./column.ts";

const database = await testDatabase();

async function arrived(type: string, column: Column): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ value: unknown }>(
    `SELECT value FROM unnest($1::${type}[]) WITH ORDINALITY AS c (value, place) ORDER BY place`,
    [column],
  );
  return rows.map((row) => row.value);
}

// What is drawn, with nulls among it, arrives as it was sent, or as `shown` spells it.
function arrives<Value>(
  type: string,
  drawn: fc.Arbitrary<Value>,
  columnOf: (rows: readonly (Value | null)[], value: (row: Value | null) => Value | null) => Column,
  shown: (value: Value) => unknown = (value) => value,
): Promise<void> {
  const values = fc.array(fc.option(drawn), { maxLength: 20 });
  const property = fc.asyncProperty(values, async (rows) => {
    const found = await arrived(
      type,
      columnOf(rows, (row) => row),
    );
    expect(found).toEqual(rows.map((row) => (row === null ? null : shown(row))));
  });
  return fc.assert(property, { numRuns: 100 });
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "")),
  fc.constantFrom("NULL", "null", "", " ", "{}", '"', "\\", ",", "a,b", "{1}", "\\x00", "'", "\n", "é".repeat(70_000)),
);
const anyNight = fc.integer({ min: 0, max: 2_900_000 });
const anyDate = fc.date({ min: new Date("1971-01-01"), max: new Date("2285-01-01"), noInvalidDate: true });

const anyBytes = fc.uint8Array().map((bytes) => Buffer.from(bytes));

describe("any value arrives as it was sent", () => {
  test.each([
    ["texts", () => arrives("text", anyText, texts)],
    ["integers", () => arrives("int", fc.integer(), integers)],
    ["small integers", () => arrives("smallint", fc.integer({ min: -32_768, max: 32_767 }), smallIntegers)],
    ["big integers", () => arrives("bigint", fc.maxSafeInteger(), bigIntegers)],
    ["truth values", () => arrives("bool", fc.boolean(), truths)],
    ["dates", () => arrives("date", anyNight, dates, formatNight)],
    ["instants", () => arrives("timestamptz", anyDate, instants)],
    ["UUIDs", () => arrives("uuid", fc.uuid(), uuids)],
    ["bytes", () => arrives("bytea", anyBytes, byteStrings)],
  ])("%s", async (_, property) => {
    await expect(property()).resolves.toBeUndefined();
  });
});

test("ids of the program are UUIDs", async () => {
  const id = newId(Date.now());
  expect(
    await arrived(
      "uuid",
      uuids([id], (one) => one),
    ),
  ).toEqual([id]);
});

describe("what does not fit is an error and not another value", () => {
  const one = (value: number): readonly [number[], (row: number) => number] => [[value], (row) => row];
  test.each([2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN, Infinity])("integer %s", (value) => {
    expect(() => integers(...one(value))).toThrow(RangeError);
  });
  test.each([32_768, -32_769, 0.5, Number.NaN])("small integer %s", (value) => {
    expect(() => smallIntegers(...one(value))).toThrow(RangeError);
  });
  test.each([2 ** 53, 0.5, Number.NaN])("big integer %s", (value) => {
    expect(() => bigIntegers(...one(value))).toThrow(RangeError);
  });
  test("an invalid Date", () => expect(() => instants([new Date(Number.NaN)], (row) => row)).toThrow(RangeError));
  test.each(["", "0198", "zz985af0-1b2c-7d3e-8f40-123456789abc", "01985af01b2c7d3e8f40123456789abc"])(
    "UUID %o",
    (text) => expect(() => uuids([text], (row) => row)).toThrow(TypeError),
  );
});

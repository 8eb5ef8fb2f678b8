import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { operationsText, type ApiDescription } from "./operations_text.ts";
import { typeText } from "./type_text.ts";

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8");

test("the generated types are those of openapi.json; npm run sdk writes them", async () => {
  const description = JSON.parse(await read("../../openapi.json")) as ApiDescription;
  expect(await read("../src/generated/operations.ts")).toBe(operationsText(description));
});

test.each([
  [{ type: "integer", minimum: 1 }, "number"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ anyOf: [{ const: "a" }, { const: "b" }, { type: "null" }] }, `"a" | "b" | null`],
  [{ type: "array", items: { enum: ["a", "b"] } }, `("a" | "b")[]`],
  [{ $ref: "#/components/schemas/Problem" }, "Problem"],
  [{ type: "object", properties: {} }, "Record<string, never>"],
  [{ type: "object", required: ["a"], properties: { a: { type: "null" }, b: {} } }, "{\n  a: null;\n  b?: unknown;\n}"],
])("the type of %j", (schema, text) => {
  expect(typeText(schema)).toBe(text);
});

test("a schema that no type is known for is an error, not a gap", () => {
  expect(() => typeText({ oneOf: [] })).toThrow(`no type can be written for "oneOf"`);
  expect(() => typeText({ type: "tuple" })).toThrow("no type can be written");
  expect(() => typeText({ $ref: "https://example.com/other.json" })).toThrow("not a schema of this description");
});

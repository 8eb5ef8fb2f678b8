import { readdirSync, readFileSync } from "node:fs";

/** A file of worked examples in `hotel/rates/examples`. */
export interface ExampleFile<Content> {
  readonly name: string;
  readonly content: Content;
}

const FOLDER = new URL("../rates/examples/", import.meta.url);

/** The files whose names begin so, parsed and not checked. */
export function exampleFiles<Content>(kind: string): ExampleFile<Content>[] {
  const names = readdirSync(FOLDER).filter((name) => name.startsWith(`${kind}_`));
  return names.map((name) => ({ name, content: JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as Content }));
}

/** The names of all fields in a value, at any depth: a test compares them with those that somebody reads. */
export function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inside]) => [field, ...fieldsOf(inside)]);
}

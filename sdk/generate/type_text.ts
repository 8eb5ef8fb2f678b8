/** A JSON Schema as far as the API's description uses it (OpenAPI 3.1, which is JSON Schema 2020-12). */
export type Schema = Readonly<Record<string, unknown>>;

/** What says how a value looks; each is written into the type. */
const SHAPE = new Set([
  "$ref",
  "type",
  "enum",
  "const",
  "anyOf",
  "items",
  "properties",
  "required",
  "additionalProperties",
]);
/** What limits or explains values of a type: checked by the server, not written into the type. */
const LIMITS = new Set([
  "$id",
  "title",
  "description",
  "default",
  "examples",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "deprecated",
]);

/**
 * The TypeScript type of a schema, indented for a declaration at this depth. Throws on a keyword that it does not know: a
 * type that leaves something out would lie.
 */
export function typeText(schema: Schema, depth = 0): string {
  for (const keyword of Object.keys(schema)) {
    if (!SHAPE.has(keyword) && !LIMITS.has(keyword)) throw new TypeError(`no type can be written for "${keyword}"`);
  }
  if (typeof schema["$ref"] === "string") return schemaName(schema["$ref"]);
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(schema["enum"])) return union(schema["enum"].map((value) => JSON.stringify(value)));
  if (Array.isArray(schema["anyOf"])) return union(schema["anyOf"].map((choice) => typeText(choice as Schema, depth)));
  if (Array.isArray(schema["type"])) return union(schema["type"].map((type) => typeText({ ...schema, type }, depth)));
  return plainType(schema, depth);
}

/** The comment above a declaration, on as many lines as the text has; nothing for nothing. */
export function commentText(text: unknown, indent: string): string {
  if (typeof text !== "string" || text === "") return "";
  const lines = text.replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0] ?? ""} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function plainType(schema: Schema, depth: number): string {
  switch (schema["type"]) {
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
    case "null":
      return schema["type"];
    case "array":
      return arrayText(typeText((schema["items"] ?? {}) as Schema, depth));
    case "object":
      return objectText(schema, depth);
    case undefined:
      return "unknown";
    default:
      throw new TypeError(`no type can be written for ${JSON.stringify(schema["type"])}`);
  }
}

function objectText(schema: Schema, depth: number): string {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const indent = "  ".repeat(depth + 1);
  const members = properties.map(([name, member]) => {
    const mark = required.has(name) ? "" : "?";
    return `${commentText(member["description"], indent)}${indent}${memberName(name)}${mark}: ${typeText(member, depth + 1)};\n`;
  });
  // Objects that say nothing about further members are closed in requests, and in replies a reader ignores what it does not know.
  const more = schema["additionalProperties"] ?? false;
  if (more !== false) members.push(`${indent}[member: string]: unknown;\n`);
  return members.length === 0 ? "Record<string, never>" : `{\n${members.join("")}${"  ".repeat(depth)}}`;
}

function schemaName(reference: string): string {
  const name = /^#\/components\/schemas\/([A-Za-z]\w*)$/.exec(reference)?.[1];
  if (name === undefined) throw new TypeError(`${reference} is not a schema of this description`);
  return name;
}

function memberName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

function union(choices: readonly string[]): string {
  return [...new Set(choices)].join(" | ");
}

function arrayText(item: string): string {
  return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
}

import { commentText, typeText, type Schema } from "./type_text.ts";

/** An OpenAPI 3.1 document as far as the client needs it. */
export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

const HEAD = `// Generated from openapi.json by "npm run sdk". A test keeps both equal; do not edit.\n`;
const OPERATIONS =
  "Every call of the API by method and path, with what it takes and what it answers when it is accepted.";

/** The text of the generated file: a type for each named schema, and one interface with all operations. */
export function operationsText(description: ApiDescription): string {
  const schemas = Object.entries(description.components.schemas).map(
    ([name, schema]) => `${commentText(schema["description"], "")}export type ${name} = ${typeText(schema)};\n`,
  );
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationText(`${method.toUpperCase()} ${path}`, operation)),
  );
  const all = `${commentText(OPERATIONS, "")}export interface Operations {\n${operations.join("")}}\n`;
  return [HEAD, ...schemas, all].join("\n");
}

function operationText(name: string, operation: Operation): string {
  const parts = [
    ["path", parametersText(operation, "path")],
    ["query", parametersText(operation, "query")],
    ["body", contentText(operation.requestBody?.content)],
    ["reply", replyText(name, operation)],
  ].flatMap(([part, text]) => (text === undefined ? [] : [`    ${part ?? ""}: ${text};\n`]));
  const comment = [operation.summary, operation.description].filter((text) => text !== undefined).join("\n\n");
  return `${commentText(comment, "  ")}  ${JSON.stringify(name)}: {\n${parts.join("")}  };\n`;
}

function parametersText({ parameters = [] }: Operation, place: string): string | undefined {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return undefined;
  const properties = here.map(({ name, description, schema }) => [name, { description, ...schema }]);
  const required = here.filter((parameter) => parameter.required === true).map(({ name }) => name);
  return typeText({ type: "object", properties: Object.fromEntries(properties) as Schema, required }, 2);
}

function replyText(name: string, { responses }: Operation): string {
  const accepted = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  if (accepted.length === 0) throw new TypeError(`${name} says nothing about its reply`);
  const types = accepted.map(([, reply]) => contentText(reply.content) ?? "undefined");
  return [...new Set(types)].join(" | ");
}

function contentText(content: Content | undefined): string | undefined {
  const schema = content?.["application/json"]?.schema;
  return schema === undefined ? undefined : typeText(schema, 2);
}

import { Ajv } from "ajv";
import type { ErrorObject, Options } from "ajv";
import addFormats from "ajv-formats";
import type { FastifySchemaCompiler, FastifySchemaValidationError } from "fastify";

/** One thing to mend in a request, as it stands in `errors` of an `invalid_request`. */
export interface FieldError {
  /** A JSON pointer into the body (RFC 6901), or the name of a query parameter, path parameter or header. */
  readonly field: string;
  /** The rule that is broken: a JSON Schema keyword, or `unknown_field`. */
  readonly rule: string;
  readonly message: string;
}

const MAX_ERRORS = 20;

const OPTIONS: Options = {
  allErrors: true,
  useDefaults: true,
  removeAdditional: false,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  // Tests hold our schemas against the schema of schemas. To compile that one, and to look through generated code for what could be
  // left out, takes a second of every start and 60 MB, of which the process gives nothing back.
  validateSchema: false,
  code: { optimize: false },
};

/**
 * Compiles the schema of one part of a request. Bodies are taken as they are: "2" is not 2. Query strings and paths are text, so
 * only there numbers and booleans are read from it. Nothing is removed: what a schema does not know is an error.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<object> {
  const exact = newAjv({ ...OPTIONS, coerceTypes: false });
  const fromText = newAjv({ ...OPTIONS, coerceTypes: true });
  return ({ schema, httpPart }) => (httpPart === "body" ? exact : fromText).compile(schema);
}

/** What was wrong, one entry for each field and rule, at most 20. */
export function fieldErrors(found: readonly FastifySchemaValidationError[], part: string | undefined): FieldError[] {
  const errors = found as readonly ErrorObject[];
  const choices = mergeChoices(errors);
  const described = [...choices, ...errors.filter((error) => !isNoise(error, errors)).map(describe)];
  const unique = new Map(described.map((error) => [`${error.field} ${error.rule}`, error]));
  return [...unique.values()].slice(0, MAX_ERRORS).map((error) => ({ ...error, field: nameOf(error.field, part) }));
}

function newAjv(options: Options): Ajv {
  const ajv = new Ajv(options);
  addFormats.default(ajv);
  ajv.addVocabulary(["example"]);
  return ajv;
}

/** A union fails once for each of its parts: literals and types of one field are told as one list of choices. */
function mergeChoices(errors: readonly ErrorObject[]): FieldError[] {
  const choices = errors.filter(({ keyword }) => keyword === "const" || keyword === "type");
  const closer = toldCloser(errors);
  return [...Map.groupBy(choices, (error) => error.instancePath)].flatMap(([field, group]) => {
    if (closer.has(field)) return [];
    const literals = group.filter(({ keyword }) => keyword === "const");
    const types = group.filter(({ keyword }) => keyword === "type").map(({ params }) => String(params["type"]));
    const values = literals.map(({ params }) => JSON.stringify(params["allowedValue"]));
    const allowed = values.length === 0 ? types : [...values, ...types.filter((type) => type === "null")];
    const rule = values.length === 0 ? "type" : "enum";
    return [{ field, rule, message: `must be ${[...new Set(allowed)].join(" or ")}` }];
  });
}

const ABOUT_CHOICES: ReadonlySet<string> = new Set(["const", "type", "enum", "anyOf", "oneOf", "if"]);

/** Fields whose value one part of a union takes but for something in it: what the other parts are is no help. */
function toldCloser(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const { keyword, instancePath } of errors) {
    if (!ABOUT_CHOICES.has(keyword)) fields.add(instancePath);
    for (let end = instancePath.lastIndexOf("/"); end > 0; end = instancePath.lastIndexOf("/", end - 1)) {
      fields.add(instancePath.slice(0, end));
    }
  }
  return fields;
}

/** Errors that are told otherwise: choices merged above, and a failed union, whose parts say more. */
function isNoise(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === "const" || error.keyword === "type" || error.keyword === "if") return true;
  if (error.keyword !== "anyOf" && error.keyword !== "oneOf") return false;
  return all.some((other) => other !== error && other.instancePath.startsWith(error.instancePath));
}

function describe({ keyword, instancePath, params, message }: ErrorObject): FieldError {
  if (keyword === "required") {
    return { field: join(instancePath, params["missingProperty"]), rule: keyword, message: "is required" };
  }
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") {
    const name: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
    return { field: join(instancePath, name), rule: "unknown_field", message: "is not a field of this request" };
  }
  if (keyword === "enum") {
    const values = (params["allowedValues"] as unknown[]).map((value) => JSON.stringify(value));
    return { field: instancePath, rule: keyword, message: `must be ${values.join(" or ")}` };
  }
  return { field: instancePath, rule: keyword, message: message ?? "is not valid" };
}

function join(path: string, name: unknown): string {
  return `${path}/${String(name).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function nameOf(pointer: string, part: string | undefined): string {
  if (part !== "body" && pointer.startsWith("/")) return pointer.slice(1);
  return pointer === "" ? "/" : pointer;
}

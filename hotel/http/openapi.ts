import { readFileSync } from "node:fs";
import swagger from "@fastify/swagger";
import type { FastifySchema } from "fastify";
import type { App } from "./app.ts";
import { operationIdOf } from "./operation_id.ts";
import { addReferencePage } from "./reference_page.ts";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

const DESCRIPTION = `
Sells the last room exactly once.

Times are instants in UTC; dates are calendar dates at the hotel, \`YYYY-MM-DD\`; a stay uses the nights from \`start_date\` up to,
and not including, \`end_date\`. Money is a decimal number with its \`currency\` (ISO 4217) beside it.

Errors are RFC 9457 problems with a stable code in \`error\`; docs/errors.md lists them all. Every changing call takes an
\`Idempotency-Key\`; a repeat gets the first answer with \`Idempotent-Replayed: true\`. Staff edits carry the version they have read in
\`If-Match\`.`.trim();

/**
 * Describes the API as it is: `/openapi.json` (OpenAPI 3.1, made from the routes' schemas) and a reference page at `/docs`, which
 * needs nothing from the internet, and to which `/` leads.
 */
export function describeApi(app: App): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Lastroom",
        version: manifest.version,
        description: DESCRIPTION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: { securitySchemes: { bearer: BEARER } },
      security: [{}, { bearer: [] }],
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({ schema: named(schema, String(route.method), url), url }),
    refResolver: { buildLocalReference: (schema) => nameOf(schema["$id"]) },
  });
  app.register((scope, _options, done) => {
    let text: string | undefined;
    scope.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
      text ??= JSON.stringify(app.swagger());
      return reply.type("application/json").send(text);
    });
    scope.get("/", { schema: { hide: true } }, (_request, reply) => reply.redirect("/docs/"));
    done();
  });
  app.register(addReferencePage);
}

/** Clients are generated from the description, and call their functions after the operations. */
function named<Schema extends FastifySchema | undefined>(schema: Schema, method: string, url: string): Schema {
  return schema?.operationId === undefined ? { ...schema, operationId: operationIdOf(method, url) } : schema;
}

/** Named schemas keep their names in the description. */
function nameOf(id: unknown): string {
  if (typeof id === "string") return id;
  throw new TypeError("a schema added to the server has no $id");
}

const BEARER = {
  type: "http",
  scheme: "bearer",
  description: "An access token of staff, an API key (`lrk_...`), or the manage token of one booking (`lrm_...`).",
} as const;

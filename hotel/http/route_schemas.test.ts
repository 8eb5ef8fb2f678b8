import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { FastifySchema } from "fastify";
import { expect, test } from "vitest";
import { allRoutes } from "../routes.ts";
import { testDatabase } from "../testing/database.ts";
import { testHttpServer } from "../testing/http_server.ts";
import type { App } from "./app.ts";

// A starting server does not look at this: compiling the schema of schemas costs more than all of ours.
const PARTS = ["body", "querystring", "params", "headers"] as const;

const found: { readonly name: string; readonly schema: FastifySchema }[] = [];

function collect(app: App): void {
  app.addHook("onRoute", ({ method, url, schema }) => {
    if (schema !== undefined) found.push({ name: `${String(method)} ${url}`, schema });
  });
}

test("the schema of every part of a request is a valid JSON Schema", async () => {
  const { app } = testHttpServer(await testDatabase(), { routes: [collect, ...allRoutes] });
  await app.ready();
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const checked = found.flatMap(({ name, schema }) =>
    PARTS.filter((part) => schema[part] !== undefined).map((part) => ({
      name: `${name} ${part}`,
      schema: schema[part],
    })),
  );
  const faults = checked.filter(({ schema }) => ajv.validateSchema(schema as object) !== true).map(({ name }) => name);
  expect(faults).toEqual([]);
  expect(checked.length).toBeGreaterThan(100);
  expect(ajv.validateSchema({ type: "object", properties: { name: { minLength: -1 } } })).toBe(false);
});

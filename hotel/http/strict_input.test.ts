import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { testHttpServer } from "../testing/http_server.ts";

// All routes of the program together: a module that adds a schema of its own must not bring fastify's lenient validator back.
const database = await testDatabase();
const { app } = testHttpServer(database);

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { readonly properties?: object } }> };
}

interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly url: string;
  readonly fields: readonly (readonly [string, { readonly type?: string }])[];
}

let calls: Call[] = [];

beforeAll(async () => {
  await app.ready();
  calls = Object.entries(app.swagger().paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, { requestBody }]): Call => {
      const schema = requestBody?.content["application/json"]?.schema;
      return {
        method: method.toUpperCase() as Call["method"],
        url: path.replaceAll(/\{\w+_id\}|\{\w+\}/g, (name) => (/reservation|code/.test(name) ? UUID : "1")),
        fields: Object.entries(schema?.properties ?? {}) as [string, { type?: string }][],
      };
    }),
  );
});

const UUID = "01985af0-1b2c-7d3e-8f40-123456789abc";

async function errorsOf({ method, url }: Call, payload: object): Promise<unknown> {
  const reply = await app.inject({ method, url, headers: { "if-match": '"1"' }, payload });
  expect([url, reply.statusCode]).toEqual([url, 400]);
  return reply.json<{ errors: unknown }>().errors;
}

describe("every call with a body", () => {
  test("refuses a field that it does not know", async () => {
    const withBody = calls.filter(({ fields }) => fields.length > 0);
    expect(withBody.length).toBeGreaterThan(25);
    for (const call of withBody) {
      const unknown = { field: "/no_such_field", rule: "unknown_field" };
      expect(await errorsOf(call, { no_such_field: 1 }), call.url).toContainEqual(expect.objectContaining(unknown));
    }
  });

  test("does not take text for a number or a truth value", async () => {
    let asked = 0;
    for (const call of calls) {
      for (const [name, { type }] of call.fields) {
        if (type !== "integer" && type !== "number" && type !== "boolean") continue;
        asked += 1;
        const text = type === "boolean" ? "true" : "1";
        const wrong = { field: `/${name}`, rule: "type" };
        expect(await errorsOf(call, { [name]: text }), call.url).toContainEqual(expect.objectContaining(wrong));
      }
    }
    expect(asked).toBeGreaterThan(25);
  });
});

test("every call without a body refuses a query that it does not know", async () => {
  const reading = calls.filter(({ method, url }) => method === "GET" && url.startsWith("/v1/"));
  expect(reading.length).toBeGreaterThan(10);
  for (const { url } of reading) {
    const reply = await app.inject(`${url}?no_such_parameter=1`);
    expect([url, reply.statusCode]).toEqual([url, 400]);
    expect(reply.json()).toMatchObject({ error: "invalid_request" });
  }
});

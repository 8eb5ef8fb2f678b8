import type { RouteOptions } from "fastify";

/**
 * Throws when the body or query string of a route has an object that does not say what happens to unknown fields: an open
 * object would swallow a misspelt `check_out` without a word. Called for every route, so the server does not start with one.
 */
export function requireClosedSchemas(route: RouteOptions): void {
  for (const part of ["body", "querystring"] as const) {
    const open = findOpenObject(route.schema?.[part], part);
    if (open === undefined) continue;
    throw new TypeError(`${String(route.method)} ${route.url}: ${open} must say additionalProperties: false`);
  }
}

/** A call of the API that declares no query string takes none: a misspelt parameter is refused there as well. */
export function closeQuery(route: RouteOptions): void {
  if (!route.url.startsWith("/v1/") || route.schema === undefined || route.schema.querystring !== undefined) return;
  route.schema.querystring = { type: "object", additionalProperties: false, properties: {} };
}

function findOpenObject(schema: unknown, path: string): string | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  const node = schema as Record<string, unknown>;
  if (node["type"] === "object" && !("additionalProperties" in node) && !("unevaluatedProperties" in node)) return path;
  for (const [name, child] of childrenOf(node)) {
    const open = findOpenObject(child, `${path}.${name}`);
    if (open !== undefined) return open;
  }
  return undefined;
}

function childrenOf(node: Record<string, unknown>): [string, unknown][] {
  const properties = Object.entries((node["properties"] ?? {}) as Record<string, unknown>);
  const choices = ["anyOf", "oneOf"].flatMap((keyword) =>
    Object.entries((node[keyword] ?? {}) as Record<string, unknown>),
  );
  return [...properties, ...choices, ["items", node["items"]]];
}

import { dirname, join } from "node:path";
import { findingAt, isCode, isNode, isTest, nodesOf } from "./source.ts";
import type { Finding, Source } from "./source.ts";

const SERVICES_BELOW = ["vocabulary", "database", "events"];
const FOUNDATION = [...SERVICES_BELOW, "access", "guests"];

/**
 * What each module of `hotel/` may use besides itself: the arrows of ARCHITECTURE. `http`, `main.ts` and its like, and tests
 * are on top and may use everything of `hotel/`.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  database: ["vocabulary"],
  events: ["vocabulary", "database"],
  access: SERVICES_BELOW,
  guests: SERVICES_BELOW,
  properties: FOUNDATION,
  inventory: [...FOUNDATION, "properties"],
  rates: [...FOUNDATION, "properties"],
  search: [...FOUNDATION, "properties", "inventory", "rates"],
  payments: [...FOUNDATION, "properties"],
  reservations: [...FOUNDATION, "properties", "inventory", "rates", "payments"],
  channels: [...FOUNDATION, "properties", "inventory", "rates", "payments", "reservations"],
};

/** What each workspace may use besides itself. */
export const WORKSPACES: Readonly<Record<string, readonly string[]>> = {
  hotel: [],
  sdk: [],
  cli: ["hotel", "sdk"],
  lab: ["hotel", "sdk", "cli"],
};

/** And the files beside the modules, which put the program together. */
const isOnTop = (module: string): boolean => module === "http" || module === "testing" || module.endsWith(".ts");
/** The files of a module that speak HTTP or count in its metrics: they may use `http/` and the services; the rest of the module must not know them. */
const SPEAKS_HTTP = /(^|_|\/)(routes|route_schemas|schemas|call|reception|observation)\.ts$/;
const FOR_ROUTES = new Set(["http", "services.ts"]);

/** Imports against the arrows: between workspaces, between modules of `hotel/`, from the product to its tests. */
export function againstArrows(source: Source): Finding[] {
  if (!isCode(source)) return [];
  return importsOf(source).flatMap(({ start, from }) => {
    const target = resolved(source.path, from);
    const problem = target === undefined ? impureImport(source, from) : crossing(source, target);
    return problem === undefined ? [] : [findingAt(source, { start }, problem)];
  });
}

function importsOf(source: Source): { start: number; from: string }[] {
  return nodesOf(source).flatMap((node) => {
    const from = isNode(node["source"]) ? node["source"]["value"] : undefined;
    return typeof from === "string" ? [{ start: node.start, from }] : [];
  });
}

function resolved(path: string, from: string): string | undefined {
  return from.startsWith(".") ? join(dirname(path), from) : undefined;
}

/** The words everybody shares, and files of rules, are pure: they must run anywhere and decide without asking. */
function impureImport(source: Source, from: string): string | undefined {
  const mustBePure = source.path.startsWith("hotel/vocabulary/") || source.path.endsWith("_rules.ts");
  if (!mustBePure || isTest(source)) return undefined;
  const isImpure = from === "pg" || (from.startsWith("node:") && from !== "node:crypto");
  return isImpure ? `a pure file must not import ${from}` : undefined;
}

function crossing(source: Source, target: string): string | undefined {
  const [workspace = "", module = ""] = source.path.split("/");
  const [otherWorkspace = "", otherModule = ""] = target.split("/");
  if (!(workspace in WORKSPACES)) return undefined;
  if (workspace !== otherWorkspace) {
    const allowed = WORKSPACES[workspace]?.includes(otherWorkspace) ?? false;
    return allowed ? undefined : `${workspace}/ must not use ${otherWorkspace}/`;
  }
  if (workspace !== "hotel" || isTest(source)) return undefined;
  if (otherModule === "testing") return "the product must not use what is for tests";
  const speaksHttp = SPEAKS_HTTP.test(source.path);
  if (speaksHttp && FOR_ROUTES.has(otherModule)) return undefined;
  if (!speaksHttp && !isOnTop(module) && target.endsWith("routes.ts"))
    return "only routes and what is on top may use routes";
  return betweenModules(module, otherModule);
}

function betweenModules(module: string, other: string): string | undefined {
  if (module === other || isOnTop(module)) return undefined;
  const allowed = ARROWS[module];
  if (!allowed) return `${module} has no arrows: say what it may use`;
  return allowed.includes(other) ? undefined : `${module} must not use ${other}`;
}

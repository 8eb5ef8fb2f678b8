import helmet from "@fastify/helmet";
import { fastify, type FastifyInstance } from "fastify";
import { SECURITY_HEADERS } from "./gate.ts";

/**
 * The reference page of the API at `/docs`. It needs scripts and styles, so it has other security headers than the API, and nothing
 * from the internet.
 */
export async function addReferencePage(scope: FastifyInstance): Promise<void> {
  scope.addHook("onRequest", (_request, reply, done) => {
    for (const name of Object.keys(SECURITY_HEADERS)) reply.removeHeader(name);
    done();
  });
  await scope.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY }, hsts: false });
  const hidden = { schema: { hide: true } };
  scope.get("/docs", hidden, (_request, reply) => reply.redirect("/docs/", 301));
  scope.get("/docs/", hidden, async (_request, reply) => {
    const { text } = await referencePage();
    return reply.type("text/html; charset=utf-8").send(text);
  });
  scope.get("/docs/js/scalar.js", hidden, async (_request, reply) => {
    const { script } = await referencePage();
    return reply.type("application/javascript; charset=utf-8").send(script);
  });
}

interface ReferencePage {
  readonly text: string;
  readonly script: string;
}

let known: Promise<ReferencePage> | undefined;

/** Made when somebody asks for it: the script takes 17 MB, and most processes are never asked. What failed is tried again. */
function referencePage(): Promise<ReferencePage> {
  known ??= makePage().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

/** Its plugin can only be asked through routes of its own. */
async function makePage(): Promise<ReferencePage> {
  const { default: reference } = await import("@scalar/fastify-api-reference");
  const maker = fastify();
  await maker.register(reference, { routePrefix: "/docs", configuration: REFERENCE });
  const [text, script] = await Promise.all([maker.inject("/docs/"), maker.inject("/docs/js/scalar.js")]);
  await maker.close();
  if (text.statusCode !== 200 || script.statusCode !== 200) throw new Error("the reference page could not be made");
  return { text: text.payload, script: script.payload };
}

/** Nothing but this server: the page works without the internet and tells nobody who reads it. */
const PAGE_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:", "blob:"],
  fontSrc: ["'self'", "data:"],
  frameAncestors: ["'none'"],
};

const REFERENCE = {
  url: "/openapi.json",
  pageTitle: "Lastroom API",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
} as const;

import type { Server } from "node:http";
import { fastify, LogController } from "fastify";
import type { FastifyHttpOptions } from "fastify";
import type { Logger } from "pino";
import type { Services } from "../services.ts";
import type { App, Routes } from "./app.ts";
import { answerBrokenConnection } from "./broken_connection.ts";
import { closeQuery, requireClosedSchemas } from "./closed_schemas.ts";
import { answerFailure } from "./failures.ts";
import { endConnectionsOnClose } from "./closing_connections.ts";
import { createGate, SECURITY_HEADERS } from "./gate.ts";
import { acceptJsonOnly } from "./json_body.ts";
import { Limits } from "./limits.ts";
import { createLogger, lazyChildLogger } from "./logging.ts";
import { describeApi } from "./openapi.ts";
import { Problem } from "./problem.ts";
import type { RateLimitSettings } from "./rate_limit.ts";
import { requestIdOf } from "./request_id.ts";
import { observeRequests } from "./request_log.ts";
import { UnknownRoutes } from "./unknown_routes.ts";
import { createValidatorCompiler } from "./validation.ts";

/** What {@link createServer} needs of the settings. */
export interface HttpConfig {
  /** Whose `X-Forwarded-*` is believed: nobody's (false), so many proxies', or that of these addresses and networks. */
  readonly trustProxy: false | number | string[];
  /** The limits, or undefined when they are off. */
  readonly rateLimit: RateLimitSettings | undefined;
}

/** What a server is made of. */
export interface ServerOptions {
  readonly config: HttpConfig;
  readonly services: Services;
  readonly routes: readonly Routes[];
  /** Standard output at level `info` unless told. */
  readonly logger?: Logger;
  /** Requests that take longer are logged, in milliseconds; 1,000 unless told. */
  readonly slowRequestMs?: number;
}

const BODY_LIMIT = 64 * 1_024;
const SLOW_MS = 1_000;

/**
 * The HTTP server with all its routes, not listening yet. Every reply to bad input is an RFC 9457 problem; bodies and replies are
 * checked and written by schema.
 */
export function createServer(options: ServerOptions): App {
  const { config, services } = options;
  const logger = options.logger ?? createLogger();
  const app: App = fastify(fastifyOptions(config, logger)).withTypeProvider();
  const unknownRoutes = new UnknownRoutes();
  const limits = config.rateLimit && new Limits(config.rateLimit);
  app.decorateRequest("principal");
  app.addSchema(Problem);
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((request, reply) => unknownRoutes.answer(request, reply));
  acceptJsonOnly(app);
  endConnectionsOnClose(app);
  app.addHook("onRoute", (route) => {
    unknownRoutes.add(route);
    closeQuery(route);
    requireClosedSchemas(route);
  });
  app.addHook("onRequest", createGate({ authenticator: services.access.authenticator, limits }));
  observeRequests(app, services.metrics, options.slowRequestMs ?? SLOW_MS);
  describeApi(app);
  // Async, so that a mistake in a route is an error of starting the server and not of the process.
  app.register(async (scope) => {
    for (const addRoutes of options.routes) addRoutes(scope.withTypeProvider(), services);
  });
  return app;
}

type SchemaController = NonNullable<FastifyHttpOptions<Server>["schemaController"]>;
type ValidatorFactory = NonNullable<NonNullable<SchemaController["compilersFactory"]>["buildValidator"]>;

// fastify's types ask for the compiler of its own package.
const buildValidator = (() => createValidatorCompiler()) as unknown as ValidatorFactory;

function fastifyOptions(config: HttpConfig, logger: Logger): FastifyHttpOptions<Server> {
  return {
    loggerInstance: logger,
    // Not setValidatorCompiler: a scope that adds a schema of its own would forget it and build fastify's lenient one.
    schemaController: { compilersFactory: { buildValidator } },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request_id" }),
    childLoggerFactory: (parent, bindings) => lazyChildLogger(parent, bindings),
    genReqId: requestIdOf,
    trustProxy: trustedHops(config.trustProxy),
    bodyLimit: BODY_LIMIT,
    // Slow senders hold a connection, no more than this long (milliseconds).
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // While it closes, a request that is already on a connection is answered, and the connection closed after it.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    clientErrorHandler: answerBrokenConnection,
    // Found before any hook has run.
    frameworkErrors: (error, request, reply) => {
      reply.headers({ ...SECURITY_HEADERS, "x-request-id": request.id });
      answerFailure(error, request, reply);
    },
  };
}

/** A number of proxies, as a function: hop 0 is the connection itself. */
function trustedHops(
  trustProxy: HttpConfig["trustProxy"],
): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof trustProxy === "number" ? (_address, hop) => hop < trustProxy : trustProxy;
}

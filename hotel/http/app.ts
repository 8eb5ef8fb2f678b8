import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Principal } from "../access/principal.ts";
import type { Services } from "../services.ts";
import type { RateClass } from "./rate_limit.ts";

/** The server that routes are added to: bodies, queries and replies are typed by their TypeBox schemas. */
export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** A module's routes: schema, call and reply for each, and no rule. */
export type Routes = (app: App, services: Services) => void;

declare module "fastify" {
  interface FastifyRequest {
    /** On whose behalf: set before the handler runs; wrong credentials have been refused by then. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    /** Which limit counts the calls; `standard` unless told. */
    rateClass?: RateClass;
    /** Do not look at credentials: sign-in and probes must work with an old token still in the client's pocket. */
    withoutPrincipal?: boolean;
  }
}

import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./app.ts";
import type { Metrics } from "./metrics.ts";

interface Observer {
  observe(seconds: number): void;
}

/**
 * Measures every request by route pattern, and logs those that failed or were slow; at level `debug` all. Paths hold ids and
 * query strings hold e-mail addresses: only the pattern is logged.
 */
export function observeRequests(app: App, metrics: Metrics, slowMs: number): void {
  const observers = new Map<string, Observer>();
  app.addHook("onResponse", (request, reply, done) => {
    const elapsed = reply.elapsedTime;
    const { method } = request;
    const route = request.routeOptions.url ?? "unknown";
    const key = `${method} ${reply.statusCode} ${route}`;
    let observer = observers.get(key);
    if (observer === undefined) {
      observer = metrics.requestTime.labels(method, route, String(reply.statusCode));
      observers.set(key, observer);
    }
    observer.observe(elapsed / 1_000);
    if (reply.statusCode >= 500 || elapsed > slowMs) request.log.info(entryOf(request, reply, route), "request");
    else request.log.debug(entryOf(request, reply, route), "request");
    done();
  });
}

function entryOf(request: FastifyRequest, reply: FastifyReply, route: string): Record<string, unknown> {
  return {
    method: request.method,
    route,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime),
    principal: request.principal?.kind,
  };
}

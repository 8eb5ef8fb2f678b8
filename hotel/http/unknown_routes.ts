import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { refuse } from "../vocabulary/refusal.ts";
import { sendRefusal } from "./problem.ts";

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Remembers the routes, to tell a wrong method (405 with `Allow`) from a path that does not exist (404). */
export class UnknownRoutes {
  readonly #paths = new Map<string, KnownPath>();

  /** To be called for every route. */
  add(route: RouteOptions): void {
    const path = this.#paths.get(route.url) ?? { pattern: patternOf(route.url), methods: new Set<string>() };
    for (const method of [route.method].flat()) path.methods.add(method);
    this.#paths.set(route.url, path);
  }

  /** Answers a request that no route takes. */
  answer(request: FastifyRequest, reply: FastifyReply): void {
    const path = request.url.split("?", 1)[0] ?? "";
    const methods = [...this.#paths.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((known) => [...known.methods]);
    if (methods.length === 0)
      return void sendRefusal(reply, refuse("not_found", "There is no such address here.").refusal);
    const allowed = [...new Set(methods)].toSorted();
    reply.header("allow", allowed.join(", "));
    sendRefusal(reply, refuse("method_not_allowed", `Here one can ${allowed.join(", ")}.`, { allowed }).refusal);
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split("/").map((part) => {
    if (part.startsWith(":")) return "[^/]+";
    return part === "*" ? ".*" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}$`);
}

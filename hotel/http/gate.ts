import type { FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import type { Authenticator } from "../access/authenticate.ts";
import { ANONYMOUS } from "../access/principal.ts";
import type { Principal } from "../access/principal.ts";
import { refuse } from "../vocabulary/refusal.ts";
import { isUnstorable, UNSTORABLE } from "./json_body.ts";
import type { Limited, Limits } from "./limits.ts";
import { sendRefusal } from "./problem.ts";
import { addressKey } from "./rate_limit.ts";

/** What {@link createGate} works with. */
export interface GateParts {
  readonly authenticator: Authenticator;
  /** Undefined: no limits. */
  readonly limits: Limits | undefined;
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

/**
 * OWASP REST Security Cheat Sheet. `no-store`: an answer may hold a guest's name or a token. The reference
 * page has others.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/**
 * The one hook that every request passes before its body is read: request id and security headers, a readable URL, limits, and
 * whose request it is. It answers without a promise unless credentials must be looked up.
 */
export function createGate({ authenticator, limits }: GateParts): onRequestHookHandler {
  return (request, reply, done) => {
    reply.header("x-request-id", request.id);
    reply.headers(SECURITY_HEADERS);
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
    if (request.url.includes("%") && !isReadableUrl(request.url)) return refuseUrl(reply);
    const pass = (principal: Principal | undefined): void => {
      const allowed = principal ?? ANONYMOUS;
      if (isLimited(request, reply, limits, allowed)) return;
      if (principal === undefined) return refuseCredentials(reply);
      request.principal = principal;
      done();
    };
    const principal = identify(request, reply, authenticator, limits);
    if (principal === "answered") return;
    if (principal instanceof Promise) void passLater(principal, pass, done);
    else pass(principal);
  };
}

async function passLater(
  principal: Promise<Principal | undefined>,
  pass: (principal: Principal | undefined) => void,
  fail: (error: Error) => void,
): Promise<void> {
  try {
    pass(await principal);
  } catch (error) {
    fail(error as Error);
  }
}

function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticator: Authenticator,
  limits: Limits | undefined,
): Principal | undefined | Promise<Principal | undefined> | "answered" {
  const { authorization } = request.headers;
  if (authorization === undefined || request.routeOptions.config.withoutPrincipal === true) return ANONYMOUS;
  const exhausted = limits?.isExhausted(addressKey(request.ip), performance.now());
  if (exhausted) {
    refuseTooMany(reply, exhausted);
    return "answered";
  }
  const credential = BEARER.exec(authorization)?.[1];
  return credential === undefined ? undefined : authenticator.authenticate(credential);
}

function isLimited(
  request: FastifyRequest,
  reply: FastifyReply,
  limits: Limits | undefined,
  principal: Principal,
): boolean {
  if (limits === undefined) return false;
  const rateClass = request.routeOptions.config.rateClass ?? "standard";
  const limited = limits.take(rateClass, principal, addressKey(request.ip), performance.now());
  if (limited === undefined) return false;
  if (!limited.check.allowed) {
    refuseTooMany(reply, limited);
    return true;
  }
  setLimitHeaders(reply, limited);
  return false;
}

function setLimitHeaders(reply: FastifyReply, limited: Limited): void {
  reply.header("ratelimit-policy", limited.policy);
  reply.header("ratelimit", limited.limit);
}

function refuseTooMany(reply: FastifyReply, limited: Limited): void {
  setLimitHeaders(reply, limited);
  const seconds = limited.check.retrySeconds;
  sendRefusal(reply, refuse("too_many_requests", `Wait ${seconds} seconds.`, { retry_after: seconds }).refusal);
}

function refuseCredentials(reply: FastifyReply): void {
  sendRefusal(reply, refuse("unauthenticated", "The credentials are wrong, have expired or were withdrawn.").refusal);
}

function refuseUrl(reply: FastifyReply): void {
  const message = `The address is not properly percent-encoded UTF-8. ${UNSTORABLE}`;
  sendRefusal(reply, refuse("invalid_request", message).refusal);
}

function isReadableUrl(url: string): boolean {
  try {
    return !isUnstorable(decodeURIComponent(url));
  } catch {
    return false;
  }
}

import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

const WELL_FORMED = /^[\w.-]{8,64}$/;

/** The caller's `X-Request-Id` when it is 8 to 64 letters, digits, `_`, `-` or `.`; else a new one: logs take no other text. */
export function requestIdOf(request: Pick<IncomingMessage, "headers">): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && WELL_FORMED.test(given) ? given : newRequestId();
}

/** A fresh request id. */
export function newRequestId(): string {
  return randomUUID();
}

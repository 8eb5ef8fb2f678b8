import pg from "pg";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "../vocabulary/refusal.ts";
import type { Refusal } from "../vocabulary/refusal.ts";
import { sendRefusal } from "./problem.ts";
import { RefusedRequest } from "./refused_request.ts";
import { fieldErrors } from "./validation.ts";

/** fastify's own errors by code; anything else of its kind with a status below 500 is an `invalid_request` as well. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse("unsupported_media_type", "The body must be application/json.").refusal,
  FST_ERR_CTP_BODY_TOO_LARGE: refuse("too_large", "The body has more than 64 KB.").refusal,
  FST_ERR_CTP_EMPTY_JSON_BODY: refuse("invalid_request", "The body is empty.").refusal,
  FST_ERR_CTP_INVALID_JSON_BODY: refuse("invalid_request", "The body is not JSON.").refusal,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse("invalid_request", "The body is not as long as Content-Length says.")
    .refusal,
  FST_ERR_MAX_PARAM_LENGTH: refuse("not_found", "No id is that long.").refusal,
  FST_ERR_BAD_URL: refuse("invalid_request", "The path is not properly percent-encoded.").refusal,
};

// The server is starting or stopping, or its disk, memory or connections are used up; a statement or a wait for a lock took too
// long and was given up.
const UNAVAILABLE = /^(57P0[1-3]|53[0-3]00|55P03|57014|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;
const CONNECTION_LOST =
  /^(Connection terminated|Client .* is not queryable|timeout exceeded when trying to connect|Query read timeout)/;

/** Turns whatever was thrown into a problem. What is not the caller's doing is logged and shows only the request id. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  if (refusal.code === "internal_error") request.log.error({ err: error }, "request failed");
  if (refusal.code === "overloaded") request.log.warn({ err: error }, "the database did not answer in time");
  sendRefusal(reply, refusal);
}

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof RefusedRequest) return error.refusal;
  if (error.validation) return invalid(error);
  const known = REFUSALS[error.code];
  if (known) return known;
  // JSON.parse and the guard against __proto__ have a status and no code of fastify's.
  if (error.statusCode === 400 || isFastifys4xx(error))
    return refuse("invalid_request", "The request cannot be read.").refusal;
  if (isUnavailable(error)) return refuse("overloaded", "The database is too busy or not reachable.").refusal;
  return refuse("internal_error", "Something went wrong on our side; the request id tells us what.").refusal;
}

function invalid(error: FastifyError): Refusal {
  const errors = fieldErrors(error.validation ?? [], error.validationContext);
  const [first] = errors;
  const message = first ? `${first.field} ${first.message}.` : "The request is not valid.";
  return refuse("invalid_request", message, { errors }).refusal;
}

function isFastifys4xx({ code, statusCode }: FastifyError): boolean {
  return code?.startsWith("FST_") && statusCode !== undefined && statusCode < 500;
}

function isUnavailable(error: Error & { code?: string }): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? "");
  return UNAVAILABLE.test(error.code ?? "") || CONNECTION_LOST.test(error.message);
}

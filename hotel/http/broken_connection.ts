import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { refuse } from "../vocabulary/refusal.ts";
import type { Refusal } from "../vocabulary/refusal.ts";
import { refusalMeanings } from "../vocabulary/refusal_codes.ts";
import { problemOf } from "./problem.ts";
import { newRequestId } from "./request_id.ts";

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: refuse("headers_too_large", "The headers have more than 16 KB.").refusal,
  ERR_HTTP_REQUEST_TIMEOUT: refuse("request_timeout", "The request did not arrive in time.").refusal,
};
const MALFORMED = refuse("invalid_request", "This is not HTTP/1.1.").refusal;

/** Answers what node's HTTP parser could not read, and hangs up: there is no request yet, only a socket. */
export function answerBrokenConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const refusal = REFUSALS[error.code ?? ""] ?? MALFORMED;
  const { status } = refusalMeanings[refusal.code];
  const body = JSON.stringify(problemOf(refusal, newRequestId()));
  if (!socket.writable) return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

import { hash } from "node:crypto";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";

/** The idempotency key of a request and what it stands for. */
export interface IdempotentRequest {
  readonly key: string;
  /** SHA-256 of method, route, path and body without the key: the same key with another fingerprint is refused (422). */
  readonly fingerprint: Buffer;
}

/** What {@link readIdempotency} needs of a fastify request. */
export interface KeyedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

/** 1 to 200 printable ASCII characters without spaces, quotes and backslashes: those would be escapes in the header's syntax. */
export const IDEMPOTENCY_KEY_PATTERN = "^[!#-\\[\\]-~]{1,200}$";

const KEY = new RegExp(IDEMPOTENCY_KEY_PATTERN);
/** The IETF draft writes the key as a structured-field string, in double quotes; nearly everybody writes it without. */
const QUOTED = /^"(.*)"$/;

/**
 * The idempotency key from the header `Idempotency-Key` (IETF draft, with or without quotes) or the body field
 * `idempotency_key`, with the fingerprint of the request; undefined when there is none. Both and different: refused with
 * `idempotency_key_conflict`; not a key: `invalid_request`.
 */
export function readIdempotency(request: KeyedRequest): Decision<IdempotentRequest | undefined> {
  const fromHeader = headerKey(request.headers["idempotency-key"]);
  const fromBody = bodyKey(request.body);
  if (fromHeader !== undefined && fromBody !== undefined && fromHeader !== fromBody) {
    return refuse("idempotency_key_conflict", "The header and the body carry different idempotency keys.");
  }
  const key = fromHeader ?? fromBody;
  if (key === undefined) return accept(undefined);
  if (!KEY.test(key)) return notAKey(fromHeader === undefined ? "/idempotency_key" : "Idempotency-Key");
  return accept(new KeyOf(key, request));
}

/** The fingerprint takes some microseconds, and a refusal needs none: it is made when it is first asked for. */
class KeyOf implements IdempotentRequest {
  readonly key: string;
  readonly #request: KeyedRequest;
  #fingerprint: Buffer | undefined;

  constructor(key: string, request: KeyedRequest) {
    this.key = key;
    this.#request = request;
  }

  get fingerprint(): Buffer {
    return (this.#fingerprint ??= fingerprintOf(this.#request));
  }
}

/** JSON with sorted members, so that two spellings of the same value are the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  // By hand and not by entries and a list of texts: every booking passes here.
  let text = "";
  for (const name of Object.keys(value).toSorted()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function headerKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = (Array.isArray(header) ? header.join(",") : header).trim();
  return QUOTED.exec(text)?.[1] ?? text;
}

function bodyKey(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("idempotency_key" in body)) return undefined;
  return typeof body.idempotency_key === "string" ? body.idempotency_key : undefined;
}

function fingerprintOf({ method, url, body }: KeyedRequest): Buffer {
  // By way of hexadecimal digits, which takes half as long as asking for a buffer: that gets memory of its own.
  return Buffer.from(hash("sha256", `${method} ${url}\n${canonicalJson(withoutKey(body))}`), "hex");
}

/** The key may move from the body to the header between two attempts of one request. */
function withoutKey(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("idempotency_key" in body)) return body ?? null;
  const { idempotency_key: _key, ...rest } = body;
  return rest;
}

function notAKey(field: string): ReturnType<typeof refuse> {
  const message = "An idempotency key is 1 to 200 printable ASCII characters without spaces, quotes and backslashes.";
  return refuse("invalid_request", message, { errors: [{ field, rule: "pattern", message }] });
}

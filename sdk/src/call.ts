import type { Operations } from "./generated/operations.ts";
import { send, type Call, type Transport } from "./transport.ts";

/** The name of a call: its method and path, `POST /v1/reservations`. */
export type OperationName = keyof Operations;

/** What a call takes: `path`, `query` and `body` as far as it has them. */
export type InputOf<Name extends OperationName> = Omit<Operations[Name], "reply">;

/** What a call answers when it is accepted. */
export type ReplyOf<Name extends OperationName> = Operations[Name]["reply"];

/** What goes with a call besides its input. */
export interface CallOptions {
  /** Instead of the client's: a booking's manage token, for example. */
  readonly token?: string;
  /** Your own key for a changing call, so that a repeat after a restart is the same call; a random one is made unless told. */
  readonly idempotencyKey?: string;
  /** The version of the resource that was read; staff edits need it. */
  readonly ifMatch?: number;
  /** Ends the call, also while it waits to be tried again. */
  readonly signal?: AbortSignal;
}

/** A function for every call of the API. */
export type Caller = <Name extends OperationName>(
  name: Name,
  ...input: {} extends InputOf<Name>
    ? [input?: InputOf<Name>, options?: CallOptions]
    : [input: InputOf<Name>, options?: CallOptions]
) => Promise<ReplyOf<Name>>;

interface Input {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A sign-in changes nothing, and its answer is a secret: it takes no idempotency key. */
const WITHOUT_KEY = /^\/v1\/auth\b/;

/** The caller that sends through this transport, with this token unless a call brings its own. */
export function callerOf(transport: Transport, token: string | undefined): Caller {
  const call = (name: OperationName, input: Input = {}, options: CallOptions = {}): Promise<unknown> =>
    send(transport, callOf(name, input, token === undefined ? options : { token, ...options }));
  return call as Caller;
}

function callOf(name: OperationName, input: Input, options: CallOptions): Call {
  const [method = "", path = ""] = name.split(" ");
  const reads = method === "GET";
  const key = reads || WITHOUT_KEY.test(path) ? undefined : keyOf(input, options);
  return {
    method,
    target: filledPath(path, input.path ?? {}) + queryText(input.query ?? {}),
    headers: headersOf(input, options, key),
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
    idempotencyKey: key,
    repeatable: reads || key !== undefined,
    signal: options.signal,
  };
}

function keyOf({ body }: Input, { idempotencyKey }: CallOptions): string {
  const inBody = body?.["idempotency_key"];
  return idempotencyKey ?? (typeof inBody === "string" ? inBody : crypto.randomUUID());
}

function headersOf({ body }: Input, { token, ifMatch }: CallOptions, key: string | undefined): Record<string, string> {
  return {
    accept: "application/json, application/problem+json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
  };
}

function filledPath(path: string, values: Readonly<Record<string, string | number>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}

function queryText(query: NonNullable<Input["query"]>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  return search.size === 0 ? "" : `?${search.toString()}`;
}

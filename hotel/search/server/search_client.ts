/** Why the search server did not do what it was asked. `gone`: the index is not there any more. */
export type ServerFailureKind = "unreachable" | "timeout" | "busy" | "gone" | "refused" | "wrong_answer";

/** The search server did not do what it was asked. The message has no password in it. */
export class ServerFailure extends Error {
  readonly kind: ServerFailureKind;

  constructor(kind: ServerFailureKind, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "ServerFailure";
    this.kind = kind;
  }
}

/** One request. */
export interface ServerRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  /** Below the address of the server, without a slash in front. */
  readonly path: string;
  /** Sent as JSON; an array as one line for each of its members. */
  readonly body?: unknown;
  /** Ends the request; unless told it ends after {@link REQUEST_MS}. */
  readonly signal?: AbortSignal;
  /** Statuses besides the good ones that are an answer and not a failure. */
  readonly expected?: readonly number[];
}

/** An answer that was expected. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The longest that a request may take unless told, in milliseconds: for filling an index, not for searches. */
export const REQUEST_MS = 30_000;
/** The most requests in flight; beyond that the next one fails at once. */
export const MOST_IN_FLIGHT = 64;

/** Talks to Elasticsearch or OpenSearch: only what is the same in both. Every request has an end. */
export class SearchClient {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** The address without user and password: for the log. */
  readonly address: string;
  #inFlight = 0;

  /** @param url http or https; may have a user with a password, and a path that a proxy in front wants */
  constructor(url: string) {
    const { protocol, host, pathname, username, password } = new URL(url);
    this.#base = `${protocol}//${host}${pathname.replace(/\/*$/, "")}`;
    this.address = this.#base;
    const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#headers = username === "" ? {} : { authorization: `Basic ${Buffer.from(secret).toString("base64")}` };
  }

  /** Throws {@link ServerFailure} unless the status is good or expected. */
  async send(request: ServerRequest): Promise<ServerAnswer> {
    if (this.#inFlight >= MOST_IN_FLIGHT)
      throw new ServerFailure("busy", `${MOST_IN_FLIGHT} requests to the search server are in flight`);
    this.#inFlight += 1;
    try {
      return await this.#exchange(request);
    } finally {
      this.#inFlight -= 1;
    }
  }

  async #exchange(request: ServerRequest): Promise<ServerAnswer> {
    const { method, path, signal = AbortSignal.timeout(REQUEST_MS), expected = [] } = request;
    const { status, text } = await this.#fetch(method, path, contentOf(request.body), signal);
    const isExpected = (status >= 200 && status < 300) || expected.includes(status);
    if (!isExpected) throw new ServerFailure(kindOf(status), `${method} ${shortPath(path)}: ${status} ${brief(text)}`);
    return { status, body: text === "" ? undefined : jsonIn(text, path) };
  }

  async #fetch(
    method: string,
    path: string,
    content: Content,
    signal: AbortSignal,
  ): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(`${this.#base}/${path}`, {
        method,
        headers: { ...this.#headers, ...content.headers },
        body: content.text,
        // A proxy that sends elsewhere would be told the password.
        redirect: "error",
        signal,
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      const kind = signal.aborted ? "timeout" : "unreachable";
      throw new ServerFailure(kind, `${method} ${shortPath(path)}: ${causeOf(cause)}`, { cause });
    }
  }
}

interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

function contentOf(body: unknown): Content {
  if (body === undefined) return { headers: {}, text: null };
  if (!Array.isArray(body)) return { headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
  const text = body.map((line) => `${JSON.stringify(line)}\n`).join("");
  return { headers: { "content-type": "application/x-ndjson" }, text };
}

function kindOf(status: number): ServerFailureKind {
  if (status === 404) return "gone";
  if (status === 429 || status === 503) return "busy";
  return status === 408 || status === 504 ? "timeout" : "refused";
}

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ServerFailure("wrong_answer", `${shortPath(path)}: no JSON but ${brief(text)}`, { cause });
  }
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}

function shortPath(path: string): string {
  return path.replace(/\?.*/, "");
}

function brief(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

import { Agent, request } from "node:http";

/** An answer of the API. */
export interface JsonAnswer {
  /** The HTTP status; 0 when none came within 15 seconds, or the connection broke. */
  readonly status: number;
  /** The body, when it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A call of the API. */
export interface JsonCall {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** The manage token of the reservation, where one is needed. */
  readonly token?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const MOST_CONNECTIONS = 64;
const LONGEST_WAIT_MS = 15_000;

/** Calls the API at a port of this machine over kept connections, 64 at most; close it to hang up. */
export class JsonClient {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });

  constructor(port: number) {
    this.#port = port;
  }

  /** Resolves with the answer, or with status 0; never rejects. */
  ask({ method, path, token, body }: JsonCall): Promise<JsonAnswer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { "content-type": "application/json", "content-length": text.length }),
    };
    const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
    return new Promise((resolve) => {
      const nothing = (): void => resolve({ status: 0, body: {} });
      const options = { host: "127.0.0.1", port: this.#port, method, path, headers, agent: this.#agent, signal };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: bodyOf(chunks) }));
        response.on("error", nothing);
      });
      sent.on("error", nothing);
      sent.end(text);
    });
  }

  /** Hangs up. */
  close(): void {
    this.#agent.destroy();
  }
}

function bodyOf(chunks: readonly Buffer[]): JsonAnswer["body"] {
  const text = Buffer.concat(chunks).toString("utf8");
  return text.startsWith("{") ? (JSON.parse(text) as JsonAnswer["body"]) : {};
}

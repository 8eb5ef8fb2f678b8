import { Agent, request } from "node:http";

/** An answer of the API. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A call of the API. */
export interface HttpCall {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path and query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

/** Calls one API on 127.0.0.1 over connections that stay open. */
export interface HttpClient {
  /** Rejects when there is no answer within 30 seconds, or none in JSON. */
  send(call: HttpCall): Promise<HttpAnswer>;
  close(): void;
}

const TIMEOUT_MS = 30_000;

/** A client that keeps at most so many connections open. */
export function httpClient(port: number, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { send: (call) => send(agent, port, call), close: () => agent.destroy() };
}

async function send(agent: Agent, port: number, call: HttpCall): Promise<HttpAnswer> {
  const { status, text } = await exchange(agent, port, call);
  return { status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

function exchange(agent: Agent, port: number, call: HttpCall): Promise<{ status: number; text: string }> {
  const { method, path, body, token } = call;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { agent, host: "127.0.0.1", port, method, path, headers, timeout: TIMEOUT_MS },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: no answer in ${TIMEOUT_MS / 1000} s`)));
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

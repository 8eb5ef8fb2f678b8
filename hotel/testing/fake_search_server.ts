import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a fake search server was asked. */
export interface FakeRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The lines of the body, each parsed. */
  readonly lines: readonly unknown[];
}

/** What it answers: JSON, another text, or nothing at all. */
export type FakeAnswer =
  | { readonly status?: number; readonly json?: unknown; readonly text?: string; readonly location?: string }
  | "silence";

/** Starts a server on this machine that answers as it is told, until the test is over. */
export async function fakeSearchServer(
  answer: (request: FakeRequest) => FakeAnswer,
): Promise<{ readonly url: string; readonly requests: FakeRequest[] }> {
  const requests: FakeRequest[] = [];
  const server = createServer((message, reply) => {
    let text = "";
    message.setEncoding("utf8").on("data", (part: string) => (text += part));
    message.on("end", () => {
      const lines = text.split("\n").filter((line) => line !== "");
      const { method = "", url: path = "", headers } = message;
      const request = { method, path, headers, lines: lines.map((line) => JSON.parse(line) as unknown) };
      requests.push(request);
      const given = answer(request);
      if (given === "silence") return;
      reply.writeHead(given.status ?? 200, given.location === undefined ? {} : { location: given.location });
      reply.end(given.text ?? (given.json === undefined ? "" : JSON.stringify(given.json)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

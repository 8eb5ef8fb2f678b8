import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { App } from "./app.ts";

/** Where node keeps the reply that a connection is working on; null or absent between requests. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/** A request that is on its way when closing begins still gets its answer; milliseconds. */
const LAST_CALL_MS = 300;

/**
 * Lets connections end soon once the server closes. node waits for two kinds of them until the grace is over: those whose reply
 * was begun before and promises `keep-alive`, and those that were opened in advance and have never carried a request.
 */
export function endConnectionsOnClose(app: App): void {
  const sockets = new Set<HttpSocket>();
  app.server.on("connection", (socket: HttpSocket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  app.addHook("preClose", (done) => {
    for (const { _httpMessage: reply } of sockets) {
      if (reply && !reply.headersSent) reply.shouldKeepAlive = false;
    }
    setTimeout(() => closeUnused(sockets), LAST_CALL_MS).unref();
    done();
  });
}

function closeUnused(sockets: ReadonlySet<HttpSocket>): void {
  for (const socket of sockets) {
    if (!socket._httpMessage) socket.destroy();
  }
}

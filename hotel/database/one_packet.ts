import type { ClientBase } from "pg";

/** The socket below a client, which pg's types leave out: corked, it gathers what is written and sends it at once. */
interface WithSocket {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

/**
 * Sends all statements that `send` asks a pipelined client for in one packet, and waits for its promise. Without it each
 * statement is a write of its own to the socket, which costs more than the statement's text.
 */
export function inOnePacket<Answer>(client: ClientBase, send: () => Promise<Answer>): Promise<Answer> {
  const socket = (client as ClientBase & WithSocket).connection?.stream;
  socket?.cork?.();
  try {
    return send();
  } finally {
    socket?.uncork?.();
  }
}

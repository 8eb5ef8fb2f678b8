import type { ClientBase, QueryConfig, QueryResult } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";

/** The socket below a client, which pg's types leave out: corked, it gathers what is written and sends it at once. */
interface WithSocket {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

/**
 * Sends statements that do not depend on each other's answers in one packet and waits for all answers. Throws the first
 * error; the answers behind it are then errors too, because PostgreSQL has aborted the transaction.
 */
export function sendTogether(
  connection: Queryable,
  statements: readonly (string | QueryConfig)[],
): Promise<QueryResult[]> {
  const socket = (connection as ClientBase & WithSocket).connection?.stream;
  socket?.cork?.();
  const answers = statements.map((statement) => connection.query(statement as QueryConfig));
  socket?.uncork?.();
  return Promise.all(answers);
}

/** Sends the writes that end a transaction together with its COMMIT. Throws when COMMIT answers ROLLBACK. */
export async function commitWith(connection: Queryable, writes: readonly QueryConfig[]): Promise<QueryResult[]> {
  const results = await sendTogether(connection, [...writes, "COMMIT"]);
  if (results.at(-1)?.command !== "COMMIT") throw new Error("COMMIT was answered with ROLLBACK");
  return results;
}

import type { PoolClient } from "pg";
import type { Database, Queryable } from "../database/database.ts";

/**
 * The database, in which something else happens once, between the answer to the n-th statement of whoever uses it and the next one:
 * what is put together from two moments shows then. BEGIN and COMMIT count too. For those who send one statement after the other.
 */
export function interruptedAfter(database: Database, statements: number, meanwhile: () => Promise<unknown>): Database {
  let left = statements;
  const answered = async (): Promise<void> => {
    left -= 1;
    if (left === 0) await meanwhile();
  };
  const pool = watched(database.pool, answered, async () => watched(await database.pool.connect(), answered));
  return { pool, connection: database.connection, close: () => database.close() };
}

function watched<Connection extends Queryable>(
  connection: Connection,
  answered: () => Promise<void>,
  connect?: () => Promise<PoolClient>,
): Connection {
  const send = connection.query.bind(connection) as (...statement: unknown[]) => Promise<unknown>;
  const query = async (...statement: unknown[]): Promise<unknown> => {
    const answer = await send(...statement);
    await answered();
    return answer;
  };
  return new Proxy(connection, {
    get: (target, name) => {
      if (name === "query") return query;
      if (name === "connect" && connect !== undefined) return connect;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}

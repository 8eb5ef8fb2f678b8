import type { Queryable } from "../../hotel/database/database.ts";

/** What a statement has cost the server. */
export interface StatementCost {
  /** Its first words. */
  readonly text: string;
  readonly calls: number;
  /** Executing it, without parsing and the way to and fro, in microseconds for all calls. */
  readonly microseconds: number;
  readonly rows: number;
  readonly walBytes: number;
}

const READ = `
  SELECT left(regexp_replace(btrim(query), '\\s+', ' ', 'g'), 60) AS text, calls::int, total_exec_time * 1000 AS microseconds,
         rows::int, wal_bytes::float AS "walBytes"
    FROM pg_stat_statements
   WHERE query !~ 'pg_stat_statements'
   ORDER BY total_exec_time DESC
   LIMIT $1`;

/** Counts from now on. The server must have been started with `pg_stat_statements` preloaded. */
export async function countStatements(connection: Queryable): Promise<void> {
  await connection.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  await connection.query("SELECT pg_stat_statements_reset()");
}

/** The statements since then that took longest together. */
export async function costliestStatements(connection: Queryable, most: number): Promise<StatementCost[]> {
  const { rows } = await connection.query<StatementCost>(READ, [most]);
  return rows;
}

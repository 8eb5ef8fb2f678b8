import type { Queryable } from "../database/database.ts";

/** How far the ledger is behind, and what may hold it up. */
export interface DispatcherLag {
  /** Rows waiting in the outbox; counted up to 100,000. */
  readonly backlog: number;
  /** How long the oldest of them has waited, in milliseconds of real time; 0 when none waits. */
  readonly oldestRowMs: number;
  /**
   * How long the oldest open transaction has been open, anywhere in the cluster, in milliseconds; 0 when there is none. While
   * it is open no dead row can be removed: the outbox and the hot night rows grow.
   */
  readonly oldestTransactionMs: number;
  /** The process id of that transaction's connection and its application name; `prepared` for a prepared one. */
  readonly oldestTransaction: string | null;
}

/**
 * Reads the lag. The role needs `pg_read_all_stats` (or `pg_monitor`) to see transactions of other roles; without it
 * only its own are seen. `after`: only rows with a higher event id can be waiting.
 */
export async function readLag(client: Queryable, after = 0): Promise<DispatcherLag> {
  const { rows } = await client.query<DispatcherLag>({ name: "read_lag", text: READ_LAG, values: [after] });
  const [row] = rows;
  if (row === undefined) throw new Error("the lag query answered no row");
  return row;
}

const READ_LAG = `
  WITH open_transaction AS (
    SELECT xact_start AS since, pid || ' ' || application_name AS who
    FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
    UNION ALL
    SELECT prepared, 'prepared ' || gid FROM pg_prepared_xacts
  ),
  oldest AS (
    SELECT since, who FROM open_transaction ORDER BY since LIMIT 1
  )
  SELECT
    (SELECT count(*)::integer FROM (
      SELECT FROM outbox WHERE event_id > $1 ORDER BY event_id LIMIT 100000
    ) AS waiting) AS backlog,
    coalesce((
      SELECT greatest(0, extract(epoch FROM clock_timestamp() - written_at) * 1000)::double precision
      FROM outbox WHERE event_id > $1 ORDER BY event_id LIMIT 1
    ), 0) AS "oldestRowMs",
    coalesce((
      SELECT greatest(0, extract(epoch FROM clock_timestamp() - since) * 1000)::double precision FROM oldest
    ), 0) AS "oldestTransactionMs",
    (SELECT who FROM oldest) AS "oldestTransaction"`;

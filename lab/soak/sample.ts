import type { Queryable } from "../../hotel/database/database.ts";
import { memoryOf, type Megabytes } from "../bench/memory.ts";
import type { Serving } from "../servers/engine_process.ts";
import type { RelationSize } from "./bloat.ts";
import type { Seen } from "./open_loop.ts";
import { readProcessMetrics, type ProcessMetrics } from "./process_metrics.ts";

/** Everything at one moment of a soak. */
export interface Sample extends ProcessMetrics {
  /** Seconds from the start. */
  readonly at: number;
  /** What of the API process lies in memory. */
  readonly apiMegabytes: Megabytes;
  /** What the connections' processes of PostgreSQL have besides the shared memory, all together. */
  readonly postgresMegabytes: Megabytes;
  readonly relations: readonly RelationSize[];
  readonly outboxRows: number;
  /** Age of the oldest open transaction, in seconds; 0 when there is none. */
  readonly oldestTransaction: number;
  readonly answersPerSecond: number;
  /** Of the answers since the sample before, in milliseconds. */
  readonly p99: number;
}

const RELATIONS = `
  SELECT c.relname AS name, 'table' AS kind, c.relname AS table, pg_table_size(c.oid) AS bytes,
         s.n_live_tup AS live, s.n_dead_tup AS dead
    FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
   UNION ALL
  SELECT i.indexrelname, 'index', i.relname, pg_relation_size(i.indexrelid), s.n_live_tup, s.n_dead_tup
    FROM pg_stat_user_indexes i JOIN pg_stat_user_tables s USING (relid)
   ORDER BY name`;

const OUTBOX = "SELECT count(*) AS rows FROM outbox";

const TRANSACTIONS = `
  SELECT coalesce(extract(epoch FROM max(clock_timestamp() - xact_start)), 0)::double precision AS oldest,
         array_agg(pid) AS pids
    FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** Looks at the process and at its database; `seen` in the `seconds` since the look before. */
export async function takeSample(
  connection: Queryable,
  serving: Serving,
  at: number,
  seen: Seen,
  seconds: number,
): Promise<Sample> {
  const relations = await connection.query<RelationSize>(RELATIONS);
  const outbox = await connection.query<{ rows: number }>(OUTBOX);
  const sessions = await connection.query<{ oldest: number; pids: number[] | null }>(TRANSACTIONS);
  const backends = await Promise.all((sessions.rows[0]?.pids ?? []).map(memoryOf));
  return {
    at,
    ...(await readProcessMetrics(serving.port)),
    apiMegabytes: (await memoryOf(serving.pid)).now,
    postgresMegabytes: backends.reduce((sum, { own }) => sum + own, 0),
    relations: relations.rows,
    outboxRows: outbox.rows[0]?.rows ?? Number.NaN,
    oldestTransaction: sessions.rows[0]?.oldest ?? Number.NaN,
    answersPerSecond: seen.answers / seconds,
    p99: seen.p99,
  };
}

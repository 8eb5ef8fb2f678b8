import type { Queryable } from "../database/database.ts";

/** A run that was entered in the record: its start, exact as the database writes it, and the cursor left by the one before. */
export interface EnteredRun {
  readonly startedAt: string;
  readonly cursor: string | null;
}

/**
 * How long until the task is due, in milliseconds of real time; 0 when it is. Its rhythm counts from start to start over all
 * nodes; after a failure, or a run that died with its node, it is due again after a minute at the latest.
 */
export async function untilDue(client: Queryable, name: string, everyMs: number): Promise<number> {
  const { rows } = await client.query<{ wait: number }>({
    name: "periodic_until_due",
    text: UNTIL_DUE,
    values: [name, everyMs],
  });
  return rows[0]?.wait ?? 0;
}

/** Enters a start. The caller holds the task's lock. */
export async function enterStart(client: Queryable, name: string): Promise<EnteredRun> {
  const { rows } = await client.query<EnteredRun>(ENTER_START, [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the start of ${name} could not be recorded`);
  return row;
}

/** Enters how the run ended, unless a later one has begun meanwhile. */
export async function enterEnd(
  client: Queryable,
  name: string,
  run: EnteredRun,
  failure: string | null,
): Promise<void> {
  await client.query(ENTER_END, [name, run.startedAt, failure]);
}

/** Keeps where a long task shall go on, unless a later run has begun meanwhile. */
export async function keepCursor(
  client: Queryable,
  name: string,
  run: EnteredRun,
  cursor: string | null,
): Promise<void> {
  await client.query(KEEP_CURSOR, [name, run.startedAt, cursor]);
}

/** The cursor that the task keeps; null when it keeps none, or has never run. On every node the same. */
export async function readCursor(db: Queryable, name: string): Promise<string | null> {
  const { rows } = await db.query<{ cursor: string | null }>(READ_CURSOR, [name]);
  return rows[0]?.cursor ?? null;
}

const UNTIL_DUE = `
  SELECT greatest(0, extract(epoch FROM started_at - clock_timestamp()) * 1000
    + CASE WHEN failure IS NULL AND finished_at >= started_at THEN $2 ELSE least($2, 60000) END
  )::double precision AS wait
  FROM periodic_task
  WHERE name = $1`;

const ENTER_START = `
  INSERT INTO periodic_task (name, started_at) VALUES ($1, clock_timestamp())
  ON CONFLICT (name) DO UPDATE SET started_at = clock_timestamp()
  RETURNING started_at::text AS "startedAt", cursor`;

const ENTER_END = `
  UPDATE periodic_task SET finished_at = clock_timestamp(), failure = $3
  WHERE name = $1 AND started_at = $2::timestamptz`;

const KEEP_CURSOR = "UPDATE periodic_task SET cursor = $3 WHERE name = $1 AND started_at = $2::timestamptz";

const READ_CURSOR = "SELECT cursor FROM periodic_task WHERE name = $1";

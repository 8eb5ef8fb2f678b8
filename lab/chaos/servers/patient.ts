import pg from "pg";
import type { Database } from "../../../hotel/database/database.ts";

const STATEMENT_MS = 300_000;
const ANSWER_GRACE_MS = 10_000;

/** Does some work on the same database with statements that may take five minutes: after an hour of bookings a recount takes its time. */
export async function withPatience<Result>(
  { connection }: Database,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const patient: pg.PoolConfig = {
    ...connection,
    max: 1,
    options: `${connection.options ?? ""} -c statement_timeout=${STATEMENT_MS}`,
    query_timeout: STATEMENT_MS + ANSWER_GRACE_MS,
  };
  const pool = new pg.Pool(patient);
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  pool.on("error", () => undefined);
  try {
    return await work({ pool, connection: patient, close: () => pool.end() });
  } finally {
    await pool.end();
  }
}

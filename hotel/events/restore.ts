import type { Queryable } from "../database/database.ts";

/**
 * Takes over the events of a restored backup, in the restoring transaction, before anything writes. COPY brings rows back but
 * no counters, and a new event with a low id would overtake the restored ones that still wait: so the ids go
 * on after the highest that was ever used. The database gets a new incarnation, by which followers notice. Returns
 * how many events still wait to be moved.
 */
export async function renumberOutbox(tx: Queryable): Promise<number> {
  await tx.query(MOVE_EVENT_IDS_ON);
  await tx.query("UPDATE installation SET incarnation = gen_random_uuid()");
  const { rows } = await tx.query<{ waiting: number }>("SELECT count(*) AS waiting FROM outbox");
  return rows[0]?.waiting ?? 0;
}

const MOVE_EVENT_IDS_ON = `
  SELECT setval(pg_get_serial_sequence('outbox', 'event_id'), greatest(
    nextval(pg_get_serial_sequence('outbox', 'event_id')),
    (SELECT max(event_id) FROM outbox),
    (SELECT max(event_id) FROM event)
  ))`;

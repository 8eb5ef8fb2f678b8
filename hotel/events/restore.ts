import type { Queryable } from "../database/database.ts";

/**
 * Takes over a ledger that was restored from a backup, in the restoring transaction, before anything writes: transaction ids
 * of the old cluster mean nothing in the new one (rows with a larger one would wait for ever). Gives every waiting
 * row the oldest possible id, in the old order, moves the event ids past all that were used, and gives the
 * database a new incarnation, so that followers notice. Returns the number of waiting rows.
 */
export async function renumberOutbox(tx: Queryable): Promise<number> {
  await tx.query(MOVE_EVENT_IDS_ON);
  const { rowCount } = await tx.query(RENUMBER);
  await tx.query("UPDATE installation SET incarnation = gen_random_uuid()");
  return rowCount ?? 0;
}

/** Whether the outbox has rows of another cluster: their transaction id has not been given here yet. */
export async function hasForeignRows(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ foreign: boolean }>(FIND_FOREIGN);
  return rows[0]?.foreign === true;
}

// The statement's own xid may be given after its snapshot was taken: only what is visible counts, and a visible row
// of this cluster is always below xmax.
const FIND_FOREIGN = `
  SELECT EXISTS (SELECT FROM outbox WHERE tx >= pg_snapshot_xmax(pg_current_snapshot())) AS foreign`;

const MOVE_EVENT_IDS_ON = `
  SELECT setval(pg_get_serial_sequence('outbox', 'event_id'), greatest(
    nextval(pg_get_serial_sequence('outbox', 'event_id')),
    (SELECT max(event_id) FROM outbox),
    (SELECT max(event_id) FROM event)
  ))`;

// 3 is the first transaction id of any cluster: due at once and before everything new. event_id gets new values in the
// order of the rows, because within one transaction id it alone keeps their order.
const RENUMBER = `
  WITH restored AS (
    DELETE FROM outbox
    RETURNING tx, event_id, hotel_id, type, version, reservation_id, actor, via, request_id, at, data
  )
  INSERT INTO outbox (tx, hotel_id, type, version, reservation_id, actor, via, request_id, at, data)
  SELECT '3'::xid8, hotel_id, type, version, reservation_id, actor, via, request_id, at, data
  FROM restored
  ORDER BY restored.tx, restored.event_id`;

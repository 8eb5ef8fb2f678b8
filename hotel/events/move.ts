import type { Queryable } from "../database/database.ts";

/** Where a move begins and how much it takes. */
export interface MoveRange {
  /** The lowest transaction id that can still have due rows, as text; "0" for all. Spares reading past dead rows. */
  readonly from: string;
  /** The most rows of one move: it bounds the transaction. */
  readonly limit: number;
}

/** What a move did. */
export interface Move {
  readonly moved: number;
  /** `from` of the next move. */
  readonly next: string;
}

/**
 * Moves the due rows from the outbox to the ledger, in commit order (tx, event_id), in one statement that is its own
 * transaction. Only one session may do this at a time: it holds the dispatcher's lock.
 */
export async function moveDueEvents(client: Queryable, range: MoveRange): Promise<Move> {
  const { rows } = await client.query<{ moved: number; next: string }>({
    name: "move_due_events",
    text: MOVE,
    values: [range.from, range.limit],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("the move of events answered no row");
  return row;
}

// Due is what no open transaction can still precede: tx below the oldest transaction that has not ended. `id > last`
// would lose an event whose transaction took its id early and committed late. The ctid is safe to
// delete by: rows of the outbox are never updated, and only this statement deletes them.
//
// When fewer rows than the limit were due, everything below the horizon of this snapshot is gone for good.
// Otherwise rows of the last transaction may remain.
const MOVE = `
  WITH due AS (
    DELETE FROM outbox
    WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM outbox
      WHERE tx >= $1::xid8 AND tx < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY tx, event_id
      LIMIT $2
    ))
    RETURNING tx, event_id, hotel_id, type, version, reservation_id, actor, via, request_id, at, data
  ),
  total AS (
    SELECT count(*) AS moved, max(tx) AS last_tx FROM due
  ),
  last_sequence AS (
    INSERT INTO event_sequence AS known (hotel_id, sequence)
    SELECT hotel_id, count(*) FROM due GROUP BY hotel_id
    ON CONFLICT (hotel_id) DO UPDATE SET sequence = known.sequence + excluded.sequence
    RETURNING hotel_id, sequence
  ),
  last_position AS (
    UPDATE event_position SET position = position + (SELECT moved FROM total)
    WHERE (SELECT moved FROM total) > 0
    RETURNING position
  ),
  numbered AS (
    SELECT due.*,
      row_number() OVER of_hotel - count(*) OVER (PARTITION BY hotel_id) AS from_last_of_hotel,
      row_number() OVER of_all - (SELECT moved FROM total) AS from_last_of_all
    FROM due
    WINDOW of_hotel AS (PARTITION BY hotel_id ORDER BY tx, event_id), of_all AS (ORDER BY tx, event_id)
  ),
  recorded AS (
    INSERT INTO event (hotel_id, sequence, position, event_id, type, version, reservation_id,
      actor, via, request_id, at, data)
    SELECT numbered.hotel_id, last_sequence.sequence + from_last_of_hotel,
      (SELECT position FROM last_position) + from_last_of_all, event_id, type, version, reservation_id,
      actor, via, request_id, at, data
    FROM numbered
    JOIN last_sequence ON last_sequence.hotel_id = numbered.hotel_id
  )
  SELECT moved,
    CASE WHEN moved < $2 THEN pg_snapshot_xmin(pg_current_snapshot()) ELSE last_tx END AS next
  FROM total`;

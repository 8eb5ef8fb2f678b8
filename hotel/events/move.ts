import type { Queryable } from "../database/database.ts";
import type { MoveFacts } from "./low_mark.ts";
import { TELL_MOVED } from "./rings.ts";

/** Where a move begins and how much it takes. */
export interface MoveRange {
  /** Only rows with a higher event id; 0 for all. See `LowMark`. */
  readonly after: number;
  /** The most rows of one move: it bounds the transaction. */
  readonly limit: number;
}

/**
 * Moves what is committed from the outbox to the ledger, by event id, in one statement that is its own transaction, and
 * numbers it: per hotel and over all, without gaps. Only one session may do this at a time: it holds the
 * dispatcher's lock.
 */
export async function moveEvents(client: Queryable, range: MoveRange): Promise<MoveFacts> {
  const { rows } = await client.query<MoveRow>({
    name: "move_events",
    text: MOVE,
    values: [range.after, range.limit],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("the move of events answered no row");
  return {
    moved: row.moved,
    limit: range.limit,
    lastEventId: row.last_event_id,
    transaction: row.transaction === null ? null : BigInt(row.transaction),
    horizon: BigInt(row.horizon),
  };
}

interface MoveRow {
  readonly moved: number;
  readonly last_event_id: number;
  readonly transaction: string | null;
  readonly horizon: string;
}

// Nothing is lost to the order of commits: a row that is committed later stays in the outbox until it is moved, whatever
// its id. And no effect is numbered before its cause: when an event can be seen, so can those that it depends on,
// and their ids are lower. The ctid is safe to delete by: rows of the outbox are never updated, and
// only this statement deletes them.
//
// Numbering goes on from the end of the ledger itself, one look into an index for each hotel: a row that counts would be
// updated by every move, and its dead versions pile up as long as anybody keeps a snapshot open.
const MOVE = `
  WITH taken AS (
    DELETE FROM outbox
    WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM outbox WHERE event_id > $1 ORDER BY event_id LIMIT $2
    ))
    RETURNING event_id, hotel_id, type, version, reservation_id, actor, via, request_id, at, data
  ),
  total AS (
    SELECT count(*) AS moved, coalesce(max(event_id), 0) AS last_event_id FROM taken
  ),
  hotel_end AS MATERIALIZED (
    SELECT hotel_id, coalesce((SELECT max(sequence) FROM event WHERE event.hotel_id = written.hotel_id), 0) AS sequence
    FROM (SELECT DISTINCT hotel_id FROM taken) AS written
  ),
  numbered AS (
    SELECT taken.*,
      row_number() OVER (PARTITION BY hotel_id ORDER BY event_id) AS place_in_hotel,
      row_number() OVER (ORDER BY event_id) AS place
    FROM taken
  ),
  recorded AS (
    INSERT INTO event (hotel_id, sequence, position, event_id, type, version, reservation_id,
      actor, via, request_id, at, data)
    SELECT numbered.hotel_id, hotel_end.sequence + place_in_hotel,
      coalesce((SELECT max(position) FROM event), 0) + place, event_id, type, version, reservation_id,
      actor, via, request_id, at, data
    FROM numbered
    JOIN hotel_end ON hotel_end.hotel_id = numbered.hotel_id
  )
  SELECT moved, last_event_id,
    CASE WHEN moved > 0 THEN pg_current_xact_id() END AS transaction,
    pg_snapshot_xmin(pg_current_snapshot()) AS horizon,
    ${TELL_MOVED}
  FROM total`;

import type { Queryable } from "../database/database.ts";
import { eventOfRow, type EventNotice, type EventRow, type LedgerEvent } from "./event.ts";
import type { EventCursor } from "./follow.ts";

/** Reads events after a cursor, in order, at most so many; undefined when the database is in another life than the cursor. */
export type LedgerReading<Event> = (
  db: Queryable,
  cursor: EventCursor,
  limit: number,
) => Promise<readonly Event[] | undefined>;

// The incarnation is checked by the statement that reads: no row at all means another one, a row of nulls nothing new.
const READ_EVENTS = `
  SELECT found.*
  FROM installation
  LEFT JOIN LATERAL (
    SELECT position, hotel_id, sequence, event_id, type, version, reservation_id, actor, via, request_id, at, data
    FROM event
    WHERE position > $1
    ORDER BY position
    LIMIT $2
  ) AS found ON true
  WHERE incarnation = $3
  ORDER BY position`;

/** Whole events. */
export const readEvents: LedgerReading<LedgerEvent> = async (db, cursor, limit) => {
  const { rows } = await db.query<EventRow | { position: null }>({
    name: "read_events",
    text: READ_EVENTS,
    values: [cursor.position, limit, cursor.incarnation],
  });
  if (rows.length === 0) return undefined;
  return rows.filter((row) => row.position !== null).map((row) => eventOfRow(row));
};

// All of them as one value: it is taken apart at once, where rows are taken apart column by column.
const READ_NOTICES = `
  SELECT (SELECT json_agg(json_build_array(position, hotel_id, type, at, data) ORDER BY position)
            FROM (SELECT position, hotel_id, type, at, data
                    FROM event
                   WHERE position > $1
                   ORDER BY position
                   LIMIT $2) AS found) AS notices
  FROM installation
  WHERE incarnation = $3`;

type Written = readonly [position: number, hotelId: number, type: string, at: string, data: unknown];

/** What names the things that events changed. */
export const readNotices: LedgerReading<EventNotice> = async (db, cursor, limit) => {
  const { rows } = await db.query<{ notices: readonly Written[] | null }>({
    name: "read_notices",
    text: READ_NOTICES,
    values: [cursor.position, limit, cursor.incarnation],
  });
  const [row] = rows;
  return row === undefined ? undefined : (row.notices ?? []).map(noticeOf);
};

/** As with a row of the table, type and data are taken as they stand. */
function noticeOf([position, hotelId, type, at, data]: Written): EventNotice {
  return { position, hotelId, type, at: new Date(at), data } as EventNotice;
}

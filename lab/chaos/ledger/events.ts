import type { Queryable } from "../../../hotel/database/database.ts";
import { nightOf, type Night } from "../../../hotel/vocabulary/night.ts";

/** Consecutive nights of one room of a reservation, `[from, to)`. */
export interface Segment {
  readonly stayNo: number;
  readonly roomTypeId: number;
  readonly roomId: number | null;
  readonly from: Night;
  readonly to: Night;
}

/** One line of the ledger, as far as the checks need it. */
export interface LedgerEvent {
  readonly position: number;
  readonly hotelId: number;
  readonly sequence: number;
  readonly type: string;
  /** Empty where the event is the hotel's. */
  readonly reservationId: string;
  readonly requestId: string;
  /** The rooms as they are now, or those that were given back. */
  readonly stays: readonly Segment[];
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
  /** When a hold runs out, in milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** Of a lapse the room type whose nights went back; of a change of single nights' rates the type of the nights. */
  readonly roomTypeId: number | undefined;
  readonly fromHold: boolean;
  /** When it was decided, by the clock of the hotels, in milliseconds since 1970. */
  readonly at: number;
}

const SINCE = `
  SELECT position, hotel_id, sequence, type, reservation_id, request_id, at, data
    FROM event
   WHERE position > $1
   ORDER BY position`;

/** The ledger after a position, in its order. */
export async function readLedger(db: Queryable, after: number): Promise<LedgerEvent[]> {
  const { rows } = await db.query<EventRow>(SINCE, [after]);
  return rows.map(eventOf);
}

interface EventRow {
  readonly position: number;
  readonly hotel_id: number;
  readonly sequence: number;
  readonly type: string;
  readonly reservation_id: string | null;
  readonly request_id: string;
  readonly at: Date;
  readonly data: EventData;
}

interface EventData {
  readonly stays?: readonly SegmentShown[];
  readonly before?: readonly SegmentShown[];
  readonly after?: readonly SegmentShown[];
  readonly expires_at?: string;
  readonly room_type_id?: number;
  readonly from_hold?: boolean;
}

interface SegmentShown {
  readonly stay_no: number;
  readonly room_type_id: number;
  readonly room_id: number | null;
  readonly start_date: string;
  readonly end_date: string;
}

function eventOf(row: EventRow): LedgerEvent {
  const { data } = row;
  return {
    position: row.position,
    hotelId: row.hotel_id,
    sequence: row.sequence,
    type: row.type,
    reservationId: row.reservation_id ?? "",
    requestId: row.request_id,
    stays: (data.stays ?? []).map(segmentOf),
    before: (data.before ?? []).map(segmentOf),
    after: (data.after ?? []).map(segmentOf),
    expiresAt: data.expires_at === undefined ? undefined : Date.parse(data.expires_at),
    roomTypeId: data.room_type_id,
    fromHold: data.from_hold === true,
    at: row.at.getTime(),
  };
}

function segmentOf(shown: SegmentShown): Segment {
  return {
    stayNo: shown.stay_no,
    roomTypeId: shown.room_type_id,
    roomId: shown.room_id,
    from: nightOf(shown.start_date),
    to: nightOf(shown.end_date),
  };
}

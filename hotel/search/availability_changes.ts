import type { Queryable } from "../database/database.ts";
import { eventOfRow, type EventRow } from "../events/event.ts";
import type { EventCursor } from "../events/follow.ts";
import { formatNight } from "../vocabulary/night.ts";
import type { SearchIndex } from "./index/search_index.ts";
import { whatToRead, type ToRead } from "./index/what_to_read.ts";

/** Nights of a room type on which the number of free rooms may have changed, as the stream tells it. */
export interface AvailabilityChange {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  /** Rooms free on each night, as of now. */
  readonly available_rooms: readonly number[];
}

/** What a batch of events changed in one hotel. */
export interface HotelChanges {
  readonly nights: readonly AvailabilityChange[];
  /** Whether the hotel, its types or its rates changed: then more than counts is to be read again. */
  readonly isOther: boolean;
}

/** What was changed in those of the hotels that it was about, told with the counts of the index. */
export function changesIn(
  index: SearchIndex,
  read: ToRead,
  isAsked: (hotelId: number) => boolean,
): Map<number, HotelChanges> {
  const others = new Set([...read.rates.map((one) => one.hotelId), ...read.hotels, ...read.books]);
  const nights = Map.groupBy(read.nights, ({ hotelId }) => hotelId);
  const found = new Map<number, HotelChanges>();
  for (const hotelId of new Set([...nights.keys(), ...others])) {
    if (!isAsked(hotelId)) continue;
    const told = (nights.get(hotelId) ?? []).flatMap((one) => changeOf(index, one));
    const isOther = others.has(hotelId);
    if (isOther || told.length > 0) found.set(hotelId, { nights: told, isOther });
  }
  return found;
}

function changeOf(index: SearchIndex, touched: ToRead["nights"][number]): AvailabilityChange[] {
  const { hotelId, roomTypeId } = touched;
  const type = index.hotel(hotelId)?.types.find((one) => one.roomTypeId === roomTypeId);
  const from = Math.max(touched.from, index.planes.first);
  const to = Math.min(touched.to, index.planes.end);
  if (from >= to) return [];
  const free = Array.from({ length: to - from }, (_, place) =>
    type === undefined ? 0 : Math.max(0, index.planes.free(from + place)[type.slot] as number),
  );
  const dates = { start_date: formatNight(from), end_date: formatNight(to) };
  return [{ hotel_id: hotelId, room_type_id: roomTypeId, ...dates, available_rooms: free }];
}

/** So far back a stream goes on; further back its reader begins anew. */
const MOST_POSITIONS = 100_000;
const MOST_EVENTS = 5_000;

const SINCE = `
  SELECT position, hotel_id, sequence, event_id, type, version, reservation_id, actor, via, request_id, at, data
    FROM event
   WHERE position > $1 AND position <= $2 AND hotel_id = ANY ($3::int[])
   ORDER BY position
   LIMIT $4`;

/** What the events of hotels after a position, up to the cursor, say; undefined when that is too long ago. */
export async function readSince(
  db: Queryable,
  position: number,
  cursor: EventCursor,
  hotelIds: ReadonlySet<number>,
): Promise<ToRead | undefined> {
  if (position > cursor.position || cursor.position - position > MOST_POSITIONS) return undefined;
  const { rows } = await db.query<EventRow>(SINCE, [position, cursor.position, [...hotelIds], MOST_EVENTS + 1]);
  return rows.length > MOST_EVENTS ? undefined : whatToRead(rows.map(eventOfRow));
}

/** A position as the id of a message: it means nothing in another life of the database. */
export function messageId({ incarnation, position }: EventCursor): string {
  return `${incarnation.slice(0, 8)}-${position}`;
}

/** The position of an id; undefined for what is none of this life of the database. */
export function positionOf(id: string, { incarnation }: EventCursor): number | undefined {
  const found = /^([0-9a-f]{8})-(\d{1,15})$/.exec(id);
  return found !== null && found[1] === incarnation.slice(0, 8) ? Number(found[2]) : undefined;
}

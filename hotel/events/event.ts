import type { Actor } from "../vocabulary/actor.ts";
import type { EventData, EventType } from "./catalogue.ts";

/** What every event carries besides its data. */
export interface EventEnvelope {
  /** The place among all events of this database, without gaps, in commit order. */
  readonly position: number;
  readonly hotelId: number;
  /** The place among the events of the hotel, from 1, without gaps, in commit order. */
  readonly sequence: number;
  /** Unique within the database; its order means nothing. */
  readonly eventId: number;
  /** The version of the catalogue's entry by which the data was written. */
  readonly version: number;
  readonly reservationId: string | null;
  readonly actor: Actor;
  /** When it happened, by the clock of the hotels. */
  readonly at: Date;
}

/** An event of one type, as the ledger keeps it. */
export interface EventOf<Kind extends EventType> extends EventEnvelope {
  readonly type: Kind;
  readonly data: EventData<Kind>;
}

/** An event of any type: `type` tells the shape of `data`. */
export type LedgerEvent = { [Kind in EventType]: EventOf<Kind> }[EventType];

/**
 * What of an event names the things that it changed, for those who read them again: a third of what a whole event costs to be
 * read. Every event is one, too.
 */
export type EventNotice = {
  [Kind in EventType]: Pick<EventOf<Kind>, "position" | "hotelId" | "type" | "at" | "data">;
}[EventType];

/** A row of the table event. */
export interface EventRow {
  readonly position: number;
  readonly hotel_id: number;
  readonly sequence: number;
  readonly event_id: number;
  readonly type: string;
  readonly version: number;
  readonly reservation_id: string | null;
  readonly actor: string;
  readonly via: string;
  readonly request_id: string;
  readonly at: Date;
  readonly data: unknown;
}

/** Reads a row. The table has only rows that the catalogue's writer made, so type and data are taken as they stand. */
export function eventOfRow(row: EventRow): LedgerEvent {
  return {
    position: row.position,
    hotelId: row.hotel_id,
    sequence: row.sequence,
    eventId: row.event_id,
    type: row.type,
    version: row.version,
    reservationId: row.reservation_id,
    actor: { who: row.actor, via: row.via, requestId: row.request_id },
    at: row.at,
    data: row.data,
  } as LedgerEvent;
}

import type pg from "pg";
import { instants, integers, smallIntegers, texts, uuids } from "../database/column.ts";
import type { Queryable } from "../database/database.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { eventCatalogue } from "./catalogue.ts";
import type { EventType } from "./catalogue.ts";

/** An event as a use case writes it; the dispatcher gives it its place in the ledger later. */
export interface EventDraft {
  readonly hotelId: number;
  readonly type: EventType;
  /** The reservation it belongs to, where the catalogue says so. */
  readonly reservationId?: string;
  /** As the catalogue describes it for the type: ids, dates, counts and flags, never personal data. */
  readonly data: object;
  readonly actor: Actor;
  /** When it happened, by the clock of the hotels (`hotel_now()`). */
  readonly at: Date;
}

/**
 * Writes the events in the caller's transaction, in the order given: they exist exactly when the change does.
 * One statement, no lock, no wait on anything else. No events: no statement.
 */
export async function appendEvents(tx: Queryable, events: readonly EventDraft[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(appendEventsStatement(events));
}

/** The statement of {@link appendEvents}, for a client that sends it together with others. Needs at least one event. */
export function appendEventsStatement(events: readonly EventDraft[]): pg.QueryConfig {
  return {
    name: "append_events",
    text: APPEND,
    values: [
      integers(events, (event) => event.hotelId),
      texts(events, (event) => event.type),
      smallIntegers(events, (event) => eventCatalogue[event.type].version),
      uuids(events, (event) => event.reservationId ?? null),
      texts(events, (event) => event.actor.who),
      texts(events, (event) => event.actor.via),
      texts(events, (event) => event.actor.requestId),
      instants(events, (event) => event.at),
      JSON.stringify(events.map((event) => event.data)),
    ],
  };
}

// The data travels as one JSON array: an array of jsonb would escape every quote of every event. A function scan
// yields its rows by ordinality, so ORDER BY costs no sort and event_id follows the order given.
const APPEND = `
  INSERT INTO outbox (hotel_id, type, version, reservation_id, actor, via, request_id, at, data)
  SELECT hotel_id, type, version, reservation_id, actor, via, request_id, at, data
  FROM ROWS FROM (
    unnest($1::integer[]), unnest($2::text[]), unnest($3::smallint[]), unnest($4::uuid[]), unnest($5::text[]),
    unnest($6::text[]), unnest($7::text[]), unnest($8::timestamptz[]), jsonb_array_elements($9::jsonb)
  ) WITH ORDINALITY AS draft (hotel_id, type, version, reservation_id, actor, via, request_id, at, data, place)
  ORDER BY place`;

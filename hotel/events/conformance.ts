import { Compile } from "typebox/compile";
import type { Validator } from "typebox/compile";
import type { Queryable } from "../database/database.ts";
import { eventCatalogue } from "./catalogue.ts";
import type { EventMeaning, EventType } from "./catalogue.ts";

/** The part of an event that the catalogue speaks about; named as the columns of outbox and event are. */
export interface EventToCheck {
  readonly type: string;
  readonly version: number;
  readonly reservation_id: string | null;
  readonly data: unknown;
}

/** How an event departs from the catalogue, one sentence each; empty when it conforms. */
export function eventProblems(event: EventToCheck): string[] {
  const meaning: EventMeaning | undefined = known.get(event.type);
  if (meaning === undefined) return [`${event.type} is not in the catalogue`];
  const problems = dataProblems(event);
  if (event.version !== meaning.version) {
    problems.push(`${event.type} has version ${event.version}, the catalogue ${meaning.version}`);
  }
  if (meaning.ofReservation && event.reservation_id === null) problems.push(`${event.type} names no reservation`);
  if (!meaning.ofReservation && event.reservation_id !== null) problems.push(`${event.type} names a reservation`);
  return problems;
}

/**
 * Checks every event of the database, waiting or recorded, against the catalogue; reads in pages. Returns the problems, each once.
 * For tests and the replay: after a run nothing may depart.
 */
export async function ledgerProblems(client: Queryable): Promise<string[]> {
  const problems = new Set<string>();
  for (const page of [WAITING, RECORDED]) {
    let after = 0;
    for (;;) {
      const { rows } = await client.query<EventToCheck & { place: number }>(page, [after, PAGE]);
      for (const row of rows) for (const problem of eventProblems(row)) problems.add(problem);
      after = rows.at(-1)?.place ?? after;
      if (rows.length < PAGE) break;
    }
  }
  return [...problems];
}

const PAGE = 5_000;

const WAITING = `
  SELECT event_id AS place, type, version, reservation_id, data FROM outbox
  WHERE event_id > $1 ORDER BY event_id LIMIT $2`;

const RECORDED = `
  SELECT position AS place, type, version, reservation_id, data FROM event
  WHERE position > $1 ORDER BY position LIMIT $2`;

const known = new Map<string, EventMeaning>(Object.entries(eventCatalogue));
const validators = new Map<string, Validator>();

function dataProblems(event: EventToCheck): string[] {
  const validator = validatorOf(event.type as EventType);
  if (validator.Check(event.data)) return [];
  return validator.Errors(event.data).map((error) => `${event.type} data${error.instancePath} ${error.message}`);
}

function validatorOf(type: EventType): Validator {
  const validator = validators.get(type) ?? Compile(eventCatalogue[type].data);
  validators.set(type, validator);
  return validator;
}

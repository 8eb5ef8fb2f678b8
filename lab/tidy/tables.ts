import { isCode, isTest } from "./source.ts";
import type { Finding, Source } from "./source.ts";

/**
 * Which module writes which table; others call its use cases. So nothing uses a night past admission, and an invariant has
 * one place to look at. (Repeats are remembered where HTTP is spoken, and by admission for whole batches.)
 */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  account: ["access"],
  account_role: ["access"],
  admission: ["inventory"],
  admission_batch: ["reservations"],
  api_key: ["access"],
  block: ["inventory"],
  clock: ["events"],
  event: ["events"],
  event_subscription: ["events"],
  exchange_rate: ["rates"],
  guest: ["guests"],
  hold: ["inventory"],
  hotel: ["properties"],
  idempotency_key: ["http", "reservations"],
  installation: ["events"],
  migration: ["database"],
  organisation: ["properties"],
  out_of_order: ["inventory"],
  outbox: ["events"],
  overbooking_period: ["inventory"],
  periodic_task: ["events"],
  pickup_night: ["rates"],
  rate_book: ["rates"],
  rate_night: ["rates"],
  rate_plan: ["rates"],
  reservation: ["reservations"],
  room: ["inventory"],
  room_night: ["inventory"],
  room_type: ["properties"],
  stay: ["reservations"],
  stay_night: ["inventory"],
};

const WRITES =
  /\b(?:INSERT INTO|(?<!NO KEY )(?<!FOR )(?<!DO )UPDATE|DELETE FROM|TRUNCATE|MERGE INTO|COPY)\s+(?:ONLY\s+)?(\w+)/g;

/** Writes to a table of another module. */
export function foreignWrite(source: Source): Finding[] {
  if (!isCode(source) || isTest(source) || !source.path.startsWith("hotel/")) return [];
  const module = source.path.split("/")[1] ?? "";
  return source.text.split("\n").flatMap((text, index) =>
    [...text.matchAll(WRITES)].flatMap(([, table = ""]) => {
      const owners = OWNERS[table];
      if (!owners || owners.includes(module)) return [];
      return [{ path: source.path, line: index + 1, problem: `${table} is written by ${owners.join(", ")} only` }];
    }),
  );
}

/** The tables that a schema makes. */
export function tablesOf(schema: string): string[] {
  return [...schema.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, table = ""]) => table);
}

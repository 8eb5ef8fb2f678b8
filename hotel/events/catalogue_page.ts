import { eventCatalogue } from "./catalogue.ts";
import type { EventMeaning } from "./catalogue.ts";

/**
 * docs/events.md as the catalogue says it should be; a test keeps the file equal. To write it anew:
 * `node hotel/events/catalogue_page.ts > docs/events.md`
 */
export function cataloguePage(): string {
  const entries = Object.entries(eventCatalogue).map(([type, meaning]) => entry(type, meaning));
  return [INTRODUCTION, ...entries].join("\n");
}

const INTRODUCTION = `# Events

Every change writes its event in its own transaction; the dispatcher numbers it in the ledger (table \`event\`). This page is written
from the catalogue in \`hotel/events/catalogue.ts\`. An event carries ids, dates, counts and flags, never personal data.

Every event has: \`position\` (its place among all events, without gaps), \`hotel_id\`, \`sequence\` (its place among the hotel's events,
from 1, without gaps), \`event_id\`, \`type\`, \`version\`, \`reservation_id\` (where it belongs to one), \`actor\`, \`via\`
and \`request_id\` (who, through which door, by which request), \`at\` (by the clock of the hotels) and \`data\`.

Delivery is at least once and in order: a reader remembers the last \`position\` it handled and ignores lower ones. \`version\`
is raised when the shape of \`data\` changes in a way that an old reader would misread; new types may come at any time, and
a reader ignores the types it does not know.

A *stay segment* is consecutive nights \`[start_date, end_date)\` of one stay in one room:
\`{stay_no, room_type_id, room_id or null, start_date, end_date}\`; a stay that is split over rooms is several of them.
Instants are UTC, dates are calendar dates at the hotel, amounts are minor units of their currency.
`;

function entry(type: string, meaning: EventMeaning): string {
  const of = meaning.ofReservation ? "of a reservation" : "of the hotel";
  const fields = Object.entries(properties(meaning.data)).map(([name, schema]) => `| \`${name}\` | ${shape(schema)} |`);
  return [
    `## ${type}`,
    "",
    `${meaning.meaning} Version ${meaning.version}, ${of}.`,
    "",
    "| data | |",
    "|---|---|",
    ...fields,
    "",
  ].join("\n");
}

function properties(schema: object): Record<string, Schema> {
  return "properties" in schema ? (schema.properties as Record<string, Schema>) : {};
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Record<string, Schema>;
}

function shape(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map((part) => shape(part)).join(" or ");
  if (schema.items !== undefined) return `list of: ${shape(schema.items)}`;
  if (schema.properties !== undefined) return objectShape(schema.properties);
  return schema.description ?? schema.type ?? "anything";
}

function objectShape(fields: Record<string, Schema>): string {
  if ("stay_no" in fields) return "stay segment";
  const parts = Object.entries(fields).map(([name, schema]) => `${name}: ${shape(schema)}`);
  return `{${parts.join(", ")}}`;
}

if (import.meta.main) process.stdout.write(cataloguePage());

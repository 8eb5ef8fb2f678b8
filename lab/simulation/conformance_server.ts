import type { Client } from "pg";
import { openClient, type Database } from "../../hotel/database/database.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { WRITE_NIGHT } from "./rates/set_rates.ts";
import type { Asked } from "./store/session.ts";
import type { Store } from "./store/store.ts";

/** What a statement came to, in a form that two databases can be compared in. */
export interface Shown {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: readonly string[];
  readonly error: string | undefined;
}

/** One session of a real server, of which one can tell whether it waits. */
export class ServerSession {
  readonly client: Client;
  readonly #processId: number;
  /** What its last statement came to, once it has. */
  answer: Promise<Shown> | undefined;
  isSettled = true;

  private constructor(client: Client, processId: number) {
    this.client = client;
    this.#processId = processId;
  }

  /** Opens a session that waits for locks until a deadlock is found. */
  static async open(database: Database): Promise<ServerSession> {
    const client = await openClient(database, { lockTimeoutMs: 5_000, byIndexOnly: true });
    const { rows } = await client.query<{ id: number }>("SELECT pg_backend_pid() AS id");
    return new ServerSession(client, rows[0]?.id ?? 0);
  }

  /** Sends a statement. */
  send({ name, text, values }: Asked): void {
    this.isSettled = false;
    // What the product sends without a name goes by its text here.
    const query = name === text ? { text, values: [...values] } : { name, text, values: [...values] };
    this.answer = this.client
      .query<object>(query)
      .then(({ command, rowCount, rows }) => shown(name, command, rowCount ?? 0, rows))
      .catch((error: unknown) => failed(error as Refused))
      .finally(() => (this.isSettled = true));
  }

  /** Resolves with true once it waits for a lock, with false once its statement has ended. */
  async comesToWait(observer: Client): Promise<boolean> {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      if (this.isSettled) return false;
      const { rows } = await observer.query<{ waits: boolean }>(WAITS, [this.#processId]);
      if (rows[0]?.waits === true && !this.isSettled) return true;
    }
    throw new Error("a statement neither waits nor ends");
  }
}

const WAITS = "SELECT pg_blocking_pids($1) <> '{}' AS waits";
const MOST_LOOKS = 20_000;

// Clocks and transaction ids are each database's own.
const OWN = new Set(["now", "at", "hotel_stamp", "room_type_stamp", "stamp"]);

/** The answer of a statement for comparison; rows without an order of their own are sorted. */
export function shown(name: string, command: string, rowCount: number, rows: readonly object[]): Shown {
  const lines = rows.map((row) =>
    JSON.stringify(
      Object.entries(row)
        .map(([key, value]) => [key, OWN.has(key) ? "" : value] as const)
        .toSorted(byName),
      (_key, value: unknown) => sortedKeys(value),
    ),
  );
  const isTimeless = name === "read_now" || name === "catalogue_stamps";
  const counts = command === "BEGIN" || command === "COMMIT" || command === "ROLLBACK" ? 0 : rowCount;
  return { command, rowCount: counts, rows: isTimeless ? [] : lines.toSorted(), error: undefined };
}

// jsonb has an order of its own for the keys of a document.
function sortedKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(byName));
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** What an error says about itself. */
export interface Refused {
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
}

/** An error for comparison. */
export function failed({ code, constraint }: Refused): Shown {
  const isNamed = constraint !== undefined && constraint !== "";
  return { command: "", rowCount: 0, rows: [], error: isNamed ? `${code} ${constraint}` : String(code) };
}

const EMPTY = [
  "room_night",
  "stay_night",
  "stay",
  "reservation",
  "hold",
  "idempotency_key",
  "admission_batch",
  "outbox",
  "rate_night",
  "rate_plan",
  "rate_book",
];

/** Makes the tables of a real database what those of the store are at the beginning. */
export async function fill(client: Client, store: Store): Promise<void> {
  for (const table of EMPTY) await client.query(`DELETE FROM ${table}`);
  for (const night of store.tables.nights.committed()) {
    await client.query(
      "INSERT INTO room_night (hotel_id, room_type_id, night, rooms, allowance) VALUES ($1, $2, $3, $4, $5)",
      [night.hotelId, night.roomTypeId, formatNight(night.night), night.rooms, night.allowance],
    );
  }
  await fillRates(client, store);
}

async function fillRates(client: Client, { tables }: Store): Promise<void> {
  for (const { hotelId, version, defaultRatePlanId } of tables.rateBooks.committed()) {
    const text = "INSERT INTO rate_book (hotel_id, version, default_rate_plan_id) VALUES ($1, $2, $3)";
    await client.query(text, [hotelId, version, defaultRatePlanId]);
  }
  for (const { hotelId, ratePlanId, parentRatePlanId, terms } of tables.ratePlans.committed()) {
    await client.query(
      "INSERT INTO rate_plan (hotel_id, rate_plan_id, code, name, parent_rate_plan_id, terms) VALUES ($1, $2, $3, $4, $5, $6)",
      [hotelId, ratePlanId, `plan_${ratePlanId}`, `Plan ${ratePlanId}`, parentRatePlanId, JSON.stringify(terms)],
    );
  }
  for (const { hotelId, roomTypeId, night, ...set } of tables.rateNights.committed()) {
    const place = [hotelId, roomTypeId, formatNight(night), set.ratePlanId];
    await client.query(WRITE_NIGHT, [...place, set.priceMinor, set.closed, set.sellLimit]);
  }
}

/** Enters hotels, types and rooms once. */
export async function enterCatalogue(client: Client, { tables }: Store): Promise<void> {
  await client.query("INSERT INTO organisation (organisation_id, name) VALUES (1, 'Owner')");
  await client.query(
    "INSERT INTO hotel (hotel_id, organisation_id, name, city, country, time_zone, currency) VALUES (1, 1, 'Hotel', 'Lisbon', 'PT', 'UTC', 'EUR')",
  );
  for (const { room_type_id } of tables.catalogue) {
    await client.query(
      "INSERT INTO room_type (hotel_id, room_type_id, name, max_occupancy, base_price_minor) VALUES (1, $1, $2, 2, 10000)",
      [room_type_id, `Type ${room_type_id}`],
    );
    await client.query("INSERT INTO admission (hotel_id, room_type_id) VALUES (1, $1)", [room_type_id]);
  }
  for (const { room_type_id, room_id, number, ordinal } of tables.rooms) {
    await client.query(
      "INSERT INTO room (hotel_id, room_id, room_type_id, number, ordinal) VALUES (1, $1, $2, $3, $4)",
      [room_id, room_type_id, number, ordinal],
    );
  }
}

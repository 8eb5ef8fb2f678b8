import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type { Client, QueryConfig } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Packet } from "../../../hotel/database/packet.ts";
import type { Reservation } from "../../../hotel/reservations/reservation.ts";
import { insertReservations } from "../../../hotel/reservations/reservation_rows.ts";
import { newConfirmationCode, newReservationId } from "../../../hotel/vocabulary/identity.ts";
import type { Way } from "./by_turns.ts";

/** A batch as it is on a hot night. */
const BATCH = 30;

/**
 * Ways to write the reservations of a batch, each in a transaction of its own, all into the engine's table.
 *
 * @param pipelined a client with pg's pipeline, as admission has it
 * @param plain one without
 */
export function reservationWays(pipelined: Client, plain: Client): Way[] {
  return [
    {
      name: "arrays, prepared, one packet (the engine)",
      run: () => inPacket(pipelined, [insertReservations(batch())]),
    },
    {
      name: "arrays, prepared, BEGIN and COMMIT by themselves",
      run: () => oneByOne(plain, [insertReservations(batch())]),
    },
    { name: "arrays, parsed each time", run: () => oneByOne(plain, [unnamed(insertReservations(batch()))]) },
    { name: "one row each, prepared, one packet", run: () => inPacket(pipelined, singles()) },
    { name: "one row each, prepared, one by one", run: () => oneByOne(plain, singles()) },
    { name: "COPY", run: () => copied(plain) },
  ];
}

async function inPacket(client: Client, writes: readonly QueryConfig[]): Promise<number> {
  const packet = new Packet();
  packet.add({ name: "begin", text: "BEGIN" });
  for (const write of writes) packet.add(write);
  packet.add({ name: "commit", text: "COMMIT" });
  await packet.send(client);
  return BATCH;
}

async function oneByOne(client: Client, writes: readonly QueryConfig[]): Promise<number> {
  await client.query("BEGIN");
  for (const write of writes) await client.query(write);
  await client.query("COMMIT");
  return BATCH;
}

async function copied(client: Client): Promise<number> {
  await client.query("BEGIN");
  const lines = batch().map((one) => `${cellsOf(one).join("\t")}\n`);
  await pipeline(Readable.from(lines), client.query(copyFrom(`COPY reservation (${COLUMNS.join(", ")}) FROM STDIN`)));
  // The stream ends a message before the client is free again.
  await setImmediate();
  await client.query("COMMIT");
  return BATCH;
}

const COLUMNS = [
  "hotel_id",
  "reservation_id",
  "confirmation_code",
  "status",
  "payment_status",
  "source",
  "currency",
  "total_minor",
  "free_cancellation_until",
  "late_cancellation_fee",
  "version",
  "created_at",
  "updated_at",
];

const SINGLE = `
  INSERT INTO reservation (${COLUMNS.join(", ")})
  VALUES (${COLUMNS.map((_, index) => `$${index + 1}`).join(", ")})`;

function singles(): QueryConfig[] {
  return batch().map((one) => ({ name: "insert_one_reservation", text: SINGLE, values: cellsOf(one) }));
}

function cellsOf(one: Reservation): string[] {
  const [created, freeUntil] = [one.createdAt.toISOString(), one.terms.freeUntil.toISOString()];
  const names = [String(one.hotelId), one.reservationId, one.confirmationCode, one.status, one.paymentStatus];
  const money = [one.source, one.currency, String(one.totalMinor)];
  return [...names, ...money, freeUntil, one.terms.lateFee, String(one.version), created, created];
}

function unnamed({ text, values }: QueryConfig): QueryConfig {
  return { text, values: values ?? [] };
}

function batch(): Reservation[] {
  return Array.from({ length: BATCH }, () => reservation(new Date()));
}

function reservation(now: Date): Reservation {
  return {
    hotelId: 1,
    reservationId: newReservationId(1, now.getTime()),
    confirmationCode: newConfirmationCode(),
    status: "confirmed",
    paymentStatus: "none",
    userId: null,
    guestId: null,
    source: "web",
    channel: "web",
    timeZone: "UTC",
    currency: "EUR",
    totalMinor: 10_000,
    feeMinor: null,
    terms: { freeUntil: now, lateFee: "first_night" },
    expiresAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    stays: [],
  };
}

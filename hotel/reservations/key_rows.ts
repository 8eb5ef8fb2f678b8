import type { QueryConfig } from "pg";
import { byteStrings, instants, integers, smallIntegers, texts, uuids } from "../database/column.ts";
import type { Command, KeyClaim, Reply } from "./admission/command.ts";

/** A key that was used: what for, and what was answered. */
export interface UsedKey {
  readonly fingerprint: Buffer;
  readonly status: number;
  /** JSON without secrets. */
  readonly reply: string;
}

/** A key to keep with its effect. */
export interface KeyEntry {
  readonly hotelId: number;
  readonly claim: KeyClaim;
  readonly reservationId: string | null;
  readonly reply: Reply;
  readonly replyText: string;
  readonly at: Date;
}

/** A row of `readKeys`. */
export interface KeyRow {
  readonly hotel_id: number;
  readonly principal: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly status: number;
  readonly reply: string;
}

// LATERAL with OFFSET: for each key one look into the index. A join would let a plan that was made while the table was
// small go through all keys of the hotel.
const READ = `
  SELECT k.hotel_id, k.principal, k.key, k.fingerprint, k.status, k.reply
    FROM unnest($1::int[], $2::text[], $3::text[]) AS w (hotel_id, principal, key)
   CROSS JOIN LATERAL (SELECT i.hotel_id, i.principal, i.key, i.fingerprint, i.status, i.reply FROM idempotency_key i
                        WHERE i.hotel_id = w.hotel_id AND i.principal = w.principal AND i.key = w.key
                       OFFSET 0) AS k`;

/** Reads what the keys of the commands were used for; undefined when no command has one. */
export function readKeys(commands: readonly Command[]): QueryConfig | undefined {
  const claims = commands.flatMap(({ hotelId, key }) => (key === undefined ? [] : [{ hotelId, key }]));
  if (claims.length === 0) return undefined;
  return {
    name: "read_keys",
    text: READ,
    values: [
      integers(claims, (one) => one.hotelId),
      texts(claims, (one) => one.key.principal),
      texts(claims, (one) => one.key.key),
    ],
  };
}

/** The rows of `readKeys` by name. */
export function usedKeys(rows: readonly KeyRow[]): Map<string, UsedKey> {
  return new Map(
    rows.map((row) => [
      keyName(row.hotel_id, row),
      { fingerprint: row.fingerprint, status: row.status, reply: row.reply },
    ]),
  );
}

/** One text for a key and its scope. */
export function keyName(hotelId: number, claim: Pick<KeyClaim, "principal" | "key">): string {
  return `${hotelId} ${claim.principal} ${claim.key}`;
}

// The same key may arrive for another room type in another process at the same time, which no admission lock
// orders. Sorted, so that the waits cannot form a circle. The second claim is a violation of the primary key: its batch
// starts again and finds what the first has answered.
const INSERT = `
  INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, reservation_id, status, reply, created_at)
  SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::smallint[], $7::text[],
                       $8::timestamptz[])`;

/** Claims keys together with their effect. */
export function insertKeys(entries: readonly KeyEntry[]): QueryConfig {
  const named = entries.map((entry) => ({ entry, name: keyName(entry.hotelId, entry.claim) }));
  const sorted = named.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(({ entry }) => entry);
  return {
    name: "insert_keys",
    text: INSERT,
    values: [
      integers(sorted, (entry) => entry.hotelId),
      texts(sorted, (entry) => entry.claim.principal),
      texts(sorted, (entry) => entry.claim.key),
      byteStrings(sorted, (entry) => entry.claim.fingerprint),
      uuids(sorted, (entry) => entry.reservationId),
      smallIntegers(sorted, (entry) => entry.reply.status),
      texts(sorted, (entry) => entry.replyText),
      instants(sorted, (entry) => entry.at),
    ],
  };
}

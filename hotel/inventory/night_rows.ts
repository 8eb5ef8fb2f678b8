import type { QueryConfig } from "pg";
import { byteStrings, dates, integers, truths } from "../database/column.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import { keyColumns } from "../properties/facts.ts";
import type { Touch } from "./admission_lock.ts";
import { ledgerNight, type Ledger, type LedgerNight } from "./ledger.ts";
import { readSeatMap, writeSeatMap } from "./seat_map.ts";

/** A row of `readNights`. */
export interface NightRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly rooms: number;
  readonly out_of_order: number;
  readonly blocked: number;
  readonly sold: number;
  readonly held: number;
  readonly allowance: number;
  readonly forced: number;
  readonly closed: boolean;
  readonly seats: Buffer;
}

// One night more on each side: best fit looks at the neighbours of a stay.
const READ = `
  SELECT n.room_type_id, n.night, n.rooms, n.out_of_order, n.blocked, n.sold, n.held, n.allowance, n.forced,
         n.closed, n.seats
    FROM unnest($1::int[], $2::int[], $3::date[], $4::date[]) AS t (hotel_id, room_type_id, from_night, to_night)
    JOIN room_night n
      ON n.hotel_id = t.hotel_id AND n.room_type_id = t.room_type_id
     AND n.night >= t.from_night - 1 AND n.night <= t.to_night`;

/** Reads the nights of the touches. Only under their admission locks is the answer fit for a decision. */
export function readNights(touches: readonly Touch[]): QueryConfig {
  return {
    name: "read_nights",
    text: READ,
    values: [...keyColumns(touches), dates(touches, (touch) => touch.from), dates(touches, (touch) => touch.to)],
  };
}

/** The rows of `readNights` as ledger nights by room type. */
export function nightsByType(rows: readonly NightRow[]): Map<number, Map<Night, LedgerNight>> {
  const types = new Map<number, Map<Night, LedgerNight>>();
  for (const row of rows) {
    let nights = types.get(row.room_type_id);
    if (nights === undefined) types.set(row.room_type_id, (nights = new Map()));
    const night = nightOf(row.night);
    nights.set(night, ledgerNight(night, countersOf(row), readSeatMap(row.seats)));
  }
  return types;
}

function countersOf(row: NightRow): LedgerNight["stored"] {
  return {
    rooms: row.rooms,
    outOfOrder: row.out_of_order,
    blocked: row.blocked,
    sold: row.sold,
    held: row.held,
    allowance: row.allowance,
    forced: row.forced,
    closed: row.closed,
  };
}

// Counters move by differences, so that even a write from outside the protocol is not lost but meets the
// CHECK; forced, closed and the seats follow from what was read under the lock. A night that is not there any more ends
// the transaction by a division by zero, so COMMIT can be sent in the same packet.
const WRITE = `
  WITH written AS (
    UPDATE room_night AS n
       SET rooms = n.rooms + c.rooms,
           out_of_order = n.out_of_order + c.out_of_order,
           blocked = n.blocked + c.blocked,
           sold = n.sold + c.sold,
           held = n.held + c.held,
           allowance = n.allowance + c.allowance,
           forced = c.forced,
           closed = c.closed,
           seats = c.seats
      FROM unnest($1::int[], $2::int[], $3::date[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[],
                  $10::int[], $11::bool[], $12::bytea[])
        AS c (hotel_id, room_type_id, night, rooms, out_of_order, blocked, sold, held, allowance, forced, closed, seats)
     WHERE n.hotel_id = c.hotel_id AND n.room_type_id = c.room_type_id AND n.night = c.night
    RETURNING n.night
  )
  SELECT 1 / (count(*) = $13)::int AS all_written FROM written`;

/**
 * The statement that writes what changed in the ledger; it fails unless it finds every night, and answers one row.
 * Undefined: nothing changed.
 */
export function writeNights(ledger: Ledger): { readonly query: QueryConfig; readonly rows: 1 } | undefined {
  const changed = [...ledger.changed()];
  if (changed.length === 0) return undefined;
  const values = [
    integers(changed, ({ type }) => type.hotelId),
    integers(changed, ({ type }) => type.roomTypeId),
    dates(changed, ({ row }) => row.night),
    integers(changed, ({ row }) => row.rooms - row.stored.rooms),
    integers(changed, ({ row }) => row.outOfOrder - row.stored.outOfOrder),
    integers(changed, ({ row }) => row.blocked - row.stored.blocked),
    integers(changed, ({ row }) => row.sold - row.stored.sold),
    integers(changed, ({ row }) => row.held - row.stored.held),
    integers(changed, ({ row }) => row.allowance - row.stored.allowance),
    integers(changed, ({ row }) => row.forced),
    truths(changed, ({ row }) => row.closed),
    byteStrings(changed, ({ row }) => writeSeatMap(row.seats)),
    changed.length,
  ];
  return { query: { name: "write_nights", text: WRITE, values }, rows: 1 };
}

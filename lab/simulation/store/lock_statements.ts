import { integersIn, uuidsIn } from "./parameters.ts";
import { lockRow, selected, type Answer, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import { reservationRow } from "./presented_rows.ts";
import type { AdmissionCells } from "./tables.ts";
import { hold, newest, seen, type Row } from "./transaction.ts";

/** `lock_types`: sorted, one after the other, as they are once they are held. */
export function* lockTypes(call: Call): Waiting {
  const { store, transaction } = call;
  const locked: object[] = [];
  for (const row of typesOf(call)) {
    if (store.guards.typeLocks) yield* lockRow(row as Row<never>, transaction);
    const cells = newest(row, transaction);
    if (cells !== undefined) locked.push(typeRow(cells));
  }
  return selected(locked);
}

/** `lock_free_types`: those that nobody holds, without waiting. */
export function lockFreeTypes(call: Call): Answer {
  const locked: object[] = [];
  for (const row of typesOf(call)) {
    if (row.holder !== undefined && row.holder !== call.transaction) continue;
    hold(row, call.transaction);
    if (row.committed !== undefined) locked.push(typeRow(row.committed));
  }
  return selected(locked);
}

/**
 * `lock_reservations`: after a wait the reservation is as it is now, and its stays are as they were when the statement began:
 * PostgreSQL looks again only at the row it waited for.
 */
export function* lockReservations(call: Call): Waiting {
  const { store, transaction, values } = call;
  const hotelIds = integersIn(values[0]);
  const found = uuidsIn(values[1]).flatMap((reservationId, index) => {
    const row = store.tables.reservations.find(nameOf.reservation(hotelIds[index] ?? 0, reservationId ?? ""));
    const cells = row === undefined ? undefined : seen(row, transaction);
    return row === undefined || cells === undefined ? [] : [{ row, shown: reservationRow(call, cells) }];
  });
  found.sort(({ shown: one }, { shown: other }) =>
    one.hotel_id === other.hotel_id
      ? one.reservation_id < other.reservation_id
        ? -1
        : 1
      : one.hotel_id - other.hotel_id,
  );
  const rows: object[] = [];
  for (const { row, shown } of found) {
    yield* lockRow(row as Row<never>, transaction);
    const cells = newest(row, transaction);
    if (cells !== undefined) rows.push({ ...reservationRow(call, cells), stays: shown.stays });
  }
  return selected(rows);
}

function typesOf({ store, transaction, values }: Call): Row<AdmissionCells>[] {
  const hotelIds = integersIn(values[0]);
  const rows = new Set<Row<AdmissionCells>>();
  for (const [index, roomTypeId] of integersIn(values[1]).entries()) {
    const row = store.tables.admission.find(nameOf.type(hotelIds[index] ?? 0, roomTypeId));
    if (row !== undefined && seen(row, transaction) !== undefined) rows.add(row);
  }
  return [...rows].toSorted((one, other) => orderOf(one) - orderOf(other));
}

// Hotels and types have small numbers here.
function orderOf({ committed }: Row<AdmissionCells>): number {
  return (committed?.hotelId ?? 0) * 1_000_000 + (committed?.roomTypeId ?? 0);
}

function typeRow({ hotelId, roomTypeId, roomsVersion }: AdmissionCells): object {
  return { hotel_id: hotelId, room_type_id: roomTypeId, rooms_version: roomsVersion };
}

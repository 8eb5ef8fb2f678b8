import { bytesIn, instantsIn, integersIn, textsIn, uuidsIn } from "./parameters.ts";
import { pairsOf } from "./read_statements.ts";
import { insertRow, lockRow, wrote, type Answer, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { EventCells, HoldCells, KeyCells } from "./tables.ts";
import { newest, put, seen, type Row } from "./transaction.ts";

/** `reap_holds`: those whose time is over, by the clock as it is when each is looked at. */
export function* reapHolds(call: Call): Waiting {
  const { store, transaction, values } = call;
  const types = new Set(pairsOf(values).map(({ hotelId, roomTypeId }) => nameOf.type(hotelId, roomTypeId)));
  const lapsed = (hold: HoldCells): boolean => !store.guards.holdTime || hold.expiresAt <= store.now;
  const found: { row: Row<HoldCells>; cells: HoldCells }[] = [];
  for (const row of store.tables.holds.all()) {
    const cells = seen(row, transaction);
    if (cells === undefined || !types.has(nameOf.type(cells.hotelId, cells.roomTypeId)) || !lapsed(cells)) continue;
    found.push({ row, cells });
  }
  found.sort((one, other) => (orderOf(one.cells) < orderOf(other.cells) ? -1 : 1));
  const reaped: object[] = [];
  for (const { row, cells } of found) {
    yield* lockRow(row as Row<never>, transaction);
    if (newest(row, transaction) === undefined) continue;
    put(row, transaction, undefined);
    reaped.push({ hotel_id: cells.hotelId, room_type_id: cells.roomTypeId, reservation_id: cells.reservationId });
  }
  return { command: "DELETE", rows: reaped, rowCount: reaped.length };
}

function orderOf({ hotelId, roomTypeId, expiresAt, reservationId }: HoldCells): string {
  return `${hotelId}/${roomTypeId}/${expiresAt}/${reservationId}`;
}

/** `add_holds`. */
export function* addHolds(call: Call): Waiting {
  const all = holdsOf(call.values);
  for (const cells of all) yield* insertRow(call.store.tables.holds, orderOf(cells), cells, call, "hold_pkey");
  return wrote("INSERT", all.length);
}

/** `remove_holds`: those that are still there. */
export function* removeHolds(call: Call): Waiting {
  const { store, transaction, values } = call;
  let removed = 0;
  for (const cells of holdsOf(values)) {
    const row = store.tables.holds.find(orderOf(cells));
    if (row === undefined || seen(row, transaction) === undefined) continue;
    yield* lockRow(row as Row<never>, transaction);
    if (newest(row, transaction) === undefined) continue;
    put(row, transaction, undefined);
    removed += 1;
  }
  return wrote("DELETE", removed);
}

function holdsOf(values: readonly unknown[]): HoldCells[] {
  const [expires, ids] = [instantsIn(values[2]), uuidsIn(values[3])];
  return pairsOf(values).map(({ hotelId, roomTypeId }, index) => ({
    hotelId,
    roomTypeId,
    expiresAt: expires[index] ?? 0,
    reservationId: ids[index] ?? "",
  }));
}

/** `insert_keys`. */
export function* insertKeys(call: Call): Waiting {
  const all = keysOf(call.values);
  for (const cells of all) {
    const key = nameOf.key(cells.hotelId, cells.principal, cells.key);
    const row = yield* insertRow(call.store.tables.keys, key, cells, call, "idempotency_key_pkey");
    if (!call.store.guards.keyWithEffect) row.committed = cells;
  }
  return wrote("INSERT", all.length);
}

function keysOf(values: readonly unknown[]): KeyCells[] {
  const [hotelIds, principals, keys] = [integersIn(values[0]), textsIn(values[1]), textsIn(values[2])];
  const [fingerprints, ids] = [bytesIn(values[3]), uuidsIn(values[4])];
  const [statuses, replies] = [integersIn(values[5]), textsIn(values[6])];
  return keys.map((key, index) => ({
    hotelId: hotelIds[index] ?? 0,
    principal: principals[index] ?? "",
    key: key ?? "",
    fingerprint: fingerprints[index] ?? Buffer.alloc(0),
    reservationId: ids[index] ?? null,
    status: statuses[index] ?? 0,
    reply: replies[index] ?? "",
  }));
}

/** `append_events`: numbered as they are written, and a number that was drawn is never drawn again. */
export function appendEvents({ store, transaction, values }: Call): Answer {
  const all = eventsOf(values).map((event) => ({ ...event, eventId: store.nextEventId() }));
  for (const event of all) put(store.tables.events.row(String(event.eventId)), transaction, event);
  return wrote("INSERT", all.length);
}

function eventsOf(values: readonly unknown[]): Omit<EventCells, "eventId">[] {
  const [hotelIds, types, versions] = [integersIn(values[0]), textsIn(values[1]), integersIn(values[2])];
  const [ids, actors, doors] = [uuidsIn(values[3]), textsIn(values[4]), textsIn(values[5])];
  const [requests, instants] = [textsIn(values[6]), instantsIn(values[7])];
  const data = JSON.parse(String(values[8])) as unknown[];
  return hotelIds.map((hotelId, index) => ({
    hotelId,
    type: types[index] ?? "",
    version: versions[index] ?? 0,
    reservationId: ids[index] ?? null,
    actor: actors[index] ?? "",
    via: doors[index] ?? "",
    requestId: requests[index] ?? "",
    at: instants[index] ?? 0,
    data: data[index],
  }));
}

/** `witness_batch`. */
export function* witnessBatch(call: Call): Waiting {
  const batchId = String(call.values[0]);
  yield* insertRow(call.store.tables.witnesses, batchId, batchId, call, "admission_batch_pkey");
  return wrote("INSERT", 1);
}

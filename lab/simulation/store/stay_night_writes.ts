import { failure, SQLSTATE } from "./failure.ts";
import { bigIntegersIn, integersIn, integersOrNull, nightsIn, textsIn, truthsIn, uuidsIn } from "./parameters.ts";
import { insertRow, lockRow, upsertRow, wrote, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { StayNightCells } from "./tables.ts";
import { newest, put, seen, type Row, type Transaction } from "./transaction.ts";

type NightRow = Row<StayNightCells>;

/** `insert_stay_nights`. */
export function* insertStayNights(call: Call): Waiting {
  const { stayNights } = call.store.tables;
  const all = nightsOf(call.values);
  for (const cells of all) {
    checkUse(call, cells);
    const row = yield* insertRow(stayNights, keyOf(cells), cells, call, "stay_night_pkey");
    yield* onceInRoom(call, row, cells);
  }
  return wrote("INSERT", all.length);
}

/** `upsert_stay_nights`. */
export function* upsertStayNights(call: Call): Waiting {
  const { stayNights } = call.store.tables;
  const all = nightsOf(call.values);
  const done = new Set<string>();
  for (const cells of all) {
    checkUse(call, cells);
    const key = keyOf(cells);
    if (done.has(key)) throw failure(SQLSTATE.cardinality, "ON CONFLICT DO UPDATE cannot affect row a second time");
    done.add(key);
    const row = yield* upsertRow(stayNights, key, cells, call);
    yield* onceInRoom(call, row, cells);
  }
  return wrote("INSERT", all.length);
}

/** `vacate_nights`: each night once, however often it is named. */
export function* vacateNights(call: Call): Waiting {
  const { store, transaction, values } = call;
  const [hotelIds, ids] = [integersIn(values[0]), uuidsIn(values[1])];
  const [stays, nights] = [integersIn(values[2]), nightsIn(values[3])];
  const rows = new Set<NightRow>();
  for (const [index, night] of nights.entries()) {
    const key = nameOf.stayNight(hotelIds[index] ?? 0, ids[index] ?? "", stays[index] ?? 0, night);
    const row = store.tables.stayNights.find(key);
    if (row !== undefined && seen(row, transaction) !== undefined) rows.add(row);
  }
  let vacated = 0;
  for (const row of rows) {
    yield* lockRow(row as Row<never>, transaction);
    const cells = newest(row, transaction);
    if (cells === undefined) continue;
    put(row, transaction, { ...cells, roomId: null });
    vacated += 1;
  }
  return wrote("UPDATE", vacated);
}

/** `sit_down`: the used nights of a stay from one date to another. */
export function* sitDown(call: Call): Waiting {
  const { store, transaction, values } = call;
  const [hotelIds, ids, stays] = [integersIn(values[0]), uuidsIn(values[1]), integersIn(values[2])];
  const [from, to, rooms] = [nightsIn(values[3]), nightsIn(values[4]), integersIn(values[5])];
  let seated = 0;
  for (const [index, roomId] of rooms.entries()) {
    for (let night = from[index] ?? 0; night < (to[index] ?? 0); night += 1) {
      const key = nameOf.stayNight(hotelIds[index] ?? 0, ids[index] ?? "", stays[index] ?? 0, night);
      const row = store.tables.stayNights.find(key);
      if (row === undefined || (seen(row, transaction)?.usedAs ?? "none") === "none") continue;
      yield* lockRow(row as Row<never>, transaction);
      const cells = newest(row, transaction);
      if (cells === undefined || cells.usedAs === "none") continue;
      const after = { ...cells, roomId };
      put(row, transaction, after);
      yield* onceInRoom(call, row, after);
      seated += 1;
    }
  }
  return wrote("UPDATE", seated);
}

function nightsOf(values: readonly unknown[]): StayNightCells[] {
  const [hotelIds, ids, stays] = [integersIn(values[0]), uuidsIn(values[1]), integersIn(values[2])];
  const [types, rooms, prices] = [integersIn(values[4]), integersOrNull(values[5]), bigIntegersIn(values[6])];
  const [uses, pins] = [textsIn(values[7]), truthsIn(values[8])];
  return nightsIn(values[3]).map((night, index) => ({
    hotelId: hotelIds[index] ?? 0,
    reservationId: ids[index] ?? "",
    stayNo: stays[index] ?? 0,
    night,
    roomTypeId: types[index] ?? 0,
    roomId: rooms[index] ?? null,
    priceMinor: prices[index] ?? 0,
    usedAs: uses[index] ?? "",
    pinned: pins[index] ?? false,
  }));
}

function keyOf({ hotelId, reservationId, stayNo, night }: StayNightCells): string {
  return nameOf.stayNight(hotelId, reservationId, stayNo, night);
}

function checkUse({ store }: Call, { usedAs, roomId }: StayNightCells): void {
  if (!store.guards.constraints || usedAs !== "none" || roomId === null) return;
  throw failure(SQLSTATE.check, "a night that is not used has a room", "stay_night_check");
}

// The unique index stay_night_room_once: whoever has given the room away, or is taking it, and has not ended is waited for.
function* onceInRoom(call: Call, own: NightRow, cells: StayNightCells): Generator<Transaction, void, void> {
  const { store, transaction } = call;
  if (cells.roomId === null || !store.guards.constraints) return;
  for (const row of store.tables.stayNights.all()) {
    if (row === own) continue;
    for (;;) {
      const claim = claimOf(row, cells, transaction);
      if (claim === "none") break;
      if (claim === "taken") {
        const name = "stay_night_room_once";
        throw failure(SQLSTATE.unique, `duplicate key value violates unique constraint "${name}"`, name);
      }
      yield claim;
    }
  }
}

// Rows that are changed by another transaction may come to stand either way.
function claimOf(row: NightRow, cells: StayNightCells, transaction: Transaction): "none" | "taken" | Transaction {
  const claims = (one: StayNightCells | undefined): boolean =>
    one?.roomId === cells.roomId && one.night === cells.night && one.hotelId === cells.hotelId;
  const { holder } = row;
  if (holder === undefined || holder === transaction || !row.written) {
    return claims(newest(row, transaction)) ? "taken" : "none";
  }
  return claims(row.committed) || claims(row.pending) ? holder : "none";
}

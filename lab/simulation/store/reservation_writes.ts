import { bigIntegersIn, instantsIn, integersIn, nightsIn, textsIn, uuidsIn } from "./parameters.ts";
import { insertRow, lockRow, upsertRow, wrote, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { ReservationCells, StayCells } from "./tables.ts";
import { newest, put, seen, type Row } from "./transaction.ts";

/** `insert_guests`. */
export function* insertGuests(call: Call): Waiting {
  const hotelIds = integersIn(call.values[0]);
  const ids = uuidsIn(call.values[1]);
  for (const [index, id] of ids.entries()) {
    const key = nameOf.reservation(hotelIds[index] ?? 0, id ?? "");
    yield* insertRow(call.store.tables.guests, key, id ?? "", call, "guest_pkey");
  }
  return wrote("INSERT", ids.length);
}

/** `insert_reservations`. */
export function* insertReservations(call: Call): Waiting {
  const all = reservationsOf(call.values);
  for (const cells of all) {
    const key = nameOf.reservation(cells.hotelId, cells.reservationId);
    yield* insertRow(call.store.tables.reservations, key, cells, call, "reservation_pkey");
  }
  return wrote("INSERT", all.length);
}

function reservationsOf(values: readonly unknown[]): ReservationCells[] {
  const texts = (place: number): (string | null)[] => textsIn(values[place]);
  const [codes, statuses, payments, users] = [texts(2), texts(3), texts(4), texts(5)];
  const [guests, sources, currencies, lateFees] = [uuidsIn(values[6]), texts(7), texts(8), texts(12)];
  const [totals, fees, freeUntil] = [bigIntegersIn(values[9]), bigIntegersIn(values[10]), instantsIn(values[11])];
  const [expires, versions, hotelIds] = [instantsIn(values[13]), integersIn(values[14]), integersIn(values[0])];
  const [created, updated, channels] = [instantsIn(values[15]), instantsIn(values[16]), texts(17)];
  return uuidsIn(values[1]).map((reservationId, index) => ({
    hotelId: hotelIds[index] ?? 0,
    reservationId: reservationId ?? "",
    confirmationCode: codes[index] ?? "",
    status: statuses[index] ?? "",
    paymentStatus: payments[index] ?? "",
    userId: users[index] ?? null,
    guestId: guests[index] ?? null,
    source: sources[index] ?? "",
    currency: currencies[index] ?? "",
    totalMinor: totals[index] ?? 0,
    feeMinor: fees[index] ?? null,
    freeUntil: freeUntil[index] ?? 0,
    lateFee: lateFees[index] ?? "",
    expiresAt: expires[index] ?? null,
    version: versions[index] ?? 0,
    createdAt: created[index] ?? 0,
    updatedAt: updated[index] ?? 0,
    channel: channels[index] ?? "",
  }));
}

/** `update_reservations`: only those that still have the version that was read. */
export function* updateReservations(call: Call): Waiting {
  const { store, transaction, values } = call;
  let updated = 0;
  for (const { key, before, cells } of updatesOf(values)) {
    const row = store.tables.reservations.find(key);
    if (row === undefined || seen(row, transaction)?.version !== before) continue;
    yield* lockRow(row as Row<never>, transaction);
    const present = newest(row, transaction);
    if (present?.version !== before) continue;
    put(row, transaction, { ...present, ...cells });
    updated += 1;
  }
  return wrote("UPDATE", updated);
}

interface Update {
  readonly key: string;
  readonly before: number;
  readonly cells: Partial<ReservationCells>;
}

function updatesOf(values: readonly unknown[]): Update[] {
  const [hotelIds, statuses, payments] = [integersIn(values[0]), textsIn(values[2]), textsIn(values[3])];
  const [totals, fees, freeUntil] = [bigIntegersIn(values[4]), bigIntegersIn(values[5]), instantsIn(values[6])];
  const [lateFees, expires, versions] = [textsIn(values[7]), instantsIn(values[8]), integersIn(values[9])];
  const [updated, before] = [instantsIn(values[10]), integersIn(values[11])];
  return uuidsIn(values[1]).map((reservationId, index) => ({
    key: nameOf.reservation(hotelIds[index] ?? 0, reservationId ?? ""),
    before: before[index] ?? 0,
    cells: {
      status: statuses[index] ?? "",
      paymentStatus: payments[index] ?? "",
      totalMinor: totals[index] ?? 0,
      feeMinor: fees[index] ?? null,
      freeUntil: freeUntil[index] ?? 0,
      lateFee: lateFees[index] ?? "",
      expiresAt: expires[index] ?? null,
      version: versions[index] ?? 0,
      updatedAt: updated[index] ?? 0,
    },
  }));
}

/** `insert_stays`. */
export function* insertStays(call: Call): Waiting {
  const all = staysOf(call.values);
  for (const cells of all) yield* insertRow(call.store.tables.stays, keyOf(cells), cells, call, "stay_pkey");
  return wrote("INSERT", all.length);
}

/** `upsert_stays`. */
export function* upsertStays(call: Call): Waiting {
  const all = staysOf(call.values);
  for (const cells of all) yield* upsertRow(call.store.tables.stays, keyOf(cells), cells, call);
  return wrote("INSERT", all.length);
}

function staysOf(values: readonly unknown[]): StayCells[] {
  const [hotelIds, stays, types] = [integersIn(values[0]), integersIn(values[2]), integersIn(values[3])];
  const [from, to] = [nightsIn(values[4]), nightsIn(values[5])];
  const [guests, statuses] = [integersIn(values[6]), textsIn(values[7])];
  const [plans, rates] = [integersIn(values[8]), textsIn(values[9])];
  return uuidsIn(values[1]).map((reservationId, index) => ({
    hotelId: hotelIds[index] ?? 0,
    reservationId: reservationId ?? "",
    stayNo: stays[index] ?? 0,
    roomTypeId: types[index] ?? 0,
    from: from[index] ?? 0,
    to: to[index] ?? 0,
    guests: guests[index] ?? 0,
    status: statuses[index] ?? "",
    ratePlanId: plans[index] ?? 0,
    rate: rates[index] ?? null,
  }));
}

function keyOf({ hotelId, reservationId, stayNo }: StayCells): string {
  return nameOf.stay(hotelId, reservationId, stayNo);
}
